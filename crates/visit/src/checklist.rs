//! The checklist: what a protocol department ticks off, and until when.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Due, Entity, Extra, LastImport, LeadTimeSource, Listing, OrderKey, Storage, TaskId, Text, VisitId,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        time::due,
        words::{order, texts},
    },
};

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
    /// The day on which it is due, in the host's calendar: it follows from `due` and the dates of the visit while the task is open,
    /// and stays as it was when the task is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_day: Option<NaiveDate>,
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
        self.due.as_ref().map_or(Ok(()), |it| due("/due", it))
    }

    listed_by!(title);
}
