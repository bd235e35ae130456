//! Edits: every change of a document is one of these, is legal or refused, and can be taken back.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{Applied, EntityKey, Kind, Label, LeftField, Patch, Splice, TextEdit, When};

/// An edit of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Adds an entity; one without an order key at the end of its list.
    Add {
        /// Its kind; any but `facts`.
        kind: Kind,
        /// Its id; where it is left out, the application makes one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        id: Option<String>,
        /// Its fields.
        #[ts(type = "{ [field: string]: unknown }")]
        value: Map<String, Value>,
    },
    /// Changes fields of an entity by a merge patch (RFC 7396): what is named is set, `null` takes away, the rest stays, down to
    /// the last name. A value that is one thought ([`crate::Storage::Whole`]) is replaced whole.
    Set {
        /// The entity.
        key: EntityKey,
        /// The patch.
        #[ts(type = "{ [field: string]: unknown }")]
        patch: Map<String, Value>,
    },
    /// Edits a text that merges by character. What nobody names stays, also what others have put in meanwhile.
    Text {
        /// The entity.
        key: EntityKey,
        /// The names that lead from the entity to the text, the language last.
        path: Vec<String>,
        /// The heads of the history at which the screen saw the text; none for the text as it is now.
        #[serde(default)]
        base: Vec<String>,
        /// What was put in and taken out, one after the other.
        splices: Vec<Splice>,
    },
    /// Gives an entity another place in its list. Where there is no room left at the place, its neighbours get new order keys in
    /// the same step.
    Place {
        /// The entity.
        key: EntityKey,
        /// The id of the one that it stands directly after; where it is left out, it becomes the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        after: Option<String>,
    },
    /// Gives engagements another time.
    Move {
        /// The engagements.
        keys: Vec<EntityKey>,
        /// Where to.
        #[serde(flatten)]
        #[ts(flatten)]
        move_to: MoveTo,
    },
    /// Moves by some minutes what comes after an engagement on its day, as far as it is bound to it: whoever takes part,
    /// interprets or rides in the one cannot be in the other earlier.
    Shift {
        /// The engagement after which everything moves; it stays itself.
        after: EntityKey,
        /// By how many minutes; less than nothing for earlier.
        by: i32,
    },
    /// Removes an entity. It stays in the document, marked as removed, and can be restored.
    Remove {
        /// The entity.
        key: EntityKey,
    },
    /// Restores a removed entity.
    Restore {
        /// The entity.
        key: EntityKey,
    },
    /// Several edits as one step: all of them, or none. It is named after what they have in common.
    Several {
        /// The edits, in their order.
        edits: Vec<Edit>,
    },
}

/// Where engagements are moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MoveTo {
    /// By some minutes, each from its own time; less than nothing for earlier.
    By(i32),
    /// To a time, the same for all of them.
    To(When),
}

impl Edit {
    /// Moves one engagement to a time.
    pub fn move_to(key: impl Into<EntityKey>, when: When) -> Self {
        Edit::Move {
            keys: vec![key.into()],
            move_to: MoveTo::To(when),
        }
    }

    /// Sets fields of an entity; `null` takes one away.
    pub fn set(key: impl Into<EntityKey>, patch: Map<String, Value>) -> Self {
        Edit::Set {
            key: key.into(),
            patch,
        }
    }

    /// Changes who takes part in an engagement.
    pub fn participants<'a>(
        key: impl Into<EntityKey>,
        come: impl IntoIterator<Item = &'a str>,
        go: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let come = come
            .into_iter()
            .map(|id| (id.to_owned(), Value::Object(Map::new())));
        let go = go.into_iter().map(|id| (id.to_owned(), Value::Null));
        let participants: Map<String, Value> = go.chain(come).collect();
        Edit::set(
            key,
            Map::from_iter([("participants".to_owned(), participants.into())]),
        )
    }
}

/// What is to be taken back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taking<'a> {
    /// What leads back.
    pub patch: &'a Patch,
    /// What leads back in the texts of the patch, for those texts as they are now.
    pub texts: &'a [TextEdit],
    /// What the step was.
    pub label: &'a Label,
}

/// What taking a step back has done.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenBack {
    /// What is different now, and what would undo that.
    pub applied: Applied,
    /// What was left as it is, because it is no longer what the step has written, or would not be legal any more.
    pub left: Vec<LeftField>,
}
