//! Who changed what, and when.

use std::{collections::BTreeSet, str::FromStr};

use automerge::{ChangeHash, ReadDoc};
use serde_json::Value;
use visit::{EntityKey, Kind, Label};

use super::OpenDocument;
use crate::{
    author::Author,
    change_id::ChangeId,
    error::{ArchiveError, Unreadable},
    history::History,
    record::flat,
    stamp::{Made, Message},
    stored::Stored,
};

/// One change of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    /// The change.
    pub change: ChangeId,
    /// Who made it; empty where another program did.
    pub author: Author,
    /// When, in milliseconds since 1970 in UTC.
    pub time: i64,
    /// What it was; `None` where another program made it, or a newer version whose word for it is not known.
    pub label: Option<Label>,
    /// Whether it was an edit, or took one back.
    pub made: Made,
}

/// A field that a change has set, added or taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDifference {
    /// The entity.
    pub entity: EntityKey,
    /// The name of the field in it.
    pub field: String,
    /// The value before; `None` where there was none.
    pub before: Option<Value>,
    /// The value after; `None` where there is none.
    pub after: Option<Value>,
}

impl<D: Stored> OpenDocument<D> {
    /// Returns every change that somebody has made, the last first.
    pub fn history(&self) -> Vec<HistoryEntry> {
        let mut entries: Vec<HistoryEntry> = self
            .history
            .made_after(&[])
            .map(|change| {
                let message = Message::read(change.message.as_deref(), change.timestamp);
                HistoryEntry {
                    change: ChangeId::of(&change.hash),
                    author: message.author,
                    time: message.time,
                    label: message.label,
                    made: message.made,
                }
            })
            .collect();
        entries.reverse();
        entries
    }

    /// Returns which fields a change has changed, with the value before and after.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchChange`], or [`ArchiveError::DocumentDamaged`] where a value cannot be read.
    pub fn differences(&self, change: &ChangeId) -> Result<Vec<FieldDifference>, ArchiveError> {
        let found = ChangeHash::from_str(&change.0)
            .ok()
            .and_then(|hash| self.history.automerge().get_change_by_hash(&hash));
        let Some(found) = found else {
            return Err(ArchiveError::NoSuchChange {
                change: change.0.clone(),
            });
        };
        self.unharmed(differences::<D>(&self.history, &found))
    }
}

fn differences<D: Stored>(
    history: &History,
    change: &automerge::Change,
) -> Result<Vec<FieldDifference>, Unreadable> {
    let mut all = Vec::new();
    for (entity, fields) in touched::<D>(history, change) {
        let before = history
            .entity_at::<D>(&entity, change.deps())?
            .unwrap_or_default();
        let after = history
            .entity_at::<D>(&entity, &[change.hash()])?
            .unwrap_or_default();
        let names = |value: &Value| {
            value
                .as_object()
                .map(|it| it.keys().cloned().collect::<BTreeSet<_>>())
                .unwrap_or_default()
        };
        // A whole entity that comes or goes has no fields of its own in the change.
        let candidates = if fields.contains("") {
            names(&before).union(&names(&after)).cloned().collect()
        } else {
            fields
        };
        for field in candidates {
            let (before, after) = (before.get(&field).cloned(), after.get(&field).cloned());
            if before != after {
                all.push(FieldDifference {
                    entity: entity.clone(),
                    field,
                    before,
                    after,
                });
            }
        }
    }
    Ok(all)
}

/// Returns the entities that a change touches, with the names of the fields; an empty name stands for all of them.
///
/// It reads the operations of the change, so that its cost depends on the change and not on the document.
fn touched<D: Stored>(
    history: &History,
    change: &automerge::Change,
) -> std::collections::BTreeMap<EntityKey, BTreeSet<String>> {
    let mut touched = std::collections::BTreeMap::<EntityKey, BTreeSet<String>>::new();
    let doc = history.automerge();
    let mut last: Option<(String, Vec<String>)> = None;
    for operation in change.decode().operations {
        let object = operation.obj.to_string();
        let path = match &last {
            Some((known, path)) if *known == object => path.clone(),
            _ => path_to(doc, &object).unwrap_or_default(),
        };
        last = Some((object, path.clone()));
        let key = match &operation.key {
            automerge::legacy::Key::Map(key) => key.to_string(),
            automerge::legacy::Key::Seq(_) => String::new(),
        };
        let mut names = path.into_iter().chain((!key.is_empty()).then_some(key));
        let Some(kind) = names.next().and_then(|field| kind_of::<D>(&field)) else {
            continue;
        };
        let entity = match kind {
            Kind::Facts => EntityKey::facts(),
            kind => match names.next() {
                Some(id) => EntityKey::new(kind, &id),
                None => continue,
            },
        };
        touched
            .entry(entity)
            .or_default()
            .insert(names.next().map(|key| flat::field_of(&key)).unwrap_or_default());
    }
    touched
}

fn kind_of<D: Stored>(field: &str) -> Option<Kind> {
    [Kind::Facts]
        .iter()
        .chain(D::KINDS)
        .find(|kind| kind.field() == field)
        .copied()
}

/// Returns the keys that lead from the root to an object.
fn path_to(doc: &automerge::Automerge, object: &str) -> Option<Vec<String>> {
    let object = doc.import_obj(object).ok()?;
    let mut path: Vec<String> = doc
        .parents(&object)
        .ok()?
        .map(|parent| parent.prop.to_string())
        .collect();
    path.reverse();
    Some(path)
}
