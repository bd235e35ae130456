//! Where two copies have each written something else, and who wrote what.

use automerge::ObjId;
use serde_json::Value;
use visit::{EntityKey, Mend, MendingRule};

use super::OpenDocument;
use crate::{
    author::Author, change_id::ChangeId, error::ArchiveError, record::flat, stamp::Message, stored::Stored,
};

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
    /// The value; `null` for nothing.
    pub value: Value,
    /// Who wrote it. Nobody, where a rule of the model says what is read ([`Conflict::mended`]).
    pub writer: Option<Writer>,
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
    /// The rule by which the first value is read, where what was written cannot stand beside something else that was.
    pub mended: Option<MendingRule>,
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
        let mut conflicts = self.mending_conflicts()?;
        for (entity, place) in self.unharmed(self.history.conflicted::<D>())? {
            let path: Vec<String> = place.split('/').map(flat::name_of).collect();
            let values = self.written(&entity, &place)?;
            let is_mended = |known: &Conflict| known.entity == entity && known.path == path;
            if values.len() > 1 && !conflicts.iter().any(is_mended) {
                conflicts.push(Conflict {
                    path,
                    values,
                    entity,
                    mended: None,
                });
            }
        }
        conflicts.sort_by(|one, other| (&one.entity, &one.path).cmp(&(&other.entity, &other.path)));
        Ok(conflicts)
    }

    /// Returns what reading the document mends, because two edits that were each legal have broken it together. Each is written with the
    /// next edit of its entity, or of one on which it rests; until then it is among the conflicts, with what was written there.
    ///
    /// # Errors
    /// As for [`OpenDocument::conflicts`].
    pub fn mends(&self) -> Result<&[Mend], ArchiveError> {
        self.unharmed(self.history.mended::<D>())
    }

    fn mending_conflicts(&self) -> Result<Vec<Conflict>, ArchiveError> {
        let mut conflicts = Vec::new();
        for mend in self.mends()? {
            let value = mend.value.clone().unwrap_or_default();
            let mut values = self.written(&mend.entity, &flat::key_of(&mend.path))?;
            values.retain(|written| written.value != value);
            values.insert(0, WrittenValue { value, writer: None });
            conflicts.push(Conflict {
                entity: mend.entity.clone(),
                path: mend.path.clone(),
                values,
                mended: Some(mend.rule),
            });
        }
        Ok(conflicts)
    }

    /// What stands in a place of the history.
    fn written(&self, entity: &EntityKey, place: &str) -> Result<Vec<WrittenValue>, ArchiveError> {
        let standing = self.unharmed(self.history.standing::<D>(entity, place))?;
        let values = standing.into_iter().filter_map(|standing| {
            Some(WrittenValue {
                value: standing.value,
                writer: Some(self.writer(&standing.put_by)?),
            })
        });
        Ok(values.collect())
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
