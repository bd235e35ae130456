//! Venues and vehicles: where things take place, and what people ride in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, Entity, Extra, Listing, OrderKey, Reference, Text, Zone, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        time::zone,
        words::{order, texts},
    },
};

/// A venue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Venue {
    /// The name.
    #[serde(default)]
    pub name: Text,
    /// The postal address.
    #[serde(default)]
    pub address: Text,
    /// The city.
    #[serde(default)]
    pub city: Text,
    /// The zone, where it is not that of the host's capital.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
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

/// A vehicle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Vehicle {
    /// The name or call sign.
    #[serde(default)]
    pub name: Text,
    /// The number of seats for passengers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// The driver.
    #[serde(default)]
    pub driver: Text,
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

impl Entity for Venue {
    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/name", &self.name),
            ("/address", &self.address),
            ("/city", &self.city),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        zone("/zone", self.zone.as_ref())?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources).collect()
    }

    listed_by!(name);
}

impl Entity for Vehicle {
    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/name", &self.name),
            ("/driver", &self.driver),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)
    }

    listed_by!(name);
}
