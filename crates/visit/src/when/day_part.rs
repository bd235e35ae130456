//! A part of a day, on a day that may be known.

use chrono::{Datelike, NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::length;
use crate::{
    Extra, Length, Text,
    open::open_enum,
    rules::{Outcome, time::years, words::text},
};

open_enum! {
    /// A part of a day.
    DayPart {
        /// Before breakfast.
        EarlyMorning => "early_morning",
        /// The morning.
        Morning => "morning",
        /// Around noon.
        Midday => "midday",
        /// The afternoon.
        Afternoon => "afternoon",
        /// The evening.
        Evening => "evening",
        /// The night.
        Night => "night",
    }
}

impl DayPart {
    /// Returns before which hour of the clock it stands in a list. It is a place among others and no time: it is never shown, and
    /// nothing is reckoned from it. A part of a newer version stands first.
    pub(crate) fn stands_before(&self) -> NaiveTime {
        let hour = match self {
            DayPart::EarlyMorning | DayPart::Unknown(_) => 0,
            DayPart::Morning => 8,
            DayPart::Midday => 12,
            DayPart::Afternoon => 13,
            DayPart::Evening => 18,
            DayPart::Night => 22,
        };
        NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
    }
}

/// A part of a day, on a day that may be known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct PartOfDay {
    /// The day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Which part.
    pub part: DayPart,
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

impl PartOfDay {
    pub(super) fn validate(&self) -> Outcome {
        self.date
            .map_or(Ok(()), |date| years("/when/date", date.year()))?;
        length::validate(self.lasts.as_ref())?;
        text("/when/words", &self.words)
    }
}
