//! When something is due.

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use ts_rs::TS;

use crate::{LeadUnit, Zone, open::open_form};

/// When a task is due.
#[derive(Debug, Clone, PartialEq)]
pub enum Due {
    /// A lead time: days before (negative) the first day, or after (positive) the last day of the visit.
    Lead {
        /// The number of days.
        days: i32,
        /// In which days it is counted.
        unit: LeadUnit,
    },
    /// A calendar day.
    Day {
        /// The day.
        date: NaiveDate,
    },
    /// A time of day.
    At {
        /// The time, as a clock in the zone shows it.
        time: NaiveDateTime,
        /// The zone; without one the time is floating.
        zone: Option<Zone>,
    },
    /// A form, or a form with fields, that this version does not know; kept as it was read.
    Other(Value),
}

/// The forms of [`Due`] that this version knows.
#[derive(Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "Due")]
enum Known {
    /// A lead time: days before (negative) the first day, or after (positive) the last day of the visit.
    Lead {
        /// The number of days.
        days: i32,
        /// In which days it is counted.
        unit: LeadUnit,
    },
    /// A calendar day.
    Day {
        /// The day.
        date: NaiveDate,
    },
    /// A time of day.
    At {
        /// The time, as a clock in the zone shows it.
        #[ts(type = "string")]
        time: NaiveDateTime,
        /// The zone; without one the time is floating.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        zone: Option<Zone>,
    },
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.clone() {
            Due::Lead { days, unit } => Known::Lead { days, unit }.serialize(serializer),
            Due::Day { date } => Known::Day { date }.serialize(serializer),
            Due::At { time, zone } => Known::At { time, zone }.serialize(serializer),
            Due::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let fields = match value.get("kind").and_then(Value::as_str) {
            None => {
                return Err(D::Error::custom(
                    "what a task is due on needs a field `kind`: lead, day or at",
                ));
            }
            Some("lead") => ["kind", "days", "unit"].as_slice(),
            Some("day") => &["kind", "date"],
            Some("at") => &["kind", "time", "zone"],
            Some(_) => return Ok(Due::Other(value)),
        };
        let known = serde_json::from_value(value.clone()).map_err(D::Error::custom)?;
        if value
            .as_object()
            .is_some_and(|object| object.keys().any(|name| !fields.contains(&name.as_str())))
        {
            return Ok(Due::Other(value));
        }
        Ok(match known {
            Known::Lead { days, unit } => Due::Lead { days, unit },
            Known::Day { date } => Due::Day { date },
            Known::At { time, zone } => Due::At { time, zone },
        })
    }
}

open_form!(Due of Known);
