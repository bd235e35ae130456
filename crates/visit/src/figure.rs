//! Figures: a number with what it counts, its unit and its period, for example the trade of two countries in a year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, DatePhrase, Entity, Extra, Listing, OrderKey, Reference, Refusal, RefusalCode, Storage, Text,
    TopicId, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, maybe,
        time::date,
        words::{order, texts},
    },
};

/// The longest number, in bytes.
pub const MAX_FIGURE_BYTES: usize = 40;

/// A figure. The number stays as the source gives it, to the last digit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Figure {
    /// What it counts.
    #[serde(default)]
    pub title: Text,
    /// The number: digits with a point before the decimals and a sign where it is negative ('-12.5').
    #[serde(default)]
    pub value: String,
    /// The unit, for example 'billion US dollars'.
    #[serde(default)]
    pub unit: Text,
    /// The period that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<DatePhrase>,
    /// Whether the source gives it roughly.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub about: bool,
    /// The topic that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicId>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// What of it rests on which source.
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    #[ts(as = "Option<Citations>")]
    pub sources: Citations,
    /// Anything else.
    #[serde(default)]
    pub remarks: Text,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Entity for Figure {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["period"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/title", &self.title),
            ("/unit", &self.unit),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        date("/period", self.period.as_ref())?;
        if !self.value.is_empty() && !is_number(&self.value) {
            return Err(Refusal::new(
                RefusalCode::BadValue,
                "/value",
                format!(
                    "'{}' is not a number.",
                    self.value.chars().take(40).collect::<String>()
                ),
                "Write digits, with a point before the decimals, for example 16.1.",
            ));
        }
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources)
            .chain(maybe("/topic", self.topic.as_ref()))
            .collect()
    }

    listed_by!(title);
}

/// Whether a text is a number of digits, with at most one point between them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= MAX_FIGURE_BYTES && all(whole) && all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_digits() {
        for number in ["16.1", "-12.50", "0", "007"] {
            assert!(is_number(number), "{number}");
        }
        for none in ["", "16,1", "1e9", "about 16", ".5", "5.", "1.2.3", "+1", "١٦"] {
            assert!(!is_number(none), "{none}");
        }
        let json = r#"{"title":{"en":"Trade"},"value":"16.10","unit":{"en":"billion US dollars"},"order":"","remarks":{}}"#;
        let figure: Figure = serde_json::from_str(json).expect("a figure");
        assert_eq!(figure.value, "16.10");
    }
}
