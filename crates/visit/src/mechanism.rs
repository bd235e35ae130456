//! Mechanisms that meet in rounds: 'third meeting of the commission'.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ContactId, Extra, Refusal, RefusalCode, Text, is_valid_id,
    rules::{Outcome, words::text},
};

/// Which round of which mechanism an engagement is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Round {
    /// The mechanism, for example 'Intergovernmental commission on trade'.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub mechanism: Text,
    /// The number of the round, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The round before: the contact in the dossier of the two countries that it was. It need not be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ContactId>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Round {
    /// Returns an error where a rule of the model is broken; `at` is the path to it.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        text(&format!("{at}/mechanism"), &self.mechanism)?;
        if self.number == Some(0) {
            return Err(Refusal::new(
                RefusalCode::OutOfRange,
                format!("{at}/number"),
                "Rounds are counted from 1.",
                "Give a number from 1, or leave the field out.",
            ));
        }
        match &self.before {
            Some(before) if !is_valid_id(before.as_str()) => {
                Err(Refusal::bad_id(&format!("{at}/before"), before.as_str()))
            }
            _ => Ok(()),
        }
    }
}
