//! From a time on; when it ends is not known.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::length;
use crate::{
    Extra, Length, Text, Zone,
    rules::{
        Outcome,
        time::{years, zone},
        words::text,
    },
    zone::instant_of,
};

/// From a time on; when it ends is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Starts {
    /// The start, as a clock in `zone` shows it.
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// The zone of the clock; without one it is the host's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// How long it lasts, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Length>,
    /// The words in which it was said; they are a quotation, or there are none.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub words: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Starts {
    /// Makes a start in a zone.
    pub fn new(start: NaiveDateTime, zone: Option<Zone>) -> Self {
        Self {
            start,
            zone,
            lasts: None,
            words: Text::default(),
            extra: Extra::new(),
        }
    }

    /// Returns the instant; `floating` is the zone in which a floating time is read.
    pub fn instant(&self, floating: Tz) -> DateTime<Utc> {
        let tz = self.zone.as_ref().and_then(Zone::tz).unwrap_or(floating);
        instant_of(self.start, tz)
    }

    pub(super) fn validate(&self) -> Outcome {
        years("/when/start", self.start.year())?;
        zone("/when/zone", self.zone.as_ref())?;
        length::validate(self.lasts.as_ref())?;
        text("/when/words", &self.words)
    }
}
