//! Bringing a part of a document into the whole of it: by id, and nothing that is there is overwritten.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{Document, Edit, Entity, EntityKey, LeftField, Storage};

/// The fields that are not compared: where something stands in a list is nobody's statement, and what is removed is told as a whole.
const NOT_COMPARED: &[&str] = &["order", "removed"];

/// What a part does to the document that it is brought into.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Joined {
    /// The one edit that brings it in; `None` where the document has all of it.
    pub edit: Option<Edit>,
    /// What is new in the document.
    pub added: Vec<EntityKey>,
    /// What was there, and has more now: fields that were empty.
    pub completed: Vec<EntityKey>,
    /// What was there and is otherwise in the part: it stays as it is in the document. The path is empty where it was removed on one side.
    pub kept: Vec<LeftField>,
}

/// Compares a document with a part of it from elsewhere, by id: what is new is added, what is equal is left, where one of the two is empty
/// the other one counts, and everything else stays as it is here and is named.
pub fn join<D: Document>(here: &D, part: &D) -> Joined {
    let mut joined = Joined::default();
    let (mut new, mut edits) = (Vec::new(), Vec::new());
    for key in part.keys() {
        let Some(there) = part.value_of(&key) else {
            continue;
        };
        let Some(own) = here.value_of(&key) else {
            new.push((key, there));
            continue;
        };
        if here.is_removed(&key) != part.is_removed(&key) {
            joined.kept.push(left(&key, &[]));
            continue;
        }
        let mut patch = Map::new();
        let mut path = Vec::new();
        fill::<D>(&key, &mut path, (&own, &there), &mut patch, &mut joined.kept);
        if !patch.is_empty() {
            edits.push(Edit::set(key.clone(), patch));
            joined.completed.push(key);
        }
    }
    let mut added = Vec::with_capacity(new.len());
    for (key, value) in in_order(here, part, new) {
        joined.added.push(key.clone());
        let Value::Object(value) = value else { continue };
        added.push(Edit::Add {
            kind: key.kind,
            id: Some(key.id),
            value,
        });
    }
    // What is completed may refer to what is new.
    added.append(&mut edits);
    joined.edit = (!added.is_empty()).then_some(Edit::Several { edits: added });
    joined
}

/// Puts what is new in an order in which each refers only to what is there before it.
fn in_order<D: Document>(here: &D, part: &D, mut new: Vec<(EntityKey, Value)>) -> Vec<(EntityKey, Value)> {
    let mut known: BTreeSet<EntityKey> = here.keys().into_iter().collect();
    let mut ordered = Vec::with_capacity(new.len());
    loop {
        let is_ready = |key: &EntityKey| {
            let references = part.entity(key).map_or_else(Vec::new, Entity::references);
            references.iter().all(|reference| known.contains(&reference.to))
        };
        let (ready, waiting): (Vec<_>, Vec<_>) = new.into_iter().partition(|(key, _)| is_ready(key));
        if ready.is_empty() {
            // What refers to each other in a circle is refused where it is added.
            ordered.extend(waiting);
            return ordered;
        }
        known.extend(ready.iter().map(|(key, _)| key.clone()));
        ordered.extend(ready);
        new = waiting;
    }
}

/// Fills what is empty here with what is there, and names what is otherwise.
fn fill<D: Document>(
    key: &EntityKey,
    path: &mut Vec<String>,
    (here, there): (&Value, &Value),
    patch: &mut Map<String, Value>,
    kept: &mut Vec<LeftField>,
) {
    let Value::Object(fields) = there else { return };
    for (name, there) in fields {
        if path.is_empty() && NOT_COMPARED.contains(&name.as_str()) {
            continue;
        }
        let own = here.get(name).unwrap_or(&Value::Null);
        if own == there || is_empty(there) {
            continue;
        }
        if is_empty(own) {
            patch.insert(name.clone(), there.clone());
            continue;
        }
        path.push(name.clone());
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if own.is_object() && there.is_object() && D::storage(key.kind, &names) == Storage::Leaves {
            let mut deeper = Map::new();
            fill::<D>(key, path, (own, there), &mut deeper, kept);
            if !deeper.is_empty() {
                patch.insert(name.clone(), deeper.into());
            }
        } else {
            kept.push(left(key, path));
        }
        path.pop();
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn left(key: &EntityKey, path: &[String]) -> LeftField {
    LeftField {
        entity: key.clone(),
        path: path.to_vec(),
    }
}
