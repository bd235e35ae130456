//! Taking a step back, or doing it again: what it wrote goes, where it still stands; what others have made of it since is left.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::whole::{Editing, fingerprint};
use crate::{
    Document, EntityKey, FieldChange, Kind, LeftField, Refusal, Storage, TakenBack, Taking, TextEdit,
};

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
        mine.iter().for_each(|change| change.set_in(&mut value));
        let mut is_changed = !mine.is_empty();
        for change in others {
            let taken = take_out_own::<D>(change, &mut value);
            is_changed |= taken.is_some();
            left.extend(taken.unwrap_or_else(|| vec![LeftField::of(change)]));
        }
        if is_changed && editing.try_replace(key, value).is_err() {
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

/// Takes what a step has written out of a group of fields that it has made and to which others have added since: what is theirs stays.
/// Returns the fields that they have changed; `None` where nothing can be taken out, for the field as a whole is somebody else's by now.
fn take_out_own<D: Document>(change: &FieldChange, entity: &mut Value) -> Option<Vec<LeftField>> {
    let (None, Some(Value::Object(wrote))) = (&change.value, &change.wrote) else {
        return None;
    };
    let (last, parents) = change.path.split_last()?;
    let fields = parents
        .iter()
        .try_fold(entity, |at, name| at.get_mut(name))?
        .as_object_mut()?;
    let mut path = change.path.clone();
    let mut left = Vec::new();
    let here = fields.get_mut(last)?.as_object_mut()?;
    let taken = take_out::<D>(change.entity.kind, &mut path, here, wrote, &mut left);
    if here.is_empty() {
        fields.remove(last);
    }
    taken.then(|| {
        let named = |path| LeftField {
            entity: change.entity.clone(),
            path,
        };
        left.into_iter().map(named).collect()
    })
}

/// Takes fields out that still have what was written; says whether there were any, and puts the paths of the others into `left`.
fn take_out<D: Document>(
    kind: Kind,
    path: &mut Vec<String>,
    fields: &mut Map<String, Value>,
    wrote: &Map<String, Value>,
    left: &mut Vec<Vec<String>>,
) -> bool {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    if D::storage(kind, &names) != Storage::Leaves {
        left.push(path.clone());
        return false;
    }
    let mut taken = false;
    for (name, wrote) in wrote {
        path.push(name.clone());
        match (fields.get_mut(name), wrote) {
            (None, _) => {}
            (Some(here), wrote) if here == wrote => {
                fields.remove(name);
                taken = true;
            }
            (Some(Value::Object(here)), Value::Object(wrote)) => {
                taken |= take_out::<D>(kind, path, here, wrote, left);
                if here.is_empty() {
                    fields.remove(name);
                }
            }
            (Some(_), _) => left.push(path.clone()),
        }
        path.pop();
    }
    taken
}
