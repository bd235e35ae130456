//! Who changes something and when. Both come in from outside: the archive has no clock and rolls no dice.

use serde::{Deserialize, Serialize};
use visit::{Document as _, Label};

/// Who made a change, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The name of the person, as the history shows it.
    pub author: String,
    /// The moment, in milliseconds since 1970-01-01 in UTC.
    pub time: i64,
}

/// Identifies one session of one copy of a library: 16 bytes that no other session has ever had.
///
/// Two sessions with the same bytes would write two different changes under one number, and copies could not be merged.
/// That is why a session, not a computer, has an id: a library restored from a backup goes on under a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionId(pub [u8; 16]);

/// Whether a change was made by an edit, or by taking one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// By an edit.
    Edit,
    /// By undoing the edit that the label names.
    Undo,
    /// By doing again the edit that the label names.
    Redo,
}

impl Made {
    /// Returns the form in which it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Made::Edit => "edit",
            Made::Undo => "undo",
            Made::Redo => "redo",
        }
    }
}

/// What every change carries in its commit message, so that its history survives compaction and travels with the visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) made: Made,
    pub(crate) author: String,
    /// Milliseconds; the commit's own time is in seconds.
    pub(crate) time: i64,
    pub(crate) label: Label,
}

impl Message {
    pub(crate) fn new(made: Made, label: &Label, stamp: &Stamp) -> Self {
        Self {
            made,
            author: stamp.author.clone(),
            time: stamp.time,
            label: label.clone(),
        }
    }

    pub(crate) fn to_text(&self) -> String {
        // Every part is a string or a number, which JSON can always hold.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Message {
    /// Stands in for the message of a change that another program made.
    pub(crate) fn imported(seconds: i64, visit: &visit::Visit) -> Self {
        let facts = visit::EntityKey::facts();
        let label = Label {
            action: visit::Action::Import,
            kind: visit::Kind::Facts.into(),
            subject: visit.title_of(&facts),
        };
        Self {
            made: Made::Edit,
            author: String::new(),
            time: seconds.saturating_mul(1000),
            label,
        }
    }
}
