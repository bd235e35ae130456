//! The sources on which a programme rests, a line each.

use visit::programme::{IssuedOn, Programme, ProgrammeSource};
use visit::vocabulary::{Language, Vocabulary};
use visit::zone::instant_of;

use crate::clean;
use crate::dates;

/// A line for each source: its title or kind, who published it, and when.
pub(super) fn lines(labels: &Vocabulary, programme: &Programme) -> Vec<String> {
    let lines = programme.sources.iter().map(|source| line(labels, source));
    lines
        .filter(|line| !line.is_empty())
        .map(|line| labels.source.replace("{text}", &line))
        .collect()
}

fn line(labels: &Vocabulary, source: &ProgrammeSource) -> String {
    let title = clean::line(&source.title);
    let kind = source
        .kind
        .as_ref()
        .map(|kind| clean::line(&labels.source_kind(kind)));
    let parts = [
        (!title.is_empty()).then_some(title),
        kind,
        Some(clean::line(&source.publisher)),
        source.issued.as_ref().map(|issued| issued_on(labels, issued)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

fn issued_on(labels: &Vocabulary, issued: &IssuedOn) -> String {
    match issued {
        IssuedOn::Date(date) => dates::phrased(labels, date),
        IssuedOn::Time(time, zone) => {
            let offset = zone.as_ref().and_then(|zone| {
                let utc = instant_of(*time, zone.tz()?).naive_utc();
                Some(format!(" ({})", dates::offset((*time - utc).num_minutes())))
            });
            let between = match labels.language {
                Language::English | Language::Russian => ", ",
                Language::Japanese => "",
            };
            format!(
                "{}{between}{}{}",
                dates::full(labels, time.date()),
                time.format("%H:%M"),
                offset.unwrap_or_default()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use visit::{SourceKind, Zone};

    use super::*;

    fn comment(zone: Option<&str>) -> ProgrammeSource {
        let day = chrono::NaiveDate::from_ymd_opt(2017, 3, 17).expect("a day");
        ProgrammeSource {
            title: String::new(),
            kind: Some(SourceKind::Comment),
            publisher: "Press Department".to_owned(),
            issued: day
                .and_hms_opt(11, 4, 0)
                .map(|time| IssuedOn::Time(time, zone.map(Zone::from))),
        }
    }

    #[test]
    fn a_source_says_what_it_is_of_whom_and_when() {
        let of = |zone| line(Vocabulary::of("en"), &comment(zone));
        assert_eq!(of(None), "Comment · Press Department · 17 March 2017, 11:04");
        assert_eq!(
            of(Some("Europe/Moscow")),
            "Comment · Press Department · 17 March 2017, 11:04 (UTC+3)"
        );
        let japanese = line(Vocabulary::of("ja"), &comment(None));
        assert!(japanese.ends_with("2017年3月17日11:04"), "{japanese}");
        let bare = ProgrammeSource {
            kind: None,
            publisher: String::new(),
            issued: None,
            ..comment(None)
        };
        assert_eq!(line(Vocabulary::of("ja"), &bare), "");
    }
}
