//! The documents that are being worked on. Each of them has one slot in memory, and whoever works on it holds that slot.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use archive::{ArchiveError, DocumentId, Name, OpenDocument, Stored};
use visit::{Action, Document, Dossier, EntityKey, House, Kind, Label, Visit};

use crate::{Desk, DeskError, ListedVisit, locked};

/// How many changes may be stored one by one before opening a document puts them together.
const CHANGES_BEFORE_COMPACTION: usize = 200;

/// A document that is being worked on: its history on disk, and its present state in memory.
pub(crate) struct Opened<D: Stored> {
    pub(crate) history: OpenDocument<D>,
    pub(crate) document: D,
    /// Whether memory is no longer what the disk has, so that the document is to be read again before anybody works on it.
    pub(crate) stale: bool,
}

/// A document that the desk works on.
pub(crate) trait Kept: Stored {
    /// Returns the slots in memory of the documents of this kind.
    fn slots(open: &OpenDocuments) -> &Slots<Self>;

    /// Begins one that the library does not have yet, where the first edit makes it; `None` where somebody has to make it on purpose.
    fn begin(name: &Self::Name) -> Option<Self>;

    /// Returns its line in the list of visits; `None` where it is none.
    fn listed(&self, trashed: bool) -> Option<ListedVisit>;
}

/// The one slot of a document in memory; empty where it has not been read yet, or was let go of.
type Slot<D> = Mutex<Option<Opened<D>>>;

/// The slots of the documents of one kind. There are never two for one document, so there are never two copies of it.
pub(crate) struct Slots<D: Stored>(Mutex<BTreeMap<D::Name, Arc<Slot<D>>>>);

impl<D: Stored> Default for Slots<D> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

/// The slots of all documents.
#[derive(Default)]
pub(crate) struct OpenDocuments {
    pub(crate) visits: Slots<Visit>,
    pub(crate) dossiers: Slots<Dossier>,
    pub(crate) houses: Slots<House>,
}

impl OpenDocuments {
    /// Returns how many documents are kept in memory.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        locked(&self.visits.0).len() + locked(&self.dossiers.0).len() + locked(&self.houses.0).len()
    }
}

impl<D: Stored> Slots<D> {
    /// Returns the slot of a document.
    fn slot(&self, name: &D::Name) -> Arc<Slot<D>> {
        Arc::clone(locked(&self.0).entry(name.clone()).or_default())
    }

    /// Takes an empty slot away, unless somebody else is waiting for it.
    fn clear_away(&self, name: &D::Name, slot: Arc<Slot<D>>) {
        let mut slots = locked(&self.0);
        // New holders come only through the map, which is held; besides the map's own there is only ours.
        if Arc::strong_count(&slot) == 2 && hold(&slot).is_none() {
            slots.remove(name);
        }
    }
}

/// Waits for the slot and holds it.
///
/// Where somebody has panicked while he held it, memory may be half changed: it is let go of, and what is on the disk is read again.
fn hold<D: Stored>(slot: &Slot<D>) -> MutexGuard<'_, Option<Opened<D>>> {
    slot.lock().unwrap_or_else(|poisoned| {
        let mut held = poisoned.into_inner();
        *held = None;
        slot.clear_poison();
        held
    })
}

impl Desk {
    /// Works on a document, reading it first where it is not in memory. Whoever wants the same document waits till then; others do not.
    pub(crate) fn with_document<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        work: impl FnOnce(&mut Opened<N::Document>) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        self.hold_document(name, || self.read_document(name), work)
    }

    /// Works on a document, which is made first where the library does not have it and nobody has to make it on purpose.
    pub(crate) fn with_document_made<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        work: impl FnOnce(&mut Opened<N::Document>) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let read = || match self.read_document(name) {
            Err(DeskError::Archive(ArchiveError::NoSuchDocument { document })) => {
                match N::Document::begin(name) {
                    Some(begun) => self.make_document(begun),
                    None => Err(ArchiveError::NoSuchDocument { document }.into()),
                }
            }
            read => read,
        };
        self.hold_document(name, read, work)
    }

    /// Works on a document as it is; on nothing where the library does not have it.
    pub(crate) fn with_document_there<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        work: impl FnOnce(&mut Opened<N::Document>) -> Result<T, DeskError>,
    ) -> Result<Option<T>, DeskError> {
        there(self.with_document(name, work))
    }

    fn hold_document<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        read: impl FnOnce() -> Result<Opened<N::Document>, DeskError>,
        work: impl FnOnce(&mut Opened<N::Document>) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let slots = N::Document::slots(&self.open);
        let slot = slots.slot(name);
        let mut held = hold(&slot);
        let read = match held.take() {
            Some(opened) => Ok(opened),
            None => read().map(|mut read| {
                self.compact(&mut read);
                read
            }),
        };
        match read {
            Ok(read) => {
                let opened = held.insert(read);
                let outcome = work(opened);
                if opened.stale {
                    *held = None;
                }
                outcome
            }
            Err(error) => {
                drop(held);
                slots.clear_away(name, slot);
                Err(error)
            }
        }
    }

    /// Looks at a document, which is let go of again where nobody works on it.
    pub(crate) fn peek<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        look: impl FnOnce(&N::Document) -> T,
    ) -> Result<T, DeskError> {
        let slots = N::Document::slots(&self.open);
        let slot = slots.slot(name);
        let held = hold(&slot);
        let seen = match &*held {
            Some(opened) => Ok(look(&opened.document)),
            None => self.read_document(name).map(|opened| look(&opened.document)),
        };
        drop(held);
        slots.clear_away(name, slot);
        seen
    }

    /// Looks at a document; `None` where the library does not have it.
    pub(crate) fn peek_there<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        look: impl FnOnce(&N::Document) -> T,
    ) -> Result<Option<T>, DeskError> {
        there(self.peek(name, look))
    }

    /// Lets go of a document and does something to it on the disk while nobody works on it.
    pub(crate) fn with_closed<N: Name<Document: Kept>, T>(
        &self,
        name: &N,
        work: impl FnOnce() -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let slots = N::Document::slots(&self.open);
        let slot = slots.slot(name);
        let mut held = hold(&slot);
        *held = None;
        let outcome = work();
        drop(held);
        slots.clear_away(name, slot);
        outcome
    }

    /// Reads a document over a connection of its own, so that nobody who works on another one waits.
    fn read_document<N: Name<Document: Kept>>(&self, name: &N) -> Result<Opened<N::Document>, DeskError> {
        let reader = self.reader()?;
        let read = reader
            .open_document(name)
            .and_then(|history| history.read().map(|document| (history, document)));
        let (history, document) = read.inspect_err(|error| {
            if let ArchiveError::DocumentDamaged {
                document,
                title,
                detail,
            } = error
            {
                self.note_damage(document, title, detail);
            }
        })?;
        Ok(Opened {
            history,
            document,
            stale: false,
        })
    }

    /// Puts a document into the library that has nothing yet but its name.
    fn make_document<D: Kept>(&self, document: D) -> Result<Opened<D>, DeskError> {
        let label = Label {
            action: Action::Create,
            kind: Kind::Facts.into(),
            subject: called(&document),
        };
        let id = DocumentId(self.host.random());
        let history = self.library().create(&document, id, &self.stamp(), &label)?;
        Ok(Opened {
            history,
            document,
            stale: false,
        })
    }

    /// Puts the changes of a document together that is going to be worked on, where there are many. Whoever only looks at it writes
    /// nothing.
    ///
    /// It only makes the next opening faster. Where it fails, on a full disk for example, everything is as it was, the document is opened
    /// all the same, and the next opening tries again.
    fn compact<D: Kept>(&self, opened: &mut Opened<D>) {
        if opened.history.pending() > CHANGES_BEFORE_COMPACTION
            && self.may_write()
            && let Ok(compaction) = opened.history.compaction()
        {
            let _ = self.library().compact(&mut opened.history, &compaction);
        }
    }
}

/// Returns what people call a document: its title, or its name where that says enough.
pub(crate) fn called(document: &impl Document) -> String {
    let title = document.title_of(&EntityKey::facts());
    if title.is_empty() {
        document.name().to_owned()
    } else {
        title
    }
}

/// Takes a document that the library does not have for no error.
fn there<T>(outcome: Result<T, DeskError>) -> Result<Option<T>, DeskError> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(DeskError::Archive(ArchiveError::NoSuchDocument { .. })) => Ok(None),
        Err(error) => Err(error),
    }
}
