//! What is said of a status beyond its name: the condition, or from when and why something was put off.

use visit::programme::Settled;
use visit::vocabulary::Vocabulary;

use crate::clean;
use crate::dates;

/// A line for each thing that is said.
pub(super) fn lines(labels: &Vocabulary, settled: &Settled) -> Vec<String> {
    let lines = settled.lines(labels, |from| dates::phrased(labels, from));
    lines.iter().map(|line| clean::line(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(edtf: &str, phrase: Option<&str>) -> String {
        let settled = Settled {
            from: Some(visit::programme::PhrasedDate {
                edtf: visit::Edtf(edtf.to_owned()),
                phrase: phrase.map(str::to_owned),
            }),
            reason: "Budget debate".to_owned(),
            ..Settled::default()
        };
        lines(Vocabulary::of("en"), &settled).join(" / ")
    }

    #[test]
    fn a_postponement_says_from_when_and_why() {
        let reason = " / Reason: Budget debate";
        assert_eq!(
            of("2017-03-20/2017-03-21", None),
            format!("Postponed from 20–21 March 2017{reason}")
        );
        assert_eq!(of("2017-03", None), format!("Postponed from 2017-03{reason}"));
        assert_eq!(
            of("2017-03", Some("early spring")),
            format!("Postponed from early spring{reason}")
        );
    }

    #[test]
    fn nothing_is_said_of_what_is_simply_settled() {
        assert!(lines(Vocabulary::of("ru"), &Settled::default()).is_empty());
    }
}
