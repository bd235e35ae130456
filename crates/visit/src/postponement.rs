//! That a visit, or a part of it, was postponed: from when, why, and with whom that was agreed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    DatePhrase, Extra, Text,
    rules::{Outcome, time::date, words::text},
};

/// What is said of a visit, or a part of it, that was postponed. When it takes place instead stands where it always does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Postponement {
    /// When it was to take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DatePhrase>,
    /// Why.
    #[serde(default)]
    pub reason: Text,
    /// With whom that was agreed, for example the other side.
    #[serde(default)]
    pub agreed_with: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Postponement {
    /// Returns an error where a rule of the model is broken; `at` is the path to the postponement.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        date(&format!("{at}/from"), self.from.as_ref())?;
        text(&format!("{at}/reason"), &self.reason)?;
        text(&format!("{at}/agreed_with"), &self.agreed_with)
    }
}
