//! A day of the visit, whenever that is: for templates, and for programmes whose dates are still open.

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ends_early, length};
use crate::{
    Extra, Length, Refusal, RefusalCode, Text,
    rules::{Outcome, words::text},
};

/// How far from the first day of a visit a day may be, in days.
pub const MAX_RELATIVE_DAY: i32 = 366;

/// A day of the visit, whenever that is: for templates, and for programmes whose dates are still open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Relative {
    /// The day: 1 is the first of the visit, 0 the one before it; at most [`MAX_RELATIVE_DAY`] either way.
    pub day: i32,
    /// The time, as a clock of the host shows it, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(as = "Option<String>")]
    pub time: Option<NaiveTime>,
    /// The end on the same day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(as = "Option<String>")]
    pub end: Option<NaiveTime>,
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

impl Relative {
    pub(super) fn validate(&self) -> Outcome {
        if self.day.abs() > MAX_RELATIVE_DAY {
            return Err(Refusal::new(
                RefusalCode::OutOfRange,
                "/when/day",
                format!("It is day {} of the visit.", self.day),
                format!("Use a day from -{MAX_RELATIVE_DAY} to {MAX_RELATIVE_DAY}; 1 is the first."),
            ));
        }
        match (self.time, self.end) {
            (None, Some(_)) => {
                return Err(Refusal::new(
                    RefusalCode::MissingField,
                    "/when/time",
                    "A time that ends must begin.",
                    "Give the time at which it begins, or leave the end out.",
                ));
            }
            (Some(time), Some(end)) if end < time => {
                return ends_early(format!("The end, {end}, is before the start, {time}."));
            }
            _ => {}
        }
        length::validate(self.lasts.as_ref())?;
        text("/when/words", &self.words)
    }
}
