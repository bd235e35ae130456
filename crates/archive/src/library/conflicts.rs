//! Where two copies have each written something else, and who wrote what.

use automerge::ObjId;
use serde_json::Value;
use visit::EntityKey;

use super::{ChangeId, OpenDocument};
use crate::{author::Author, error::ArchiveError, record::flat, stamp::Message, stored::Stored};

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// The author; empty where another program wrote it.
    pub author: Author,
    /// When, in milliseconds since 1970 in UTC.
    pub time: i64,
    /// The change in which it was written.
    pub change: ChangeId,
}

/// One of several values that stand in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenValue {
    /// The value.
    pub value: Value,
    /// Who wrote it.
    pub writer: Writer,
}

/// A place where two copies have each written something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The entity.
    pub entity: EntityKey,
    /// The names that lead from the entity to the place.
    pub path: Vec<String>,
    /// What stands there, each value once: first the one that is read, on every copy alike.
    pub values: Vec<WrittenValue>,
}

impl<D: Stored> OpenDocument<D> {
    /// Returns the places where two copies have each written something else, in the order of kinds, ids and paths. A conflict ends when
    /// somebody writes the place ([`crate::Edited::settled`] also where that says what is read already).
    ///
    /// After the document was read once it costs what the conflicts cost, and not what the document does.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentDamaged`] where a value cannot be read.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, ArchiveError> {
        let mut conflicts = Vec::new();
        for (entity, place) in self.unharmed(self.history.conflicted::<D>())? {
            let standing = self.unharmed(self.history.standing::<D>(&entity, &place))?;
            if standing.len() > 1 {
                let values = standing.into_iter().filter_map(|standing| {
                    Some(WrittenValue {
                        value: standing.value,
                        writer: self.writer(&standing.put_by)?,
                    })
                });
                conflicts.push(Conflict {
                    path: place.split('/').map(flat::name_of).collect(),
                    values: values.collect(),
                    entity,
                });
            }
        }
        Ok(conflicts)
    }

    /// Returns who wrote what stands now at a path in an entity: for a text that merges by character, whoever wrote the newest of its
    /// characters; for an object, whoever wrote last in it. `None` where nothing stands there.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentDamaged`] where a value cannot be read.
    pub fn writer_of(&self, key: &EntityKey, path: &[String]) -> Result<Option<Writer>, ArchiveError> {
        let put_by = self.unharmed(self.history.put_by::<D>(key, &flat::key_of(path)))?;
        Ok(put_by.and_then(|put_by| self.writer(&put_by)))
    }

    fn writer(&self, put_by: &ObjId) -> Option<Writer> {
        let doc = self.history.automerge();
        let hash = doc.hash_for_opid(put_by)?;
        let change = doc.get_change_meta_by_hash(&hash)?;
        let message = Message::read(change.message.as_deref(), change.timestamp);
        Some(Writer {
            author: message.author,
            time: message.time,
            change: ChangeId::of(&hash),
        })
    }
}
