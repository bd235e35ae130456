//! People: who works with the library, and whom one meets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, Lang, Listing, OrderKey, Text,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        words::{country, languages, order, texts},
    },
};

/// A person whom the house knows. Whoever signs something signs with the id, so that a name may change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct KnownPerson {
    /// The name.
    #[serde(default)]
    pub name: Text,
    /// The name of the account under which the person works with the library, where the person does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The office.
    #[serde(default)]
    pub office: Text,
    /// The organisation.
    #[serde(default)]
    pub organisation: Text,
    /// The country (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The languages that the person speaks, best first.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// The address to which invitations go (RFC 5322).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
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

impl Entity for KnownPerson {
    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/name", &self.name),
            ("/office", &self.office),
            ("/organisation", &self.organisation),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        country("/country", self.country.as_deref())?;
        languages("/languages", &self.languages)
    }

    listed_by!(name);
}
