//! Taking a step back, or doing it again: what it wrote goes, where it still stands; what others have made of it since is left.

use std::collections::BTreeMap;

use serde_json::Value;

use super::whole::{Editing, fingerprint};
use crate::{Document, EntityKey, FieldChange, LeftField, Refusal, TakenBack, Taking, TextEdit};

pub(super) fn take_back<D: Document>(document: &mut D, taking: &Taking<'_>) -> Result<TakenBack, Refusal> {
    let mut editing = Editing::of(document);
    let mut left = Vec::new();
    let mut changes: BTreeMap<&EntityKey, Vec<&FieldChange>> = BTreeMap::new();
    for change in &taking.patch.fields {
        changes.entry(&change.entity).or_default().push(change);
    }
    for (key, changes) in changes {
        let Some(mut value) = editing.document.value_of(key) else {
            left.extend(changes.into_iter().map(LeftField::of));
            continue;
        };
        let (mine, others): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|change| change.still_stands_in(&value));
        left.extend(others.into_iter().map(LeftField::of));
        mine.iter().for_each(|change| change.set_in(&mut value));
        if !mine.is_empty() && editing.try_replace(key, value).is_err() {
            left.extend(mine.into_iter().map(LeftField::of));
        }
    }
    for added in &taking.patch.added {
        let value = editing.document.value_of(&added.entity);
        let as_added = value.filter(|value| fingerprint(value) == added.fingerprint);
        let outcome = as_added.is_some_and(|mut value| {
            if let Value::Object(fields) = &mut value {
                fields.insert("removed".to_owned(), Value::Bool(true));
                if added.forget_import {
                    fields.remove("imported");
                }
            }
            editing.try_replace(&added.entity, value).is_ok()
        });
        if !outcome {
            left.push(LeftField {
                entity: added.entity.clone(),
                path: Vec::new(),
            });
        }
    }
    for TextEdit {
        entity,
        path,
        splices,
    } in taking.texts
    {
        if editing.splice(entity, path, splices).is_err() {
            left.push(LeftField {
                entity: entity.clone(),
                path: path.clone(),
            });
        }
    }
    editing.follow();
    Ok(TakenBack {
        applied: editing.applied(taking.label.clone()),
        left,
    })
}
