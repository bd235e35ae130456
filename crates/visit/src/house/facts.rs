//! The facts of a house.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, Lang, Text,
    rules::{
        Outcome,
        words::{country, languages, texts},
    },
};

/// Whose house it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct HouseFacts {
    /// The name of the ministry.
    #[serde(default)]
    pub title: Text,
    /// Its country (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The languages in which its texts are read, the first of which is preferred.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// Anything else.
    #[serde(default)]
    pub remarks: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Entity for HouseFacts {
    fn title(&self, wanted: &[Lang]) -> String {
        self.title.read(wanted).to_owned()
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        country("/country", self.country.as_deref())?;
        languages("/languages", &self.languages)
    }

    fn is_removed(&self) -> bool {
        false
    }
}
