//! The political calendar: contacts between the two countries.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, ContactStage, DatePhrase, Entity, Extra, Listing, OrderKey, Reference, Storage, Text,
    citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        time::date,
        words::{order, texts},
    },
};

/// A contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Contact {
    /// What it is.
    #[serde(default)]
    pub title: Text,
    /// When, with the precision in which it is known. What goes on without a date is a [`Strand`](crate::Strand).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<DatePhrase>,
    /// How firm it is.
    #[serde(default = "planned")]
    pub stage: ContactStage,
    /// Where.
    #[serde(default)]
    pub place: Text,
    /// What of it rests on which source.
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    #[ts(as = "Option<Citations>")]
    pub sources: Citations,
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

fn planned() -> ContactStage {
    ContactStage::Planned
}

impl Entity for Contact {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["on"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/title", &self.title),
            ("/place", &self.place),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        date("/on", self.on.as_ref())?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources).collect()
    }

    listed_by!(title);
}
