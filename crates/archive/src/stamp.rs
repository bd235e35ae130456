//! Who changes something and when. Both come in from outside: the archive has no clock and rolls no dice.

use automerge::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use visit::Label;

use crate::Author;

/// Who made a change, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Who it is.
    pub author: Author,
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
    /// In a way that a newer version has, and this one does not know.
    Other,
}

impl Made {
    const ALL: [Made; 4] = [Made::Edit, Made::Undo, Made::Redo, Made::Other];

    /// Returns the form in which it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Made::Edit => "edit",
            Made::Undo => "undo",
            Made::Redo => "redo",
            Made::Other => "other",
        }
    }
}

/// What every change of a person carries in its commit message, so that its history survives compaction and travels with the visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) made: Made,
    pub(crate) author: Author,
    /// Milliseconds; the commit's own time is in seconds.
    pub(crate) time: i64,
    /// `None` where this version cannot tell what was done.
    pub(crate) label: Option<Label>,
}

impl Message {
    pub(crate) fn new(made: Made, label: &Label, stamp: &Stamp) -> Self {
        Self {
            made,
            author: stamp.author.clone(),
            time: stamp.time,
            label: Some(label.clone()),
        }
    }

    pub(crate) fn to_text(&self) -> String {
        json!({
            "made": self.made,
            "author": self.author.name,
            "person": self.author.person,
            "time": self.time,
            "label": self.label,
        })
        .to_string()
    }

    /// Reads the message of a change that was made at `seconds`. Each part is read by itself, so that a part of a newer version never
    /// takes the author with it; what is no message at all says nothing but when.
    pub(crate) fn read(text: Option<&str>, seconds: i64) -> Self {
        let parts: Value = text
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        let made = parts.get("made").and_then(Value::as_str);
        let word = |key: &str| parts.get(key).and_then(Value::as_str).unwrap_or_default();
        let known = |made: &str| Made::ALL.into_iter().find(|known| known.as_str() == made);
        Self {
            made: made.map_or(Made::Edit, |made| known(made).unwrap_or(Made::Other)),
            author: Author::new(word("person"), word("author")),
            time: parts
                .get("time")
                .and_then(Value::as_i64)
                .unwrap_or_else(|| seconds.saturating_mul(1000)),
            label: parts
                .get("label")
                .and_then(|label| Label::deserialize(label).ok()),
        }
    }

    /// Reads the message of a change.
    pub(crate) fn of(change: &Change) -> Self {
        Self::read(change.message(), change.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use visit::{Action, Kind};

    use super::*;

    #[test]
    fn a_message_reads_as_it_was_written() {
        let label = Label {
            action: Action::Set,
            kind: Kind::Topic.into(),
            subject: "Безопасность".into(),
        };
        let stamp = Stamp {
            author: Author::new("anna", "Anna Orlova"),
            time: 1_489_737_600_123,
        };
        let message = Message::new(Made::Redo, &label, &stamp);
        assert_eq!(Message::read(Some(&message.to_text()), 7), message);
    }

    #[test]
    fn what_a_newer_version_says_never_takes_author_and_time_with_it() {
        for text in [
            r#"{"made":{"kind":"rebased"},"author":"Boris","time":5,"label":7,"why":{}}"#,
            r#"{"author":"Boris","time":5}"#,
        ] {
            let message = Message::read(Some(text), 7);
            assert_eq!(
                (message.author.name.as_str(), message.time),
                ("Boris", 5),
                "{text}"
            );
            assert_eq!(message.label, None, "{text}");
        }
        let newer = r#"{"made":"rebased","author":"Boris","time":5,"label":{"action":"teleport","kind":"drone","subject":"x"}}"#;
        let label = Message::read(Some(newer), 7).label.unwrap();
        assert_eq!(
            (label.action.as_str(), label.kind.as_str()),
            ("teleport", "drone")
        );
        let message = Message::read(Some(r#"{"made":"rebased","author":"Boris","time":5}"#), 7);
        assert_eq!(message.made, Made::Other);
    }

    #[test]
    fn what_is_no_message_says_only_when() {
        for text in [None, Some(""), Some("typo"), Some("[1]"), Some("null")] {
            let message = Message::read(text, 7);
            assert_eq!(
                (message.author.name.as_str(), message.time),
                ("", 7_000),
                "{text:?}"
            );
        }
    }
}
