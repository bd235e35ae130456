//! Venues that are used again, and the times of driving between them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, KnownVenueId, Lang, Listing, OrderKey, Reference, Refusal, RefusalCode, Text, Zone,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        time::zone,
        words::{country, order, texts},
    },
};

/// The longest drive between two venues, in minutes: two days.
const MAX_DRIVE_MINUTES: u32 = 2_880;

/// A venue that is used again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct KnownVenue {
    /// The name.
    #[serde(default)]
    pub name: Text,
    /// The postal address.
    #[serde(default)]
    pub address: Text,
    /// The city.
    #[serde(default)]
    pub city: Text,
    /// The country (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
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

impl Entity for KnownVenue {
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
        country("/country", self.country.as_deref())?;
        zone("/zone", self.zone.as_ref())
    }

    listed_by!(name);
}

/// How long a drive from one venue to another takes. The way back is another entry: it may take longer. What is not known has none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct DriveTime {
    /// Where it starts.
    pub from: KnownVenueId,
    /// Where it ends.
    pub to: KnownVenueId,
    /// How long it takes, in minutes, from 1 to 2,880.
    pub minutes: u32,
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

impl Entity for DriveTime {
    fn title(&self, _: &[Lang]) -> String {
        format!("{} → {}", self.from, self.to)
    }

    fn validate(&self) -> Outcome {
        if !(1..=MAX_DRIVE_MINUTES).contains(&self.minutes) {
            return Err(Refusal::new(
                RefusalCode::OutOfRange,
                "/minutes",
                format!("A drive cannot take {} minutes.", self.minutes),
                "Give minutes from 1 to 2880; remove the entry where the time is not known.",
            ));
        }
        texts(&[("/remarks", &self.remarks)])
    }

    fn references(&self) -> Vec<Reference> {
        vec![
            Reference::new("/from", &self.from),
            Reference::new("/to", &self.to),
        ]
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}
