//! What goes on between two countries without a date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, Entity, Extra, Listing, OrderKey, Reference, Text, citation,
    entity::listed_by,
    extra::is_false,
    open::open_enum,
    rules::{
        Outcome,
        words::{order, texts},
    },
};

open_enum! {
    /// How a strand goes on.
    StrandState {
        /// A mechanism that meets again and again, such as a dialogue of deputy ministers.
        Standing => "standing",
        /// Work that will one day be done.
        UnderWay => "under_way",
    }
}

/// A strand of the relations of two countries: a standing mechanism, or work that is under way. It has no date; what has one is a
/// contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Strand {
    /// What it is.
    #[serde(default)]
    pub title: Text,
    /// How it goes on.
    #[serde(default = "standing")]
    pub state: StrandState,
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

fn standing() -> StrandState {
    StrandState::Standing
}

impl Entity for Strand {
    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources).collect()
    }

    listed_by!(title);
}
