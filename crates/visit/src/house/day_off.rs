//! Days on which a country does not work, or works all the same.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, Lang, Text,
    extra::is_false,
    rules::{
        Outcome,
        words::{country, texts},
    },
};

/// What the ministry knows of one day of a country, beside what ships with the application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct DayOff {
    /// The country (ISO 3166-1 alpha-2).
    pub country: String,
    /// The day, in the country's own calendar.
    pub date: NaiveDate,
    /// What it is called.
    #[serde(default)]
    pub title: Text,
    /// That it is worked all the same, although it would be a day off.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub working: bool,
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

impl Entity for DayOff {
    fn title(&self, wanted: &[Lang]) -> String {
        match self.title.read(wanted) {
            "" => format!("{} {}", self.country, self.date),
            title => title.to_owned(),
        }
    }

    fn validate(&self) -> Outcome {
        country("/country", Some(&self.country))?;
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}
