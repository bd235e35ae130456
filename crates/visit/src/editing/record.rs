//! What leads back from what an edit has done, field by field.

use serde_json::{Map, Value};

use crate::{Document, EntityKey, FieldChange, LeftField, Patch, Storage};

impl Patch {
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
                    (old, new) => self.push::<D>(entity, path, old.cloned(), new.cloned()),
                }
                path.pop();
            }
            return;
        }
        self.push::<D>(entity, path, Some(before.clone()), Some(after.clone()));
    }

    fn push<D: Document>(
        &mut self,
        entity: &EntityKey,
        path: &[String],
        value: Option<Value>,
        wrote: Option<Value>,
    ) {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        // What a text became is in the history, character by character.
        if D::storage(entity.kind, &names) == Storage::Prose {
            self.texts.push((entity.clone(), path.to_vec()));
            return;
        }
        self.fields.push(FieldChange {
            entity: entity.clone(),
            path: path.to_vec(),
            value,
            wrote,
        });
    }
}

impl LeftField {
    pub(crate) fn of(change: &FieldChange) -> Self {
        Self {
            entity: change.entity.clone(),
            path: change.path.clone(),
        }
    }
}

impl FieldChange {
    /// Whether the field has what the step has written, in the JSON form of its entity.
    pub(crate) fn still_stands_in(&self, entity: &Value) -> bool {
        let found = self.path.iter().try_fold(entity, |at, name| at.get(name));
        found == self.wrote.as_ref()
    }

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
