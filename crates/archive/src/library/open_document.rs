//! A document of a library that is open: its history in memory.

use std::marker::PhantomData;

use visit::Visit;

use super::damaged;
use crate::{
    change_id::ChangeId,
    error::{ArchiveError, Unreadable},
    history::History,
    name::{DocumentId, DocumentName},
    stored::Stored,
};

/// A document of a library with its history in memory.
pub struct OpenDocument<D: Stored> {
    pub(super) id: D::Name,
    pub(super) history: History,
    /// How many changes are stored after the snapshot.
    pub(super) pending: usize,
    /// Whether a failed write has left memory behind the disk.
    pub(super) out_of_step: bool,
    kind: PhantomData<fn() -> D>,
}

/// A visit of a library with its history in memory.
pub type OpenVisit = OpenDocument<Visit>;

impl<D: Stored> OpenDocument<D> {
    pub(super) fn new(id: D::Name, history: History, pending: usize) -> Self {
        Self {
            id,
            history,
            pending,
            out_of_step: false,
            kind: PhantomData,
        }
    }

    /// Returns the readable name.
    pub fn id(&self) -> &D::Name {
        &self.id
    }

    /// Returns the readable name with the kind of document.
    pub fn name(&self) -> DocumentName {
        DocumentName::of(&self.id)
    }

    /// Returns the id that the document has on all its copies.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentDamaged`] where the history has none.
    pub fn document_id(&self) -> Result<DocumentId, ArchiveError> {
        self.unharmed(self.history.document_id())
    }

    /// Reads the document out of its history.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentDamaged`] where a value cannot be read.
    pub fn read(&self) -> Result<D, ArchiveError> {
        self.unharmed(self.history.read())
    }

    /// Returns how many changes are stored one by one; [`crate::Library::compact`] makes them part of the snapshot.
    ///
    /// Each of them makes the next opening a little slower.
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Returns the changes that came after some state as bytes, for another copy to merge that has that state.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchChange`] where the history has no such state.
    pub fn changes_after(&self, heads: &[ChangeId]) -> Result<Vec<u8>, ArchiveError> {
        let heads: Vec<_> = heads
            .iter()
            .map(|id| self.hash_of(id))
            .collect::<Result<_, _>>()?;
        Ok(self.history.automerge().save_after(&heads))
    }

    /// Returns the whole history as bytes, for another copy to merge.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.history.snapshot()
    }

    /// Tells of the document what was met in its history.
    pub(super) fn unharmed<T>(&self, read: Result<T, impl Into<Unreadable>>) -> Result<T, ArchiveError> {
        read.map_err(|error| damaged(&self.name(), "", &error.into()))
    }
}
