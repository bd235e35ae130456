//! Rooms of a venue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, Entity, Extra, Listing, OrderKey, Reference, Text, VenueId, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        words::{order, texts},
    },
};

/// A room of a venue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Room {
    /// The venue.
    pub venue: VenueId,
    /// The name.
    #[serde(default)]
    pub name: Text,
    /// Where in the house it is, for example '2nd floor'.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub whereabouts: Text,
    /// How many it seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// What of it rests on which source.
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    #[ts(as = "Option<Citations>")]
    pub sources: Citations,
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

impl Entity for Room {
    fn listing() -> Listing {
        Listing::Within("venue")
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/name", &self.name),
            ("/whereabouts", &self.whereabouts),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        let venue = Reference::new("/venue", &self.venue);
        citation::references(&self.sources).chain([venue]).collect()
    }

    fn parent(&self) -> Option<&str> {
        Some(self.venue.as_str())
    }

    listed_by!(name);
}
