//! What a calendar file says of an engagement and the model has no other place for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Extra, extra::is_false};

/// What a calendar file says of an engagement and the model has no other place for (RFC 5545).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct CalendarItem {
    /// The UID; the parts of a series share one.
    #[serde(default)]
    pub uid: String,
    /// The lines that make a series, to the letter: RRULE, RDATE, EXDATE.
    #[serde(default)]
    pub recurrence: Vec<String>,
    /// The RECURRENCE-ID line of a part that differs from its series, to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence_id: Option<String>,
    /// That the file gave no STATUS; none is written while the engagement is still confirmed.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub without_status: bool,
    /// Other lines of the file, to the letter, that are written again.
    #[serde(default)]
    pub properties: Vec<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}
