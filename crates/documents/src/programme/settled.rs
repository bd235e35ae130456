//! What is said of a status beyond its name: the condition, or from when and why something was put off.

use visit::programme::Settled;

use crate::clean;
use crate::dates;
use crate::labels::Labels;

/// A line for each thing that is said.
pub(super) fn lines(labels: &Labels, settled: &Settled) -> Vec<String> {
    let with = |label: &str, text: &str| {
        let text = clean::line(text);
        (!text.is_empty()).then(|| label.replace("{text}", &text))
    };
    let from = settled.from.as_ref().map(|from| {
        labels
            .postponed_from
            .replace("{date}", &dates::phrased(labels, from))
    });
    let lines = [
        with(labels.condition, &settled.condition),
        from,
        with(labels.reason, &settled.reason),
        with(labels.agreed_with, &settled.agreed_with),
    ];
    lines.into_iter().flatten().collect()
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
        lines(Labels::of("en"), &settled).join(" / ")
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
        assert!(lines(Labels::of("ru"), &Settled::default()).is_empty());
    }
}
