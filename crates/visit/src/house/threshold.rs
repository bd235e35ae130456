//! Thresholds of checks that the ministry has set itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, Lang, Text,
    extra::is_false,
    rules::{Outcome, words::texts},
};

/// A threshold of a check, where the ministry has another one than the check's default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Threshold {
    /// The id of the check, as in the list of checks.
    pub check: String,
    /// The name of the threshold within the check.
    pub name: String,
    /// The value, in the unit that the check states.
    pub value: i64,
    /// On what it rests: an order, a manual, experience.
    #[serde(default)]
    pub source: Text,
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

impl Entity for Threshold {
    fn title(&self, _: &[Lang]) -> String {
        format!("{}: {}", self.check, self.name)
    }

    fn validate(&self) -> Outcome {
        texts(&[("/source", &self.source), ("/remarks", &self.remarks)])
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}
