//! What of an entry is an illustration: as a list for Chancery, and in words for people.

use visit::{Illustrative, Part};

/// The name in the list of what is an illustration as a whole.
const WHOLE: &str = "WHOLE";

/// Returns the names of what is marked, in capitals and with commas between them; nothing where nothing is.
pub(crate) fn value(marks: &Illustrative) -> String {
    let whole = marks.whole.then_some(WHOLE.to_owned());
    let parts = marks.parts().map(|part| part.as_str().to_ascii_uppercase());
    whole.into_iter().chain(parts).collect::<Vec<_>>().join(",")
}

/// Reads such a list. Names that this version does not know are left out.
pub(crate) fn read(value: &str) -> Illustrative {
    let mut marks = Illustrative::default();
    for name in value.split(',').map(|name| name.trim().to_ascii_lowercase()) {
        marks.whole |= name.eq_ignore_ascii_case(WHOLE);
        if let Some(part) = Part::named(&name) {
            marks.mark(part);
        }
    }
    marks
}

/// Says it to people: a sentence, or nothing where nothing is marked.
pub(crate) fn sentence(marks: &Illustrative) -> Option<String> {
    if marks.whole {
        return Some("Illustrative as a whole: from no source, put in as an example.".to_owned());
    }
    let parts: Vec<&str> = marks.parts().map(words).collect();
    (!parts.is_empty()).then(|| format!("Illustrative, from no source: {}.", parts.join(", ")))
}

fn words(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::Kind => "kind",
        Part::Format => "format",
        Part::When => "day and time",
        Part::Assemble => "time to assemble",
        Part::Status => "status",
        Part::Press => "press access",
        Part::Dress => "dress",
        Part::Venue => "venue",
        Part::Participants => "participants",
        Part::Interpreters => "interpreters",
        Part::Movement => "way and means",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_comes_back_from_its_list() {
        let all = Illustrative {
            whole: true,
            ..Illustrative::of(Part::ALL)
        };
        for marks in [
            Illustrative::default(),
            Illustrative::of(&[Part::When, Part::Status]),
            all,
        ] {
            assert_eq!(read(&value(&marks)), marks);
        }
        assert_eq!(
            value(&Illustrative::of(&[Part::When, Part::Status])),
            "WHEN,STATUS"
        );
    }

    #[test]
    fn names_of_newer_versions_mark_nothing_here() {
        assert!(read("TRUE, WEATHER,").is_none());
        assert_eq!(
            read("when, Status"),
            Illustrative::of(&[Part::When, Part::Status])
        );
    }
}
