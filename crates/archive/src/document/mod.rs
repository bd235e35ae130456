//! The history of one visit: an Automerge document whose root has the shape of the visit's JSON.

mod merge;
mod write;

use std::collections::{HashMap, HashSet};

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ChangeMetadata, ObjId, ObjType, ROOT, ReadDoc, Value as Stored,
    ValueRef,
};
use serde_json::{Map, Value};
use visit::{Document as _, EntityKey, Kind, Visit, VisitId};

use crate::{begin, error::Unreadable, initial, loosen, record::read, seal, stamp::SessionId, weight};

pub(crate) use write::Increment;

/// The history of one visit in memory.
#[derive(Clone)]
pub(crate) struct Document {
    automerge: Automerge,
    maps: HashMap<Kind, ObjId>,
    /// What the history takes in memory, as [`weight`] reckons it.
    weight: u64,
}

impl Document {
    /// Begins a history, with the shipped initial document.
    pub(crate) fn begin(session: SessionId) -> Result<Self, Unreadable> {
        Self::load(initial::BYTES, [], session)
    }

    /// Reads a history: a snapshot and the changes that came after it.
    pub(crate) fn load<'a>(
        snapshot: &[u8],
        changes: impl IntoIterator<Item = &'a [u8]>,
        session: SessionId,
    ) -> Result<Self, Unreadable> {
        seal::verify(snapshot)?;
        let mut weight = weight::weigh(snapshot, weight::MOST_READ)?;
        let mut later = Vec::new();
        for bytes in changes {
            let (change, weighs) = read_change(bytes, weight::MOST_READ - weight)?;
            weight += weighs;
            later.push(change);
        }
        let mut automerge = guarded(|| {
            let mut automerge = Automerge::load(snapshot)?;
            automerge.apply_changes_batch(later)?;
            Ok(automerge)
        })?;
        automerge.set_actor(ActorId::from(session.0));
        let mut maps = HashMap::new();
        for kind in [Kind::Facts].iter().chain(Visit::KINDS) {
            match automerge.get(ROOT, kind.field())? {
                Some((Stored::Object(ObjType::Map), map)) => maps.insert(*kind, map),
                _ => return Err(Unreadable::Value(kind.field().to_owned())),
            };
        }
        loosen::loosen(&mut automerge, maps.values())?;
        Ok(Self {
            automerge,
            maps,
            weight,
        })
    }

    /// Returns the ends of the history, in the order of their hashes.
    pub(crate) fn heads(&self) -> Vec<ChangeHash> {
        self.automerge.get_heads()
    }

    /// Returns the hashes of all changes.
    pub(crate) fn hashes(&self) -> HashSet<ChangeHash> {
        let changes = self.automerge.get_changes_meta(&[]);
        changes.into_iter().map(|change| change.hash).collect()
    }

    /// Returns every change that somebody has made after some state, those that others rest on first.
    pub(crate) fn made_after(&self, heads: &[ChangeHash]) -> impl Iterator<Item = ChangeMetadata<'_>> {
        let changes = self.automerge.get_changes_meta(heads).into_iter();
        changes.filter(|change| change.hash != initial::hash() && !begin::is_nobodys(&self.automerge, change))
    }

    /// Whether it is the history of the visit `id`.
    pub(crate) fn is_of(&self, id: &VisitId) -> bool {
        let found = self.automerge.get(ROOT, "id").ok().flatten();
        found.is_some_and(|(value, _)| value.as_str() == Some(id.as_str()))
    }

    /// Whether the history has grown beyond what is written.
    pub(crate) fn is_full(&self) -> bool {
        self.weight > weight::MOST_WRITTEN
    }

    /// Makes the history one that has grown as far as it may.
    #[cfg(test)]
    pub(crate) fn fill(&mut self) {
        self.weight = weight::MOST_WRITTEN;
    }

    /// Returns the session that makes the changes.
    pub(crate) fn session(&self) -> SessionId {
        // The actor is always that of a session, 16 bytes; it is given when the document is made.
        SessionId(
            self.automerge
                .get_actor()
                .to_bytes()
                .try_into()
                .unwrap_or_default(),
        )
    }

    /// Returns the history as one compact blob.
    pub(crate) fn snapshot(&self) -> Vec<u8> {
        self.automerge.save()
    }

    /// Returns the document itself, to read.
    pub(crate) fn automerge(&self) -> &Automerge {
        &self.automerge
    }

    /// Returns the map in which the entities of a kind stand; for the facts, their record.
    pub(crate) fn map_of(&self, kind: Kind) -> &ObjId {
        self.maps.get(&kind).unwrap_or(&ROOT)
    }

    /// Returns the JSON form of the visit.
    pub(crate) fn value(&self) -> Result<Value, Unreadable> {
        let mut root = Map::new();
        for item in self.automerge.map_range(ROOT, ..) {
            let value = match item.value {
                ValueRef::Object(ObjType::Map) if item.key == Kind::Facts.field() => {
                    read::entity(&self.automerge, &item.id(), None)?
                }
                ValueRef::Object(ObjType::Map) => read::entities(&self.automerge, &item.id())?,
                _ => match read::value(&self.automerge, &item, None)? {
                    Some(value) => value,
                    None => continue,
                },
            };
            root.insert(item.key.into_owned(), value);
        }
        Ok(Value::Object(root))
    }

    /// Returns the visit.
    pub(crate) fn visit(&self) -> Result<Visit, Unreadable> {
        Visit::from_value(self.value()?).map_err(|refusal| Unreadable::Value(refusal.path))
    }

    /// Returns the JSON form of one entity at `heads`, if it was there.
    pub(crate) fn entity_at(
        &self,
        key: &EntityKey,
        heads: &[ChangeHash],
    ) -> Result<Option<Value>, Unreadable> {
        let map = self.map_of(key.kind);
        if key.kind == Kind::Facts {
            return read::entity(&self.automerge, map, Some(heads)).map(Some);
        }
        match self.automerge.get_at(map, key.id.as_str(), heads)? {
            Some((Stored::Object(ObjType::Map), record)) => {
                read::entity(&self.automerge, &record, Some(heads)).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Returns the record in which an entity stands.
    pub(crate) fn record_of(&self, key: &EntityKey) -> Result<Option<ObjId>, Unreadable> {
        let map = self.map_of(key.kind);
        if key.kind == Kind::Facts {
            return Ok(Some(map.clone()));
        }
        Ok(match self.automerge.get(map, key.id.as_str())? {
            Some((Stored::Object(ObjType::Map), record)) => Some(record),
            _ => None,
        })
    }
}

/// Reads one stored change, which may weigh `most`; returns it with what it weighs.
pub(crate) fn read_change(bytes: &[u8], most: u64) -> Result<(Change, u64), Unreadable> {
    seal::verify(bytes)?;
    let weighs = weight::weigh(bytes, most)?;
    let change = guarded(|| Ok(Change::from_bytes(bytes.to_vec())))?
        .map_err(|error| Unreadable::History(error.to_string()))?;
    Ok((change, weighs))
}

/// Reads with Automerge, which may panic on bytes that were made to look like a history; that is then an error like any other.
fn guarded<T>(read: impl FnOnce() -> Result<T, automerge::AutomergeError>) -> Result<T, Unreadable> {
    // Nothing that the closure holds is used after a panic: it takes bytes and gives a new document.
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)) {
        Ok(read) => Ok(read?),
        Err(_) => Err(Unreadable::History(
            "it is not a history, though it looks like one".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests;
