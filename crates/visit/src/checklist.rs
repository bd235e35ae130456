//! The checklist: what a protocol department ticks off, and until when.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Entity, Extra, LastImport, LeadTimeSource, LeadUnit, Listing, OrderKey, Storage, TaskId, Text, VisitId,
    Zone,
    entity::listed_by,
    extra::is_false,
    open::open_form,
    rules::{
        Outcome,
        time::due,
        words::{order, texts},
    },
};

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

/// That a task is done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Done {
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string")]
    pub at: Option<DateTime<Utc>>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// A task of the checklist.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Task {
    /// What is to be done.
    #[serde(default)]
    pub title: Text,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The phase of preparation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The item of the shipped checklist that it comes from, for example `C-001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Where that item was read, as addresses or in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>")]
    pub item_source: Vec<String>,
    /// Where its lead time comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_time_source: Option<LeadTimeSource>,
    /// That it is done, by whom and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
    /// The UID of the calendar entry that it comes from (RFC 5545).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// Anything else.
    #[serde(default)]
    pub remarks: Text,
    /// What the last import of a calendar said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<LastImport>,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Task {
    /// Returns the UID in a calendar: that of the calendar that it came from, else one made of its id.
    ///
    /// No id has a plus sign in it, so it is never that of an engagement.
    pub fn calendar_uid(&self, id: &TaskId, visit: &VisitId) -> String {
        let kept = self.uid.clone();
        kept.unwrap_or_else(|| format!("{id}+task.{visit}@chancery"))
    }
}

impl Entity for Task {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["due" | "done" | "imported"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)?;
        self.due.as_ref().map_or(Ok(()), due)
    }

    listed_by!(title);
}
