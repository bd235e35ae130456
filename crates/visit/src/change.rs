//! What an edit did: the inverse of it, field by field, and the words for it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{AnyKind, Document, EntityKey, Storage, open::open_enum};

/// Sets fields of entities to values, or takes them away. Undo is such a patch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Patch(pub Vec<FieldChange>);

/// One field that a patch sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The entity.
    pub entity: EntityKey,
    /// The names that lead from the entity to the field.
    pub path: Vec<String>,
    /// The value, or `None` to take the field away.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub value: Option<Value>,
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
    /// What would take the edit back.
    pub undo: Patch,
    /// What was done.
    pub label: Label,
}

impl Patch {
    /// Returns the entities that the patch touches, each once, in the order of the patch.
    pub fn entities(&self) -> Vec<EntityKey> {
        let mut seen = BTreeSet::new();
        let touched = self.0.iter().map(|change| &change.entity);
        touched.filter(|key| seen.insert(*key)).cloned().collect()
    }

    /// Records what leads from `after` back to `before`.
    pub(crate) fn record<D: Document>(&mut self, entity: &EntityKey, before: &Value, after: &Value) {
        self.walk::<D>(entity, &mut Vec::new(), before, after);
    }

    fn walk<D: Document>(
        &mut self,
        entity: &EntityKey,
        path: &mut Vec<String>,
        before: &Value,
        after: &Value,
    ) {
        if before == after {
            return;
        }
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if let (Value::Object(old), Value::Object(new)) = (before, after)
            && D::storage(entity.kind, &names) != Storage::Whole
        {
            for name in old
                .keys()
                .chain(new.keys().filter(|name| !old.contains_key(*name)))
            {
                path.push(name.clone());
                match (old.get(name), new.get(name)) {
                    (Some(old), Some(new)) => self.walk::<D>(entity, path, old, new),
                    (old, _) => self.push(entity, path, old.cloned()),
                }
                path.pop();
            }
            return;
        }
        self.push(entity, path, Some(before.clone()));
    }

    fn push(&mut self, entity: &EntityKey, path: &[String], value: Option<Value>) {
        self.0.push(FieldChange {
            entity: entity.clone(),
            path: path.to_vec(),
            value,
        });
    }
}

impl FieldChange {
    /// Sets the field in the JSON form of its entity.
    pub(crate) fn set_in(&self, entity: &mut Value) {
        let Some((last, parents)) = self.path.split_last() else {
            return;
        };
        let mut at = entity;
        for name in parents {
            let Value::Object(fields) = at else { return };
            at = fields
                .entry(name.clone())
                .or_insert_with(|| Value::Object(Map::new()));
        }
        let Value::Object(fields) = at else { return };
        match &self.value {
            Some(value) => fields.insert(last.clone(), value.clone()),
            None => fields.remove(last),
        };
    }
}
