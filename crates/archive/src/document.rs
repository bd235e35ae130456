//! The history of one visit: an Automerge document whose root has the shape of the visit's JSON.

use std::collections::{HashMap, HashSet};

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ChangeMetadata, ObjId, ObjType, ROOT, ReadDoc, Value as Stored,
    ValueRef,
    transaction::{CommitOptions, Transaction},
};
use serde_json::{Map, Value};
use visit::{Document as _, EntityKey, Kind, Visit, VisitId};

use crate::{
    begin,
    edited::Edited,
    error::Unreadable,
    initial, loosen,
    record::{
        flat::{self, Leaf},
        read,
        write::{self, Texts},
    },
    seal,
    stamp::{Message, SessionId},
    weight,
};

/// The most bytes that are taken from another copy at once.
pub(crate) const MOST_FOREIGN: usize = 128 << 20;

/// One change that was made to a document, ready to be stored.
pub(crate) struct Increment {
    pub(crate) hash: ChangeHash,
    pub(crate) message: Message,
    pub(crate) bytes: Vec<u8>,
}

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

    /// Makes the named entities equal to those of `visit`, as one change, before which texts are begun that there are to be from now on.
    /// Nothing where nothing differs.
    ///
    /// Nothing else is looked at, so the cost does not grow with the visit.
    ///
    /// # Errors
    /// The history may then have begun texts already that are not on the disk.
    pub(crate) fn record(
        &mut self,
        visit: &Visit,
        edited: &Edited<'_>,
        message: &Message,
    ) -> Result<Vec<Increment>, Unreadable> {
        let maps = self.maps.clone();
        let values: Vec<_> = edited
            .changed
            .iter()
            .map(|key| (key, visit.value_of(key)))
            .collect();
        let mut made = self.begin_texts(&values)?;
        made.extend(self.change(message, |tx| {
            values.iter().try_for_each(|(key, value)| {
                let map = maps.get(&key.kind).unwrap_or(&ROOT);
                write_one(tx, map, key, value.as_ref(), &edited.texts_of(key))
            })
        })?);
        Ok(made)
    }

    /// Begins the texts that the records of some entities are to have and do not have yet.
    fn begin_texts(&mut self, values: &[(&EntityKey, Option<Value>)]) -> Result<Vec<Increment>, Unreadable> {
        let mut begun = Vec::new();
        for (key, value) in values {
            let (Some(value), Some(record)) = (value, self.record_of(key)?) else {
                continue;
            };
            for (place, leaf) in flat::flatten(key.kind, value) {
                if let Leaf::Prose(words) = leaf
                    && !words.is_empty()
                {
                    begun.extend(begin::text_where_missing(
                        &self.automerge,
                        &record,
                        &place,
                        &words,
                    )?);
                }
            }
        }
        let made = begun
            .iter()
            .map(|change| {
                let bytes = change.raw_bytes().to_vec();
                self.weight = self.weight.saturating_add(weight::weigh(&bytes, u64::MAX)?);
                Ok(Increment {
                    hash: change.hash(),
                    message: Message::of(change),
                    bytes,
                })
            })
            .collect::<Result<Vec<_>, Unreadable>>()?;
        if !begun.is_empty() {
            self.automerge.apply_changes_batch(begun)?;
        }
        Ok(made)
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

    /// Writes a whole visit into a history that has just begun.
    pub(crate) fn record_all(
        &mut self,
        visit: &Visit,
        message: &Message,
    ) -> Result<Option<Increment>, Unreadable> {
        let maps = self.maps.clone();
        let whole = serde_json::to_value(visit).map_err(|error| Unreadable::Value(error.to_string()))?;
        let Value::Object(root) = whole else {
            return Err(Unreadable::Value(String::new()));
        };
        self.change(message, |tx| {
            for (name, value) in &root {
                let kind = maps.keys().find(|kind| kind.field() == name);
                match (kind, value) {
                    (Some(Kind::Facts), facts) => {
                        let map = maps.get(&Kind::Facts).unwrap_or(&ROOT);
                        write::fields(tx, map, Kind::Facts, facts, &Texts::new())?
                    }
                    (Some(kind), Value::Object(entities)) => {
                        let map = maps.get(kind).unwrap_or(&ROOT);
                        entities.iter().try_for_each(|(id, entity)| {
                            write::entity(tx, map, *kind, id, Some(entity), &Texts::new())
                        })?;
                    }
                    _ => write::whole(tx, &ROOT, name, value)?,
                }
            }
            Ok(())
        })
    }

    fn change(
        &mut self,
        message: &Message,
        edit: impl FnOnce(&mut Transaction<'_>) -> Result<(), automerge::AutomergeError>,
    ) -> Result<Option<Increment>, Unreadable> {
        let before = self.automerge.get_heads();
        let mut tx = self.automerge.transaction();
        // A transaction that is dropped is rolled back, so a refused edit leaves no trace.
        edit(&mut tx)?;
        let options = CommitOptions::default()
            .with_message(message.to_text())
            .with_time(message.time.div_euclid(1000));
        let (hash, _) = tx.commit_with(options);
        let Some(hash) = hash else { return Ok(None) };
        let bytes = self.automerge.save_after(&before);
        // What this program made itself is a history; what is too heavy is refused by whoever writes.
        self.weight = self.weight.saturating_add(weight::weigh(&bytes, u64::MAX)?);
        Ok(Some(Increment {
            hash,
            message: message.clone(),
            bytes,
        }))
    }

    /// Returns a copy of this document with the changes in `bytes` merged into it, and those that are new, in an order in which they can be
    /// applied.
    pub(crate) fn merged(&self, bytes: &[u8]) -> Result<(Self, Vec<Change>), Unreadable> {
        if bytes.len() > MOST_FOREIGN {
            return Err(Unreadable::TooLong {
                bytes: bytes.len(),
                most: MOST_FOREIGN,
            });
        }
        seal::verify(bytes)?;
        weight::weigh(bytes, weight::MOST_WRITTEN)?;
        let mut merged = self.clone();
        let mut together = merged.automerge.save();
        together.extend_from_slice(bytes);
        let read = guarded(|| Automerge::load(&together))?;
        if !read.get_missing_deps(&[]).is_empty() {
            return Err(Unreadable::Gap);
        }
        let heads = self.heads();
        if !heads.iter().all(|head| read.get_change_by_hash(head).is_some()) {
            return Err(Unreadable::Gap);
        }
        let (new, again) = guarded(|| Ok((read.get_changes(&heads), Automerge::load(&read.save())?)))?;
        // A change that is not written as Automerge writes it has another hash once it is part of a snapshot, which could not be read.
        if again.get_heads() != read.get_heads() {
            return Err(Unreadable::History(
                "its changes change when they are saved".to_owned(),
            ));
        }
        for change in &new {
            merged.weight = merged
                .weight
                .saturating_add(weight::weigh(change.raw_bytes(), u64::MAX)?);
        }
        if merged.is_full() {
            return Err(Unreadable::TooLarge {
                most: weight::MOST_WRITTEN,
            });
        }
        merged.automerge = read.with_actor(self.automerge.get_actor().clone());
        Ok((merged, new))
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

fn write_one(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &EntityKey,
    value: Option<&Value>,
    texts: &Texts<'_>,
) -> Result<(), automerge::AutomergeError> {
    match (key.kind, value) {
        (Kind::Facts, Some(facts)) => write::fields(tx, map, Kind::Facts, facts, texts),
        (Kind::Facts, None) => Ok(()),
        (kind, value) => write::entity(tx, map, kind, &key.id, value, texts),
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
