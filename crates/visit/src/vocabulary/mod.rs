//! The words that documents and calendars say of their own accord, in every language that they know: a file a language.
//!
//! The terms are those of the protocol glossary. A value that a newer version wrote and this one does not know is
//! said as it stands, with spaces for its underscores: visible, and never taken for another.

mod en;
mod ja;
mod ru;

use std::borrow::Cow;

use crate::{
    CarPlace, Category, DayPart, EngagementKind, EngagementPart, Format, Function, Means, PressAccess, Side,
    SourceKind, Status,
};

/// A language that documents and calendars speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Russian.
    Russian,
    /// Japanese.
    Japanese,
}

/// The words of one language. `{…}` in a sentence stands for what is put in. The words for the values of an enumeration stand in its
/// order, and as many as it has values: a missing one does not compile.
#[derive(Debug)]
pub struct Vocabulary {
    /// The language.
    pub language: Language,
    /// What a programme is called.
    pub programme: &'static str,
    /// That a programme has only some days: `{days}`.
    pub only: &'static str,
    /// That what has no day is not in a programme of some days.
    pub undated_left_out: &'static str,
    /// What stands in place of a visit's title.
    pub untitled: &'static str,
    /// What stands in place of an engagement's title.
    pub untitled_engagement: &'static str,
    /// What is said of a programme without engagements.
    pub nothing: &'static str,
    /// The headings of the columns.
    pub columns: Columns,
    /// What is only known to fall within the visit.
    pub undated: &'static str,
    /// What has a day and no time.
    pub time_not_fixed: &'static str,
    /// Who has invited the guest: `{text}`.
    pub inviter: &'static str,
    /// A leg of a visit.
    pub leg: &'static str,
    /// In the course of what it takes place: `{title}`.
    pub within: &'static str,
    /// Which round of a mechanism it is: `{text}`, `{n}`.
    pub round: &'static str,
    /// In which room: `{text}`.
    pub room: &'static str,
    /// Which press may come: `{text}`.
    pub press_who: &'static str,
    /// When the press is to be there: `{time}`.
    pub press_call: &'static str,
    /// By which entrance the press comes in: `{text}`.
    pub press_entrance: &'static str,
    /// By when one must be accredited: `{date}`.
    pub press_accreditation: &'static str,
    /// For how long cameras may stay: `{n}`.
    pub press_cameras: &'static str,
    /// What somebody does at an engagement, as it stands in brackets after a name.
    pub functions: [&'static str; Function::ALL.len()],
    /// The places in a car.
    pub car_places: [&'static str; CarPlace::ALL.len()],
    /// A time of the clock on a day that is not known: `{time}`.
    pub day_open: &'static str,
    /// No known time after one of the clock: `{time}`.
    pub after_time: &'static str,
    /// After another engagement: `{title}`.
    pub after: &'static str,
    /// Which day of a visit without dates: `{n}`.
    pub day_of_visit: &'static str,
    /// How long something lasts: `{n}`.
    pub minutes: &'static str,
    /// The same, where it was said roughly: `{n}`.
    pub about_minutes: &'static str,
    /// The parts of a day.
    pub day_parts: [&'static str; DayPart::ALL.len()],
    /// When participants assemble: `{time}`.
    pub assemble: &'static str,
    /// What is worn: `{text}`.
    pub dress: &'static str,
    /// In which vehicles one rides: `{text}`.
    pub vehicles: &'static str,
    /// As of when a programme is true: `{date}`, `{time}`, `{offset}`.
    pub as_of: &'static str,
    /// On what it depends: `{text}`.
    pub condition: &'static str,
    /// From when something was put off: `{date}`.
    pub postponed_from: &'static str,
    /// Why it was put off: `{text}`.
    pub reason: &'static str,
    /// With whom that was agreed: `{text}`.
    pub agreed_with: &'static str,
    /// On which source a programme rests: `{text}`.
    pub source: &'static str,
    /// Which page it is: `{page}`, `{pages}`.
    pub page_of: &'static str,
    /// Whose clocks the times are: `{host}`, the capital, with its distance from Greenwich where it is the same throughout.
    pub times_of_host: &'static str,
    /// The same for two clocks: `{host}`, `{home}`.
    pub times_of_both: &'static str,
    /// What a weekday before a time means.
    pub other_day: &'static str,
    /// What is illustrative as a whole.
    pub illustrative: &'static str,
    /// What the sign of an illustration means: `{sign}`.
    pub illustrative_note: &'static str,
    /// The same in short: `{sign}`.
    pub illustrative_short: &'static str,
    /// Which parts are illustrations: `{parts}`.
    pub illustrative_parts: &'static str,
    /// The parts of an engagement, as they stand in a list.
    pub parts: [&'static str; EngagementPart::ALL.len()],
    /// What stands before the names of interpreters.
    pub interpreters: &'static str,
    /// The sides.
    pub sides: [&'static str; Side::ALL.len()],
    /// How settled something is.
    pub statuses: [&'static str; Status::ALL.len()],
    /// The kinds of engagements.
    pub kinds: [&'static str; EngagementKind::ALL.len()],
    /// The formats of talks and visits.
    pub formats: [&'static str; Format::ALL.len()],
    /// The categories of visits.
    pub categories: [&'static str; Category::ALL.len()],
    /// Which press may be present.
    pub press: [&'static str; PressAccess::ALL.len()],
    /// How a movement is made.
    pub means: [&'static str; Means::ALL.len()],
    /// The kinds of sources.
    pub source_kinds: [&'static str; SourceKind::ALL.len()],
    /// The words for what comes again.
    pub series: Series,
    /// The months, as they stand in a date.
    pub months: [&'static str; 12],
    /// The months in short.
    pub months_short: [&'static str; 12],
    /// The days of the week, Monday first.
    pub weekdays: [&'static str; 7],
    /// The days of the week in short, Monday first.
    pub weekdays_short: [&'static str; 7],
}

/// The headings of the columns of a programme.
#[derive(Debug)]
pub struct Columns {
    /// When.
    pub time: &'static str,
    /// What.
    pub event: &'static str,
    /// Where.
    pub place: &'static str,
    /// Who takes part.
    pub participants: &'static str,
    /// Remarks and press.
    pub remarks: &'static str,
}

/// The words for what comes again.
#[derive(Debug)]
pub struct Series {
    /// A series whose rule can be said: `{how}`.
    pub series: &'static str,
    /// A series whose rule cannot be said.
    pub plain: &'static str,
    /// A part of a series.
    pub one_of: &'static str,
    /// Every day, week, month, year.
    pub each: [&'static str; 4],
    /// Every `{n}` days, weeks, months, years.
    pub every: [&'static str; 4],
    /// How often in all: `{n}`.
    pub count: &'static str,
    /// Until when: `{date}`.
    pub until: &'static str,
}

impl Vocabulary {
    /// The words of every language.
    pub const ALL: [&'static Vocabulary; 3] = [&en::WORDS, &ru::WORDS, &ja::WORDS];

    /// Returns the words of the language with this tag of BCP 47; those of English where it is none that is spoken here.
    pub fn of(tag: &str) -> &'static Vocabulary {
        match tag
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "ru" => &ru::WORDS,
            "ja" => &ja::WORDS,
            _ => &en::WORDS,
        }
    }

    /// Returns the word for a side.
    pub fn side<'a>(&self, side: &'a Side) -> Cow<'a, str> {
        word(&self.sides, Side::ALL, side, side.as_str())
    }

    /// Returns the word for how settled something is.
    pub fn status<'a>(&self, status: &'a Status) -> Cow<'a, str> {
        word(&self.statuses, Status::ALL, status, status.as_str())
    }

    /// Returns the word for a kind of engagement.
    pub fn kind<'a>(&self, kind: &'a EngagementKind) -> Cow<'a, str> {
        word(&self.kinds, EngagementKind::ALL, kind, kind.as_str())
    }

    /// Returns the word for a format.
    pub fn format<'a>(&self, format: &'a Format) -> Cow<'a, str> {
        word(&self.formats, Format::ALL, format, format.as_str())
    }

    /// Returns the word for a category.
    pub fn category<'a>(&self, category: &'a Category) -> Cow<'a, str> {
        word(&self.categories, Category::ALL, category, category.as_str())
    }

    /// Returns the words for which press may be present.
    pub fn press_access<'a>(&self, press: &'a PressAccess) -> Cow<'a, str> {
        word(&self.press, PressAccess::ALL, press, press.as_str())
    }

    /// Returns the words for how a movement is made.
    pub fn by<'a>(&self, means: &'a Means) -> Cow<'a, str> {
        word(&self.means, Means::ALL, means, means.as_str())
    }

    /// Returns the word for a kind of source.
    pub fn source_kind<'a>(&self, kind: &'a SourceKind) -> Cow<'a, str> {
        word(&self.source_kinds, SourceKind::ALL, kind, kind.as_str())
    }

    /// Returns the words for a part of an engagement.
    pub fn part(&self, part: EngagementPart) -> Cow<'static, str> {
        word(&self.parts, EngagementPart::ALL, &part, part.as_str())
    }

    /// Returns the word for what somebody does at an engagement.
    pub fn function<'a>(&self, function: &'a Function) -> Cow<'a, str> {
        word(&self.functions, Function::ALL, function, function.as_str())
    }

    /// Returns the word for a place in a car.
    pub fn car_place<'a>(&self, place: &'a CarPlace) -> Cow<'a, str> {
        word(&self.car_places, CarPlace::ALL, place, place.as_str())
    }

    /// Returns the words for a part of a day.
    pub fn day_part<'a>(&self, part: &'a DayPart) -> Cow<'a, str> {
        word(&self.day_parts, DayPart::ALL, part, part.as_str())
    }

    /// Returns words one after the other.
    pub fn listed(&self, all: &[impl AsRef<str>]) -> String {
        let between = match self.language {
            Language::English | Language::Russian => ", ",
            Language::Japanese => "、",
        };
        all.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(between)
    }

    /// Returns words with what they are about before them.
    pub fn labelled(&self, label: &str, words: &str) -> String {
        match self.language {
            Language::English | Language::Russian => format!("{label}: {words}"),
            Language::Japanese => format!("{label}：{words}"),
        }
    }
}

/// Returns the word for a value: words stand in the order of the values.
fn word<'a, T: PartialEq>(words: &[&'static str], values: &[T], value: &T, raw: &'a str) -> Cow<'a, str> {
    let index = values.iter().position(|known| known == value);
    match index.and_then(|index| words.get(index)) {
        Some(word) => Cow::Borrowed(*word),
        None => Cow::Owned(raw.replace('_', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_its_own_word_in_every_language() {
        assert_eq!(Vocabulary::of("en").format(&Format::TeteATete), "Tête-à-tête");
        assert_eq!(Vocabulary::of("ru").status(&Status::Cancelled), "Отменено");
        assert_eq!(Vocabulary::of("ja-JP").kind(&EngagementKind::Movement), "移動");
        assert_eq!(Vocabulary::of("de").kind(&EngagementKind::Movement), "Movement");
        for words in Vocabulary::ALL {
            let kinds: std::collections::BTreeSet<&str> = words.kinds.into_iter().collect();
            assert_eq!(kinds.len(), words.kinds.len(), "{:?}", words.language);
        }
    }

    #[test]
    fn a_value_of_a_newer_version_is_printed_as_it_stands() {
        assert_eq!(
            Vocabulary::of("ru").kind(&EngagementKind::from("moon_landing")),
            "moon landing"
        );
    }
}
