//! The words that the documents print of their own accord, in every language that they know.
//!
//! The terms are those of the protocol glossary. A value that a newer version wrote and this one does not know is
//! printed as it stands, with spaces for its underscores: visible, and never taken for another.

mod en;
mod ja;
mod ru;

use std::borrow::Cow;

use visit::{Category, EngagementKind, Format, Means, PressAccess, Side, SourceKind, Status};

/// A language that the documents speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Russian,
    Japanese,
}

/// The words of one language. `{…}` in a sentence stands for what is put in.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) language: Language,
    pub(crate) programme: &'static str,
    pub(crate) untitled: &'static str,
    pub(crate) untitled_engagement: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) columns: Columns,
    pub(crate) undated: &'static str,
    pub(crate) time_not_fixed: &'static str,
    /// `{time}`
    pub(crate) assemble: &'static str,
    /// `{text}`
    pub(crate) dress: &'static str,
    /// `{text}`
    pub(crate) vehicles: &'static str,
    /// `{date}`, `{time}`, `{offset}`
    pub(crate) as_of: &'static str,
    /// `{text}`
    pub(crate) condition: &'static str,
    /// `{date}`
    pub(crate) postponed_from: &'static str,
    /// `{text}`
    pub(crate) reason: &'static str,
    /// `{text}`
    pub(crate) agreed_with: &'static str,
    /// `{text}`
    pub(crate) source: &'static str,
    /// `{page}`, `{pages}`
    pub(crate) page_of: &'static str,
    /// `{host}`: the capital, with its distance from Greenwich where it is the same throughout
    pub(crate) times_of_host: &'static str,
    /// `{host}`, `{home}`
    pub(crate) times_of_both: &'static str,
    pub(crate) other_day: &'static str,
    /// What is illustrative as a whole.
    pub(crate) illustrative: &'static str,
    /// `{sign}`
    pub(crate) illustrative_note: &'static str,
    /// `{sign}`
    pub(crate) illustrative_short: &'static str,
    pub(crate) interpreters: &'static str,
    pub(crate) sides: [&'static str; 2],
    pub(crate) statuses: [&'static str; 9],
    pub(crate) kinds: [&'static str; 9],
    pub(crate) formats: [&'static str; 6],
    pub(crate) categories: [&'static str; 7],
    pub(crate) press: [&'static str; 5],
    pub(crate) means: [&'static str; 5],
    pub(crate) source_kinds: [&'static str; 10],
    pub(crate) series: Series,
    pub(crate) months: [&'static str; 12],
    pub(crate) months_short: [&'static str; 12],
    pub(crate) weekdays: [&'static str; 7],
    pub(crate) weekdays_short: [&'static str; 7],
}

/// The headings of the columns.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) time: &'static str,
    pub(crate) event: &'static str,
    pub(crate) place: &'static str,
    pub(crate) participants: &'static str,
    pub(crate) remarks: &'static str,
}

/// The words for what comes again.
#[derive(Debug)]
pub(crate) struct Series {
    /// `{how}`
    pub(crate) series: &'static str,
    pub(crate) plain: &'static str,
    pub(crate) one_of: &'static str,
    /// Every day, week, month, year.
    pub(crate) each: [&'static str; 4],
    /// Every `{n}` days, weeks, months, years.
    pub(crate) every: [&'static str; 4],
    /// `{n}`
    pub(crate) count: &'static str,
    /// `{date}`
    pub(crate) until: &'static str,
}

impl Labels {
    /// The words of the language with this BCP 47 tag; those of English where it is none that the documents speak.
    pub(crate) fn of(tag: &str) -> &'static Labels {
        match tag
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "ru" => &ru::LABELS,
            "ja" => &ja::LABELS,
            _ => &en::LABELS,
        }
    }

    pub(crate) fn side<'a>(&self, side: &'a Side) -> Cow<'a, str> {
        word(&self.sides, Side::ALL, side, side.as_str())
    }

    pub(crate) fn status<'a>(&self, status: &'a Status) -> Cow<'a, str> {
        word(&self.statuses, Status::ALL, status, status.as_str())
    }

    pub(crate) fn kind<'a>(&self, kind: &'a EngagementKind) -> Cow<'a, str> {
        word(&self.kinds, EngagementKind::ALL, kind, kind.as_str())
    }

    pub(crate) fn format<'a>(&self, format: &'a Format) -> Cow<'a, str> {
        word(&self.formats, Format::ALL, format, format.as_str())
    }

    pub(crate) fn category<'a>(&self, category: &'a Category) -> Cow<'a, str> {
        word(&self.categories, Category::ALL, category, category.as_str())
    }

    pub(crate) fn press_access<'a>(&self, press: &'a PressAccess) -> Cow<'a, str> {
        word(&self.press, PressAccess::ALL, press, press.as_str())
    }

    pub(crate) fn source_kind<'a>(&self, kind: &'a SourceKind) -> Cow<'a, str> {
        word(&self.source_kinds, SourceKind::ALL, kind, kind.as_str())
    }

    pub(crate) fn by<'a>(&self, means: &'a Means) -> Cow<'a, str> {
        word(&self.means, Means::ALL, means, means.as_str())
    }
}

/// The word for a value: words stand in the order of the values.
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
    fn every_known_value_has_a_word_in_every_language() {
        for tag in ["en", "ru", "ja"] {
            let labels = Labels::of(tag);
            assert_eq!(labels.sides.len(), Side::ALL.len(), "{tag}: sides");
            assert_eq!(labels.statuses.len(), Status::ALL.len(), "{tag}: statuses");
            assert_eq!(labels.kinds.len(), EngagementKind::ALL.len(), "{tag}: kinds");
            assert_eq!(labels.formats.len(), Format::ALL.len(), "{tag}: formats");
            assert_eq!(labels.categories.len(), Category::ALL.len(), "{tag}: categories");
            assert_eq!(labels.press.len(), PressAccess::ALL.len(), "{tag}: press");
            assert_eq!(labels.means.len(), Means::ALL.len(), "{tag}: means");
            assert_eq!(
                labels.source_kinds.len(),
                SourceKind::ALL.len(),
                "{tag}: kinds of sources"
            );
        }
        assert_eq!(Labels::of("en").format(&Format::TeteATete), "Tête-à-tête");
        assert_eq!(Labels::of("ru").status(&Status::Cancelled), "Отменено");
        assert_eq!(Labels::of("ja-JP").kind(&EngagementKind::Movement), "移動");
    }

    #[test]
    fn a_value_of_a_newer_version_is_printed_as_it_stands() {
        assert_eq!(
            Labels::of("ru").kind(&EngagementKind::from("state_dinner")),
            "state dinner"
        );
    }
}
