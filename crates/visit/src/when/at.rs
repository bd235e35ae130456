//! From a time to a time.

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ends_early;
use crate::{
    Extra, Refusal, RefusalCode as Code, Zone,
    rules::{
        Outcome,
        time::{years, zone},
    },
    zone::instant_of,
};

/// From a time to a time, as clocks on the wall show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct At {
    /// The start, as a clock in `zone` shows it.
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// The end, as a clock in `end_zone` (else `zone`) shows it. It may equal the start.
    #[ts(type = "string")]
    pub end: NaiveDateTime,
    /// The zone; without one the time is floating (RFC 5545, section 3.3.5, form 1) and is read in the host's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// The zone at the end of a movement, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_zone: Option<Zone>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl At {
    /// Makes a time in one zone.
    pub fn new(start: NaiveDateTime, end: NaiveDateTime, zone: Option<Zone>) -> Self {
        Self {
            start,
            end,
            zone,
            end_zone: None,
            extra: Extra::new(),
        }
    }

    /// Returns the first and last instant; `floating` is the zone in which a floating time is read.
    ///
    /// A zone whose rules this version does not have is read as `floating`. The last instant is never before the
    /// first: a floating time can come to that in a zone where its start falls into an hour that the clock skips.
    pub fn instants(&self, floating: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let (start, end) = self.unordered_instants(floating);
        (start, end.max(start))
    }

    /// Returns what the clocks at both ends mean, be it in order or not.
    pub(crate) fn unordered_instants(&self, floating: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let tz = self.zone.as_ref().and_then(Zone::tz).unwrap_or(floating);
        let end_tz = self.end_zone.as_ref().and_then(Zone::tz).unwrap_or(tz);
        (instant_of(self.start, tz), instant_of(self.end, end_tz))
    }

    /// Returns the length.
    pub fn length(&self, floating: Tz) -> Duration {
        let (start, end) = self.instants(floating);
        end - start
    }

    pub(super) fn validate(&self, is_movement: bool) -> Outcome {
        years("/when/start", self.start.year())?;
        years("/when/end", self.end.year())?;
        zone("/when/zone", self.zone.as_ref())?;
        zone("/when/end_zone", self.end_zone.as_ref())?;
        if self.end_zone.is_some() && !is_movement {
            return Err(Refusal::new(
                Code::ZoneWithoutMovement,
                "/when/end_zone",
                "Only a movement can end in another zone.",
                "Leave the second zone out, or make the engagement a movement.",
            ));
        }
        // A floating start could be before or after the end, depending on where the host is.
        if self.end_zone.is_some() && self.zone.is_none() {
            return Err(Refusal::new(
                Code::MissingField,
                "/when/zone",
                "A time that ends in a zone must start in one.",
                "Give the zone of the start.",
            ));
        }
        // In one zone clocks may show an end after the start that is before it all the same, where the start is in an
        // hour that the clock skips: instants decide. A floating time has no instants, and its clocks decide.
        let (start, end) = self.unordered_instants(Tz::UTC);
        if end < start || (self.end_zone.is_none() && self.end < self.start) {
            return ends_early(format!(
                "The end, {}, is before the start, {}.",
                self.end, self.start
            ));
        }
        Ok(())
    }
}
