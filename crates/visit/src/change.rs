//! What an edit did: the inverse of it, field by field, and the words for it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{AnyKind, EntityKey, Splice, extra::is_false, open::open_enum};

/// What leads back from what a step has done, and what the step has written: only what still stands is taken back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    /// The fields that it has set, or taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
    /// The entities that it has added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<AddedEntity>,
    /// The texts in which it has made splices: the entity, and the names that lead to the text. What leads back is found in the
    /// history, for the text as it is then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<(EntityKey, Vec<String>)>,
}

/// One field that a step has set, or taken away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The entity.
    pub entity: EntityKey,
    /// The names that lead from the entity to the field.
    pub path: Vec<String>,
    /// The value before the step; `None` where there was none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub value: Option<Value>,
    /// The value that the step has written; `None` where it has taken the field away.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub wrote: Option<Value>,
}

/// An entity that a step has added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedEntity {
    /// The entity.
    pub entity: EntityKey,
    /// The fingerprint of what was added: where the entity has another one now, somebody has changed it since.
    pub fingerprint: String,
    /// Whether what the last import said goes with it, so that the next import finds it new.
    #[serde(default, skip_serializing_if = "is_false")]
    pub forget_import: bool,
}

/// A field that taking a step back has left as it is; the whole entity where the path is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftField {
    /// The entity.
    pub entity: EntityKey,
    /// The names that lead from the entity to the field.
    pub path: Vec<String>,
}

/// How a text that merges by character was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    /// The entity in which it stands.
    pub entity: EntityKey,
    /// The names that lead from the entity to it, the language last.
    pub path: Vec<String>,
    /// The splices, one after the other.
    pub splices: Vec<Splice>,
}

/// Reads a value that is there; a field of a newer version may well be `null`, which is not the same as absent.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

open_enum! {
    /// What was done, for the name of the undo step and the history.
    Action {
        /// The document was created.
        Create => "create",
        /// The document, or a part of it, was read from a file.
        Import => "import",
        /// An entity was added.
        Add => "add",
        /// Fields of an entity were set.
        Set => "set",
        /// An engagement was given another time, or an entity another place in its list.
        Move => "move",
        /// Participants of an engagement came or went.
        Participants => "participants",
        /// An entity was removed.
        Remove => "remove",
        /// A removed entity was restored.
        Restore => "restore",
    }
}

/// What was done to what: the name of a step that can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Label {
    /// What was done.
    pub action: Action,
    /// To what kind of thing.
    pub kind: AnyKind,
    /// To which, by its title.
    pub subject: String,
}

/// The outcome of an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The entities that are now different.
    pub changed: Vec<EntityKey>,
    /// How texts in them were edited that merge by character.
    pub texts: Vec<TextEdit>,
    /// What would take the edit back.
    pub undo: Patch,
    /// What was done.
    pub label: Label,
}

impl Patch {
    /// Returns whether there is nothing to take back.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.added.is_empty() && self.texts.is_empty()
    }
}
