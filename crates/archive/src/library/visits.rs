//! The visits of a library: list, create, open, trash.

use std::ops::ControlFlow;

use rusqlite::Connection;
use visit::{Label, Refusal, RefusalCode, Visit, VisitId};

use super::{Library, OpenVisit, Progress, WriteError};
use crate::{
    document::Document,
    error::{ArchiveError, Unreadable},
    stamp::{Made, Message, SessionId, Stamp},
    table::{
        snapshots,
        visits::{self, VisitEntry},
    },
};

impl Library {
    /// Lists every visit, those in the trash too, the last changed first.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] or [`ArchiveError::Storage`].
    pub fn list(&self) -> Result<Vec<VisitEntry>, ArchiveError> {
        if self.damage.is_some() {
            return Ok(self.list_damaged());
        }
        visits::all(&self.connection).map_err(|error| self.sqlite(error))
    }

    /// Puts a new visit into the library and opens it.
    ///
    /// # Errors
    /// [`ArchiveError::VisitExists`], [`ArchiveError::Refused`] where the visit is too large, or that the disk does not take it.
    pub fn create(&mut self, visit: &Visit, stamp: &Stamp, label: &Label) -> Result<OpenVisit, ArchiveError> {
        self.writable()?;
        let document = begin(self.session, visit, stamp, label)?;
        self.insert(&document, visit, stamp)?;
        Ok(OpenVisit {
            id: visit.id.clone(),
            document,
            pending: 0,
            out_of_step: false,
        })
    }

    /// Puts new visits into the library and takes others out of the trash: all of it in one transaction, or nothing. `progress` may
    /// break off.
    ///
    /// # Errors
    /// [`ArchiveError::VisitExists`], [`ArchiveError::NoSuchVisit`], [`ArchiveError::Cancelled`], or that the disk does not take it.
    pub fn create_all(
        &mut self,
        visits: &[(Visit, Label)],
        restored: &[VisitId],
        stamp: &Stamp,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        self.writable()?;
        let session = self.session;
        let total = visits.len();
        self.write(|tx| {
            for (done, (visit, label)) in visits.iter().enumerate() {
                if progress(Progress { done, total }).is_break() {
                    return Err(WriteError::Archive(ArchiveError::Cancelled));
                }
                insert(tx, &begin(session, visit, stamp, label)?, visit, stamp)?;
            }
            if progress(Progress { done: total, total }).is_break() {
                return Err(WriteError::Archive(ArchiveError::Cancelled));
            }
            for id in restored {
                found(visits::set_trashed(tx, id, None)?, id)?;
            }
            Ok(())
        })
    }

    /// Puts a visit with its history into the library.
    pub(super) fn insert(
        &mut self,
        document: &Document,
        visit: &Visit,
        stamp: &Stamp,
    ) -> Result<(), ArchiveError> {
        self.write(|tx| insert(tx, document, visit, stamp))
    }

    /// Opens a visit, in the trash or not.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchVisit`] or [`ArchiveError::VisitDamaged`].
    pub fn open_visit(&self, id: &VisitId) -> Result<OpenVisit, ArchiveError> {
        let (document, pending) = self.load(id)?;
        Ok(OpenVisit {
            id: id.clone(),
            document,
            pending,
            out_of_step: false,
        })
    }

    /// Returns whether a visit lies in the trash.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] or [`ArchiveError::Storage`].
    pub fn is_trashed(&self, id: &VisitId) -> Result<bool, ArchiveError> {
        visits::is_trashed(&self.connection, id).map_err(|error| self.sqlite(error))
    }

    /// Moves a visit to the trash.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchVisit`], or that the disk does not take it.
    pub fn trash(&mut self, id: &VisitId, stamp: &Stamp) -> Result<(), ArchiveError> {
        self.set_trashed(id, Some(stamp))
    }

    /// Takes a visit out of the trash.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchVisit`], or that the disk does not take it.
    pub fn restore(&mut self, id: &VisitId) -> Result<(), ArchiveError> {
        self.set_trashed(id, None)
    }

    /// Deletes a visit that is in the trash, for good, with its history.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchVisit`] where the trash has no such visit, or that the disk does not take it.
    pub fn delete_forever(&mut self, id: &VisitId) -> Result<(), ArchiveError> {
        self.write(|tx| found(visits::delete(tx, id)?, id))
    }

    fn set_trashed(&mut self, id: &VisitId, stamp: Option<&Stamp>) -> Result<(), ArchiveError> {
        self.write(|tx| found(visits::set_trashed(tx, id, stamp)?, id))
    }
}

/// Begins the history of a new visit.
fn begin(session: SessionId, visit: &Visit, stamp: &Stamp, label: &Label) -> Result<Document, ArchiveError> {
    let unreadable = |error: Unreadable| super::damaged(&visit.id, "", &error);
    let mut document = Document::begin(session).map_err(unreadable)?;
    document
        .record_all(visit, &Message::new(Made::Edit, label, stamp))
        .map_err(unreadable)?;
    if document.is_full() {
        return Err(ArchiveError::Refused(Refusal::new(
            RefusalCode::TooLarge,
            "",
            "The visit has more fields than a history can hold.",
            "Divide the visit into several, for example one for each leg of the journey.",
        )));
    }
    Ok(document)
}

/// Writes a new visit with its history.
fn insert(tx: &Connection, document: &Document, visit: &Visit, stamp: &Stamp) -> Result<(), WriteError> {
    if visits::one(tx, &visit.id)?.is_some() {
        return Err(WriteError::Archive(ArchiveError::VisitExists {
            id: visit.id.clone(),
        }));
    }
    visits::insert(tx, &visit.id, &visit.summary(), &document.heads(), stamp)?;
    snapshots::put(tx, &visit.id, &document.snapshot())?;
    Ok(())
}

fn found(found: bool, id: &VisitId) -> Result<(), WriteError> {
    if found {
        Ok(())
    } else {
        Err(WriteError::Archive(ArchiveError::NoSuchVisit { id: id.clone() }))
    }
}
