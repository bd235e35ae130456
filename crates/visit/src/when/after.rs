//! After another engagement, at no known time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::length;
use crate::{
    EngagementId, Extra, Length, Text,
    rules::{Outcome, words::text},
};

/// After another engagement, at no known time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct After {
    /// What it comes after.
    pub engagement: EngagementId,
    /// How long it lasts, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Length>,
    /// The words in which it was said; they are a quotation, or there are none.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub words: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl After {
    pub(super) fn validate(&self) -> Outcome {
        length::validate(self.lasts.as_ref())?;
        text("/when/words", &self.words)
    }
}
