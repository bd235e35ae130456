//! The history of one document: an Automerge document whose root has the shape of the document's JSON.

mod conflicts;
mod mend;
mod merge;
mod read;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::OnceLock,
};

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ChangeMetadata, ObjId, ObjType, ROOT, ReadDoc, ValueRef,
};
use visit::{DocumentKind, Kind, Mend};

use crate::{
    begin,
    error::Unreadable,
    initial, loosen,
    name::{DocumentId, DocumentName},
    seal,
    stamp::SessionId,
    weight,
};

pub(crate) use read::Contested;
pub(crate) use write::Increment;

/// The key in the root under which the id of the document stands.
const DOCUMENT: &str = "document";

/// The history of one document in memory.
#[derive(Clone)]
pub(crate) struct History {
    automerge: Automerge,
    /// The records of the facts, and the maps of entities, by their fields; those of kinds that this version does not know among them.
    maps: BTreeMap<String, ObjId>,
    /// The change with which it begins.
    first: ChangeHash,
    /// What the history takes in memory, as [`weight`] reckons it.
    weight: u64,
    /// Where more stands than is read; not known until somebody has read the document, or asks.
    conflicted: OnceLock<BTreeSet<Contested>>,
    /// What is read otherwise than it stands; not known until then either.
    mended: OnceLock<Vec<Mend>>,
}

impl History {
    /// Begins a history, with the shipped initial document of its kind.
    pub(crate) fn begin(kind: DocumentKind, session: SessionId) -> Result<Self, Unreadable> {
        Self::load(initial::of(kind).bytes, [], session)
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
        let mut automerge = guarded(|| Automerge::load(snapshot))?;
        automerge.set_actor(ActorId::from(session.0));
        loosen::loosen(&mut automerge)?;
        if !later.is_empty() {
            automerge = guarded(|| {
                automerge.apply_changes_batch(later)?;
                Ok(automerge)
            })?;
        }
        Self::of(automerge, weight)
    }

    /// Finds the way about in a history.
    fn of(automerge: Automerge, weight: u64) -> Result<Self, Unreadable> {
        let mut maps = BTreeMap::new();
        for item in automerge.map_range(ROOT, ..) {
            if let ValueRef::Object(ObjType::Map) = item.value {
                maps.insert(item.key.to_string(), item.id());
            }
        }
        let facts = maps.get(Kind::Facts.field());
        let first = facts.and_then(|facts| automerge.hash_for_opid(facts));
        let first = first.ok_or_else(|| Unreadable::Value(Kind::Facts.field().to_owned()))?;
        Ok(Self {
            automerge,
            maps,
            first,
            weight,
            conflicted: OnceLock::new(),
            mended: OnceLock::new(),
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
        changes.filter(|change| !begin::is_nobodys(&self.automerge, change, &self.first))
    }

    /// Returns the word for the kind of document, also of one of a newer version: who begins a history is named after it.
    pub(crate) fn kind(&self) -> String {
        let first = self.automerge.get_change_meta_by_hash(&self.first);
        let author = first
            .map(|first| first.actor.to_bytes().to_vec())
            .unwrap_or_default();
        let author = String::from_utf8(author).unwrap_or_default();
        author
            .strip_prefix(initial::AUTHOR)
            .unwrap_or_default()
            .to_owned()
    }

    /// Returns what the document is called, as far as its history says so.
    pub(crate) fn name(&self) -> Option<DocumentName> {
        let name = self.root_text("id")?;
        Some(DocumentName(format!("{}/{name}", self.kind())))
    }

    /// Returns the id that the document has on all its copies.
    pub(crate) fn document_id(&self) -> Result<DocumentId, Unreadable> {
        let id = self.root_text(DOCUMENT);
        id.and_then(|id| DocumentId::from_text(&id))
            .ok_or_else(|| Unreadable::Value(DOCUMENT.to_owned()))
    }

    /// Whether another state of the history, into which changes were merged, still is of one document, and of this one.
    pub(crate) fn is_of_the_same_document(&self, before: &Self) -> bool {
        // The change that made the document has put both there, once and for all.
        let identity = ["id", DOCUMENT].iter();
        self.begins_as(before)
            && identity
                .clone()
                .all(|key| self.made_by(key) == before.made_by(key))
    }

    /// Whether it begins with the same shipped document as another history, and with no other one besides.
    pub(crate) fn begins_as(&self, other: &Self) -> bool {
        let facts = Kind::Facts.field();
        self.first == other.first && self.made_by(facts) == other.made_by(facts)
    }

    /// Every operation that has put there what stands under a key of the root.
    fn made_by(&self, key: &str) -> Vec<String> {
        let all = self.automerge.get_all(ROOT, key).unwrap_or_default();
        all.into_iter().map(|(_, put_by)| put_by.to_string()).collect()
    }

    fn root_text(&self, key: &str) -> Option<String> {
        let (value, _) = self.automerge.get(ROOT, key).ok().flatten()?;
        Some(value.as_str()?.to_owned())
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
        // The actor is always that of a session, 16 bytes; it is given when the history is read.
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

    /// Returns the Automerge document itself, to read.
    pub(crate) fn automerge(&self) -> &Automerge {
        &self.automerge
    }

    /// Whether it is the history of the document of this name.
    pub(crate) fn is_of(&self, name: &DocumentName) -> bool {
        self.name().is_some_and(|own| own == *name)
    }
}

/// The key under which a field of the document stands in the root of its history.
fn key_in_root(name: &str) -> String {
    // The id of the document is no field of it, whatever a newer version may call one.
    match name {
        "" => "~2".to_owned(),
        name if name == DOCUMENT || name.starts_with('~') => format!("~{name}"),
        name => name.to_owned(),
    }
}

fn name_in_root(key: &str) -> String {
    match key {
        "~2" => String::new(),
        key => key.strip_prefix('~').unwrap_or(key).to_owned(),
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
mod later_tests;
#[cfg(test)]
mod tests;
