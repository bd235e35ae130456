//! Who changed what, and when.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;
use visit::{Label, VisitId};

use crate::{Desk, DeskError};

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct HistoryEntry {
    /// What was done; nothing where another program did it.
    pub label: Option<Label>,
    /// Whether it was an edit, or the taking back of one, or something of a newer version.
    #[ts(type = "\"edit\" | \"undo\" | \"redo\" | \"other\"")]
    pub made: archive::Made,
    /// By whom.
    pub author: String,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
}

impl Desk {
    /// Returns the history of a visit, the newest first.
    ///
    /// # Errors
    /// Where the library has no such visit, or it is damaged.
    pub fn history(&self, id: &VisitId) -> Result<Vec<HistoryEntry>, DeskError> {
        let entries = self.with_visit(id, |opened| Ok(opened.history.history()))?;
        let entry = |entry: archive::HistoryEntry| HistoryEntry {
            label: entry.label,
            made: entry.made,
            author: entry.author,
            at: DateTime::from_timestamp_millis(entry.time).unwrap_or_default(),
        };
        Ok(entries.into_iter().map(entry).collect())
    }
}
