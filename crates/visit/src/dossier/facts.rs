//! The facts of a dossier.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, Lang, Text,
    rules::{
        Outcome,
        words::{languages, texts},
    },
};

/// What a dossier is. Which countries it is of, says its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct DossierFacts {
    /// A title, where the names of the two countries do not say enough.
    #[serde(default)]
    pub title: Text,
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

impl Entity for DossierFacts {
    fn title(&self, wanted: &[Lang]) -> String {
        self.title.read(wanted).to_owned()
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        languages("/languages", &self.languages)
    }

    fn is_removed(&self) -> bool {
        false
    }
}
