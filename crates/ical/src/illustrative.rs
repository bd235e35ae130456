//! What of an entry is an illustration: as a list for Chancery, and in words for people.

use visit::{EngagementPart, Illustrative, vocabulary::Vocabulary};

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
        if let Some(part) = EngagementPart::named(&name) {
            marks.mark(part);
        }
    }
    marks
}

/// Says it to people: a sentence, or nothing where nothing is marked.
pub(crate) fn sentence(words: &Vocabulary, marks: &Illustrative) -> Option<String> {
    if marks.whole {
        // Nothing refers to it here by a sign.
        return Some(words.illustrative_note.replace("{sign}", "").trim().to_owned());
    }
    let parts: Vec<_> = marks.parts().map(|part| words.part(part)).collect();
    (!parts.is_empty()).then(|| words.illustrative_parts.replace("{parts}", &words.listed(&parts)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_comes_back_from_its_list() {
        let all = Illustrative {
            whole: true,
            ..Illustrative::of(EngagementPart::ALL)
        };
        for marks in [
            Illustrative::default(),
            Illustrative::of(&[EngagementPart::When, EngagementPart::Status]),
            all,
        ] {
            assert_eq!(read(&value(&marks)), marks);
        }
        assert_eq!(
            value(&Illustrative::of(&[EngagementPart::When, EngagementPart::Status])),
            "WHEN,STATUS"
        );
    }

    #[test]
    fn names_of_newer_versions_mark_nothing_here() {
        assert!(read("TRUE, WEATHER,").is_none());
        assert_eq!(
            read("when, Status"),
            Illustrative::of(&[EngagementPart::When, EngagementPart::Status])
        );
    }
}
