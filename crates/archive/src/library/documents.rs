//! The documents of a library: list, create, open, duplicate, trash.

use std::ops::ControlFlow;

use rusqlite::Connection;
use visit::{Label, Refusal, RefusalCode};

use super::{Library, OpenDocument, OpenVisit, Progress, WriteError};
use crate::{
    error::{ArchiveError, Unreadable},
    history::History,
    listed::{AnyEntry, DocumentEntry},
    name::{DocumentId, DocumentName},
    stamp::{Made, Message, SessionId, Stamp},
    stored::{Name, Stored, summary_text},
    table::{documents, snapshots},
};

/// A document of any kind that is to be put into a library.
pub struct New<'a> {
    name: DocumentName,
    #[allow(clippy::type_complexity, reason = "it is said here, and nowhere else")]
    begin: Box<dyn Fn(SessionId, &Stamp) -> Result<Begun, ArchiveError> + 'a>,
}

/// A document that has a history.
struct Begun {
    name: DocumentName,
    id: DocumentId,
    summary: String,
    history: History,
}

impl<'a> New<'a> {
    /// What is to be put into a library: a document, the id that it is to have on all its copies, and what was done to make it.
    pub fn document<D: Stored>(document: &'a D, id: DocumentId, label: &'a Label) -> Self {
        Self {
            name: DocumentName::of(document.id()),
            begin: Box::new(move |session, stamp| begin(session, document, id, stamp, label)),
        }
    }

    /// Returns what it is called.
    pub fn name(&self) -> &DocumentName {
        &self.name
    }
}

impl Library {
    /// Lists every document of a kind, those in the trash too, the last changed first.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] or [`ArchiveError::Storage`].
    pub fn list<D: Stored>(&self) -> Result<Vec<DocumentEntry<D>>, ArchiveError> {
        let entries = self.entries()?;
        Ok(entries.into_iter().filter_map(|entry| entry.typed()).collect())
    }

    /// Returns how many documents there are, of whatever kind, those in the trash and those of newer versions among them.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] or [`ArchiveError::Storage`].
    pub fn count(&self) -> Result<usize, ArchiveError> {
        Ok(self.entries()?.len())
    }

    fn entries(&self) -> Result<Vec<AnyEntry>, ArchiveError> {
        if self.damage.is_some() {
            return Ok(self.list_damaged());
        }
        documents::all(&self.connection).map_err(|error| self.sqlite(error))
    }

    /// Puts a new document into the library and opens it. `id` is the one that it is to have on all its copies, unlike that of any other.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentExists`], [`ArchiveError::Refused`] where the document is too large, or that the disk does not take it.
    pub fn create<D: Stored>(
        &mut self,
        document: &D,
        id: DocumentId,
        stamp: &Stamp,
        label: &Label,
    ) -> Result<OpenDocument<D>, ArchiveError> {
        self.writable()?;
        let begun = begin(self.session, document, id, stamp, label)?;
        self.write(|tx| insert(tx, &begun, stamp))?;
        Ok(OpenDocument::new(document.id().clone(), begun.history, 0))
    }

    /// Puts new documents into the library and takes others out of the trash: all of it in one transaction, or nothing. `progress` may
    /// break off.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentExists`], [`ArchiveError::NoSuchDocument`], [`ArchiveError::Cancelled`], or that the disk does not take it.
    pub fn create_all(
        &mut self,
        new: &[New<'_>],
        restored: &[DocumentName],
        stamp: &Stamp,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        self.writable()?;
        let session = self.session;
        let total = new.len();
        self.write(|tx| {
            for (done, new) in new.iter().enumerate() {
                if progress(Progress { done, total }).is_break() {
                    return Err(WriteError::Archive(ArchiveError::Cancelled));
                }
                insert(tx, &(new.begin)(session, stamp)?, stamp)?;
            }
            if progress(Progress { done: total, total }).is_break() {
                return Err(WriteError::Archive(ArchiveError::Cancelled));
            }
            for name in restored {
                found(documents::set_trashed(tx, name, None)?, name)?;
            }
            Ok(())
        })
    }

    /// Puts a document of any kind with its history into the library.
    pub(super) fn insert(
        &mut self,
        (name, summary): (&DocumentName, String),
        history: &History,
        stamp: &Stamp,
    ) -> Result<(), ArchiveError> {
        let begun = Begun {
            name: name.clone(),
            id: history
                .document_id()
                .map_err(|error| super::damaged(name, "", &error))?,
            summary,
            history: history.clone(),
        };
        self.write(|tx| insert(tx, &begun, stamp))
    }

    /// Opens a document, in the trash or not.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchDocument`] or [`ArchiveError::DocumentDamaged`].
    pub fn open_document<N: Name>(&self, name: &N) -> Result<OpenDocument<N::Document>, ArchiveError> {
        let (history, pending) = self.load(&DocumentName::of(name))?;
        Ok(OpenDocument::new(name.clone(), history, pending))
    }

    /// Opens a visit, in the trash or not.
    ///
    /// # Errors
    /// As for [`Library::open_document`].
    pub fn open_visit(&self, id: &visit::VisitId) -> Result<OpenVisit, ArchiveError> {
        self.open_document(id)
    }

    /// Returns whether a document lies in the trash.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] or [`ArchiveError::Storage`].
    pub fn is_trashed(&self, name: impl Into<DocumentName>) -> Result<bool, ArchiveError> {
        documents::is_trashed(&self.connection, &name.into()).map_err(|error| self.sqlite(error))
    }

    /// Moves a document to the trash.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchDocument`], or that the disk does not take it.
    pub fn trash(&mut self, name: impl Into<DocumentName>, stamp: &Stamp) -> Result<(), ArchiveError> {
        self.set_trashed(&name.into(), Some(stamp))
    }

    /// Takes a document out of the trash.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchDocument`], or that the disk does not take it.
    pub fn restore(&mut self, name: impl Into<DocumentName>) -> Result<(), ArchiveError> {
        self.set_trashed(&name.into(), None)
    }

    /// Deletes a document that is in the trash, for good, with its history.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchDocument`] where the trash has no such document, or that the disk does not take it.
    pub fn delete_forever(&mut self, name: impl Into<DocumentName>) -> Result<(), ArchiveError> {
        let name = name.into();
        self.write(|tx| found(documents::delete(tx, &name)?, &name))
    }

    fn set_trashed(&mut self, name: &DocumentName, stamp: Option<&Stamp>) -> Result<(), ArchiveError> {
        self.write(|tx| found(documents::set_trashed(tx, name, stamp)?, name))
    }
}

/// Begins the history of a new document.
fn begin<D: Stored>(
    session: SessionId,
    document: &D,
    id: DocumentId,
    stamp: &Stamp,
    label: &Label,
) -> Result<Begun, ArchiveError> {
    let name = DocumentName::of(document.id());
    let unreadable = |error: Unreadable| super::damaged(&name, "", &error);
    let mut history = History::begin(D::DOCUMENT, session).map_err(unreadable)?;
    history
        .record_all(document, id, &Message::new(Made::Edit, label, stamp))
        .map_err(unreadable)?;
    if history.is_full() {
        return Err(ArchiveError::Refused(Refusal::new(
            RefusalCode::TooLarge,
            "",
            "It has more fields than a history can hold.",
            "Divide it into several, a visit for example into one for each leg of the journey.",
        )));
    }
    Ok(Begun {
        summary: summary_text::<D>(&document.summarized()),
        name,
        id,
        history,
    })
}

/// Writes a new document with its history.
fn insert(tx: &Connection, begun: &Begun, stamp: &Stamp) -> Result<(), WriteError> {
    let Begun {
        name,
        id,
        summary,
        history,
    } = begun;
    if documents::one(tx, name)?.is_some() {
        return Err(WriteError::Archive(ArchiveError::DocumentExists {
            document: name.clone(),
        }));
    }
    documents::insert(tx, (name, *id), summary, &history.heads(), stamp)?;
    snapshots::put(tx, name, &history.snapshot())?;
    Ok(())
}

fn found(found: bool, name: &DocumentName) -> Result<(), WriteError> {
    if found {
        Ok(())
    } else {
        Err(WriteError::Archive(ArchiveError::NoSuchDocument {
            document: name.clone(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use automerge::{ActorId, Automerge, ObjType, ROOT, transaction::Transactable};
    use visit::Visit;

    use super::*;
    use crate::{Access, OpenOptions};

    /// The history of a document of a kind that only a newer version knows.
    fn menu(session: SessionId) -> History {
        let mut doc = Automerge::new().with_actor(ActorId::from(&b"chancery-menu"[..]));
        let mut tx = doc.transaction();
        let facts = tx.put_object(ROOT, "facts", ObjType::Map).unwrap();
        tx.commit();
        let mut doc = doc.with_actor(ActorId::from([9_u8; 16]));
        let mut tx = doc.transaction();
        tx.put(ROOT, "id", "banquet").unwrap();
        tx.put(ROOT, "document", "0a".repeat(16)).unwrap();
        tx.put(&facts, "title/ja", "晩餐会").unwrap();
        tx.commit();
        History::load(&doc.save(), [], session).unwrap()
    }

    #[test]
    fn a_kind_of_document_that_only_a_newer_version_knows_is_checked_and_rescued_and_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let options = |session| OpenOptions {
            session: SessionId([session; 16]),
            access: Access::Create,
        };
        let (mut library, _) = Library::open(folder.path(), &options(1)).unwrap();
        let stamp = Stamp {
            author: crate::Author::new("anna", "Anna Orlova"),
            time: 1,
        };
        let history = menu(library.session);
        let name = DocumentName("menu/banquet".into());
        let summary = history.outline().unwrap().summary;
        library.insert((&name, summary), &history, &stamp).unwrap();
        drop(library);
        let (library, report) = Library::open(folder.path(), &options(2)).unwrap();
        assert_eq!(report.damage, None);
        assert_eq!(library.list::<Visit>().unwrap(), []);
        let mut go_on = |_: Progress| ControlFlow::Continue(());
        let checked = library.check(&mut go_on).unwrap();
        assert_eq!((checked.documents, checked.problems), (1, vec![]));
        assert_eq!(library.damaged_documents(&mut go_on).unwrap(), []);
        let elsewhere = tempfile::tempdir().unwrap();
        let rescued = library.rescue(elsewhere.path(), &options(3), &mut go_on).unwrap();
        assert_eq!(rescued.saved.len(), 1);
        assert_eq!(
            (&rescued.saved[0].name, rescued.saved[0].title.as_str()),
            (&name, "晩餐会")
        );
        assert_eq!(rescued.saved[0].detail, None);
        let (again, _) = Library::open(elsewhere.path(), &options(4)).unwrap();
        assert_eq!(again.load(&name).unwrap().0.heads(), history.heads());
    }
}
