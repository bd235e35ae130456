//! What came of the import of a calendar, entry by entry.

use serde::Serialize;
use ts_rs::TS;
use visit::EntityKey;

use crate::ListedVisit;

/// What came of the import of a calendar. An entry of which some fields were taken and others not is in two lists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct CalendarReport {
    /// What the visit did not have.
    pub new: Vec<CalendarEntry>,
    /// What the calendar says otherwise than before, and the visit now too; with the fields.
    pub changed: Vec<CalendarEntry>,
    /// How many entries say what they said before.
    pub unchanged: usize,
    /// What came from this calendar and is not in it any more. It was left in the visit.
    pub gone: Vec<CalendarEntry>,
    /// What the calendar says otherwise and the visit keeps.
    pub left_alone: Vec<LeftAlone>,
    /// Where the calendar became a new visit: another visit that has entries of it already, and may be what was meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<ListedVisit>,
}

/// An engagement or a task that came from a calendar.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CalendarEntry {
    /// Which.
    pub key: EntityKey,
    /// Its title.
    pub title: String,
    /// The names of the fields that it is about.
    pub fields: Vec<String>,
}

/// An engagement or a task that was left as it is although the calendar says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LeftAlone {
    /// Which, and which of its fields.
    pub entry: CalendarEntry,
    /// Why.
    pub why: WhyLeftAlone,
}

/// Why something was left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftAlone {
    /// It was changed here since the last import, or since the export that comes back.
    ChangedHere,
    /// It was removed here.
    RemovedHere,
    /// The file has an older version of it than the visit: a lower SEQUENCE, or an earlier LAST-MODIFIED.
    Older,
}
