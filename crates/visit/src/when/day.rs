//! Whole days, at no known time.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ends_early;
use crate::{
    Extra,
    rules::{Outcome, time::years},
};

/// One or several whole days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Day {
    /// The first day, in the calendar of the place.
    pub date: NaiveDate,
    /// The last day, where it is not the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Day {
    /// Makes one whole day.
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            until: None,
            extra: Extra::new(),
        }
    }

    /// Returns the last day.
    pub fn last(&self) -> NaiveDate {
        self.until.unwrap_or(self.date)
    }

    pub(super) fn validate(&self) -> Outcome {
        years("/when/date", self.date.year())?;
        years("/when/until", self.last().year())?;
        if self.last() < self.date {
            return ends_early(format!(
                "The last day, {}, is before the first, {}.",
                self.last(),
                self.date
            ));
        }
        Ok(())
    }
}
