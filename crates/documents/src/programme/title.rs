//! The title block, and what else stands outside the tables.

use std::collections::BTreeSet;

use visit::Status;
use visit::programme::{Clock, Programme, ProgrammeEngagement};
use visit::vocabulary::{Language, Vocabulary};

use crate::clean;
use crate::dates;
use crate::programme::illustrative::SIGN;
use crate::programme::{legs, settled, sources};

/// All engagements of a programme.
pub(super) fn engagements(programme: &Programme) -> impl Iterator<Item = &ProgrammeEngagement> {
    programme
        .days
        .iter()
        .flat_map(|day| &day.engagements)
        .chain(&programme.undated)
}

/// The title, or the words for a visit that has none.
pub(super) fn title(labels: &Vocabulary, programme: &Programme) -> String {
    let title = clean::line(&programme.title);
    if title.is_empty() {
        labels.untitled.to_owned()
    } else {
        title
    }
}

/// What kind of paper this is, of which days if not of all, and how settled the visit is unless that is certain.
pub(super) fn kicker(labels: &Vocabulary, programme: &Programme) -> String {
    let mut parts = vec![labels.programme.to_owned()];
    parts.extend(programme.part.map(|part| {
        let days = dates::range(labels, part.first, part.last);
        labels.only.replace("{days}", &days)
    }));
    if programme.status != Status::Confirmed {
        parts.push(clean::line(&labels.status(&programme.status)));
    }
    parts.join(" · ")
}

/// The days of the visit; where they are not known, the words in which they were announced.
pub(super) fn dates(labels: &Vocabulary, programme: &Programme) -> Option<String> {
    let known = programme
        .days_of_visit
        .map(|(first, last)| dates::range(labels, first, last));
    known
        .or_else(|| {
            let announced = programme.dates.as_ref()?;
            announced.phrase.as_deref().map(clean::line)
        })
        .filter(|dates| !dates.is_empty())
}

/// Dates, place, category and format, as far as they are known.
pub(super) fn subtitle(labels: &Vocabulary, programme: &Programme) -> Vec<String> {
    let parts = [
        dates(labels, programme),
        Some(clean::line(&programme.place)),
        programme
            .category
            .as_ref()
            .map(|category| clean::line(&labels.category(category))),
        programme
            .format
            .as_ref()
            .map(|format| clean::line(&labels.format(format))),
    ];
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect()
}

/// As of when the programme is true, on the clock of those who prepared it.
pub(super) fn as_of(labels: &Vocabulary, programme: &Programme) -> String {
    let wall = programme.as_of_wall;
    labels
        .as_of
        .replace("{date}", &dates::full(labels, wall.date()))
        .replace("{time}", &wall.format("%H:%M").to_string())
        .replace(
            "{offset}",
            &dates::offset((wall - programme.as_of.naive_utc()).num_minutes()),
        )
}

/// How the tables are to be read: whose clocks, what a weekday before a time and the sign of what is illustrative mean.
pub(super) fn notes(labels: &Vocabulary, programme: &Programme, is_illustrative: bool) -> Vec<String> {
    let clocks = || {
        engagements(programme)
            .flat_map(|engagement| [engagement.start, engagement.end])
            .flatten()
    };
    let mut notes = settled::lines(labels, &programme.settled);
    notes.extend(legs::lines(labels, programme));
    if programme.part.is_some_and(|part| part.undated > 0) {
        notes.push(labels.undated_left_out.to_owned());
    }
    if clocks().next().is_some() {
        let host = with_offset(labels, &programme.host.name, clocks().map(host_minutes));
        notes.push(match &programme.home {
            None => labels.times_of_host.replace("{host}", &host),
            Some(home) => labels
                .times_of_both
                .replace(
                    "{home}",
                    &with_offset(labels, &home.name, clocks().filter_map(home_minutes)),
                )
                .replace("{host}", &host),
        });
    }
    let turns_day = programme.days.iter().any(|day| {
        day.engagements
            .iter()
            .flat_map(|engagement| [engagement.start, engagement.end])
            .flatten()
            .any(|clock| {
                clock.host.date() != day.date || clock.home.is_some_and(|home| home.date() != day.date)
            })
    });
    if turns_day {
        notes.push(labels.other_day.to_owned());
    }
    notes.extend(sources::lines(labels, programme));
    if is_illustrative {
        notes.push(labels.illustrative_note.replace("{sign}", SIGN));
    }
    notes
}

/// A capital's name with its distance from Greenwich, where that does not change within the programme.
fn with_offset(labels: &Vocabulary, name: &str, minutes: impl Iterator<Item = i64>) -> String {
    let different: BTreeSet<i64> = minutes.collect();
    let name = clean::line(name);
    match (different.first(), different.len()) {
        (Some(minutes), 1) if labels.language == Language::Japanese => {
            format!("{name}（{}）", dates::offset(*minutes))
        }
        (Some(minutes), 1) => format!("{name} ({})", dates::offset(*minutes)),
        _ => name,
    }
}

fn host_minutes(clock: Clock) -> i64 {
    (clock.host - clock.utc.naive_utc()).num_minutes()
}

fn home_minutes(clock: Clock) -> Option<i64> {
    clock
        .home
        .map(|home| (home - clock.utc.naive_utc()).num_minutes())
}

/// The text, cut where a line of so many letters ends, between words if there are any, with a sign that it was cut. A
/// sign of a script without an alphabet is as wide as two letters.
pub(super) fn cut(text: &str, most: usize) -> String {
    let mut width = 0;
    let over = text.char_indices().find(|(_, c)| {
        width += if (*c as u32) < 0x2E80 { 1 } else { 2 };
        width > most
    });
    let Some((end, _)) = over else {
        return text.to_owned();
    };
    let kept = text.get(..end).unwrap_or_default();
    let at_word = kept
        .rfind(' ')
        .filter(|space| *space > end / 2)
        .and_then(|space| kept.get(..space));
    format!(
        "{}…",
        at_word
            .unwrap_or(kept)
            .trim_end_matches([' ', ',', '.', ';', ':'])
    )
}

/// A language as Typst takes it: two or three letters of ISO 639.
pub(super) fn typst_language(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    if fits { primary } else { "en".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_between_words_and_says_so() {
        assert_eq!(cut("Визит", 5), "Визит");
        assert_eq!(cut("Визит, Токио", 8), "Визит…");
        assert_eq!(cut("外務大臣会談", 8), "外務大臣…");
    }

    #[test]
    fn a_tag_that_names_no_language_of_iso_639_is_set_as_english() {
        assert_eq!(typst_language("sr-Latn"), "sr");
        assert_eq!(typst_language(""), "en");
        assert_eq!(typst_language("русский"), "en");
    }
}
