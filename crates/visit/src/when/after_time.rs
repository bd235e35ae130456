//! No known time after a time of the clock, on a day that may be known.

use chrono::{Datelike, NaiveDate, NaiveTime};
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
};

/// No known time after a time of the clock, on a day that may be known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct AfterTime {
    /// The day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// The time, as a clock in `zone` shows it. It begins at that time or later.
    #[ts(type = "string")]
    pub time: NaiveTime,
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

impl AfterTime {
    pub(super) fn validate(&self) -> Outcome {
        self.date
            .map_or(Ok(()), |date| years("/when/date", date.year()))?;
        zone("/when/zone", self.zone.as_ref())?;
        length::validate(self.lasts.as_ref())?;
        text("/when/words", &self.words)
    }
}
