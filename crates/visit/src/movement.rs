//! Movements: from where to where, how, in which vehicles, and who sits where.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Extra, Means, MemberId, Reference, VehicleId, VenueId,
    open::open_enum,
    rules::{each, maybe},
};

open_enum! {
    /// A place in a car.
    CarPlace {
        /// Beside the driver.
        Front => "front",
        /// In the rear at the right: the place of honour where one drives on the right.
        RearRight => "rear_right",
        /// In the rear at the left.
        RearLeft => "rear_left",
        /// In the rear between the two.
        RearMiddle => "rear_middle",
        /// On a folding seat.
        FoldingSeat => "folding_seat",
    }
}

/// That a member sits in a vehicle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct CarSeat {
    /// Where; nothing where it does not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CarPlace>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// That a vehicle rides in a movement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Ride {
    /// Who sits in it, and where.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<MemberId, CarSeat>>")]
    pub seats: BTreeMap<MemberId, CarSeat>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// What makes an engagement a movement. Its zones stand in its time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Movement {
    /// Where it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<VenueId>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<VenueId>,
    /// How it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Means>,
    /// The vehicles.
    #[serde(default)]
    pub vehicles: BTreeMap<VehicleId, Ride>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Movement {
    /// Returns what it refers to, with paths within the engagement.
    pub(crate) fn references(&self) -> Vec<Reference> {
        let mut all: Vec<Reference> = maybe("/movement/from", self.from.as_ref()).into_iter().collect();
        all.extend(maybe("/movement/to", self.to.as_ref()));
        all.extend(each("/movement/vehicles", self.vehicles.keys()));
        for (vehicle, ride) in &self.vehicles {
            all.extend(each(
                &format!("/movement/vehicles/{vehicle}/seats"),
                ride.seats.keys(),
            ));
        }
        all
    }
}
