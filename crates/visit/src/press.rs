//! The press at an engagement: who may come, when and where they are let in, and until when they may film.
//!
//! Which press may be present at all is [`crate::PressAccess`].

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Due, Extra, Refusal, RefusalCode, Text,
    rules::{Outcome, time::due, words::text},
};

/// The longest time for which cameras may stay, in minutes: a day.
pub const MAX_CAMERA_MINUTES: u32 = 1_440;

/// What is arranged for the press at an engagement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct PressCall {
    /// Who may come, for example 'pool of the travelling press'.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub who: Text,
    /// When they are to be there, as a clock of the place shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(as = "Option<String>")]
    pub call: Option<NaiveTime>,
    /// By which entrance.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub entrance: Text,
    /// By when one must be accredited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accreditation: Option<Due>,
    /// For how many minutes from the start cameras may stay, from 1 to [`MAX_CAMERA_MINUTES`]; nothing where that was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameras: Option<u32>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl PressCall {
    /// Returns whether nothing is arranged that this version knows.
    pub fn is_none(&self) -> bool {
        self.who.is_empty()
            && self.call.is_none()
            && self.entrance.is_empty()
            && self.accreditation.is_none()
            && self.cameras.is_none()
    }

    /// Returns an error where a rule of the model is broken; `at` is the path to it.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        text(&format!("{at}/who"), &self.who)?;
        text(&format!("{at}/entrance"), &self.entrance)?;
        if let Some(by) = &self.accreditation {
            due(&format!("{at}/accreditation"), by)?;
        }
        match self.cameras {
            Some(minutes) if !(1..=MAX_CAMERA_MINUTES).contains(&minutes) => Err(Refusal::new(
                RefusalCode::OutOfRange,
                format!("{at}/cameras"),
                format!("Cameras would stay for {minutes} minutes."),
                format!("Give minutes from 1 to {MAX_CAMERA_MINUTES}, or leave the field out."),
            )),
            _ => Ok(()),
        }
    }
}
