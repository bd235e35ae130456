//! How long something lasts, where no end was said.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Extra, Refusal, RefusalCode, extra::is_false, rules::Outcome};

/// The longest length that can be given, in minutes: thirty days.
pub const MAX_LENGTH_MINUTES: u32 = 43_200;

/// How long something lasts, where no end was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Length {
    /// Minutes, from 1 to [`MAX_LENGTH_MINUTES`].
    pub minutes: u32,
    /// Whether a source gives them roughly ('about 30 minutes').
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub about: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Length {
    /// Makes a length that a source gives roughly.
    pub fn about(minutes: u32) -> Self {
        Self {
            minutes,
            about: true,
            extra: Extra::new(),
        }
    }
}

/// Returns an error where there is a length that is none.
pub(super) fn validate(length: Option<&Length>) -> Outcome {
    match length {
        Some(length) if !(1..=MAX_LENGTH_MINUTES).contains(&length.minutes) => Err(Refusal::new(
            RefusalCode::OutOfRange,
            "/when/lasts/minutes",
            format!("It lasts {} minutes.", length.minutes),
            format!("Give minutes from 1 to {MAX_LENGTH_MINUTES}, or leave the length out."),
        )),
        _ => Ok(()),
    }
}
