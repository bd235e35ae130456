//! Who takes part in an engagement, and who interprets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Extra, Functions, InterpretingMode, Lang, function,
    rules::{Outcome, words::language},
};

/// That a member takes part.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Participation {
    /// What the member does there.
    #[serde(default, skip_serializing_if = "Functions::is_empty")]
    #[ts(as = "Option<Functions>")]
    pub functions: Functions,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// That a member interprets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Interpreting {
    /// The language that is heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Lang>,
    /// The language that is spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Lang>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<InterpretingMode>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Participation {
    /// Returns an error where a rule of the model is broken; `at` is the path to the participation.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        function::validate(&format!("{at}/functions"), &self.functions)
    }
}

impl Interpreting {
    /// Returns an error where a rule of the model is broken; `at` is the path to it.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        for (end, lang) in [("from", &self.from), ("to", &self.to)] {
            lang.as_ref()
                .map_or(Ok(()), |lang| language(&format!("{at}/{end}"), lang))?;
        }
        Ok(())
    }
}
