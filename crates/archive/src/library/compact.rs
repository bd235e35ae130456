//! Compaction: one blob instead of many changes. The history keeps every change.

use automerge::ChangeHash;

use super::{Library, OpenDocument};
use crate::{
    error::{ArchiveError, Unreadable},
    history::History,
    name::DocumentName,
    stored::Stored,
    table::{changes, snapshots},
};

/// The history of a document as one blob, ready to be stored.
pub struct Compaction {
    name: DocumentName,
    snapshot: Vec<u8>,
    /// Where the history ends that is in the blob.
    heads: Vec<ChangeHash>,
}

impl<D: Stored> OpenDocument<D> {
    /// Makes one blob of the history, and reads it to see that it holds everything. That is the long part, and needs no library.
    ///
    /// # Errors
    /// [`ArchiveError::DocumentDamaged`] where the blob does not hold what memory does.
    pub fn compaction(&self) -> Result<Compaction, ArchiveError> {
        let (snapshot, heads) = (self.history.snapshot(), self.history.heads());
        let read = History::load(&snapshot, [], self.history.session());
        if !read.is_ok_and(|read| read.heads() == heads) {
            return self.unharmed(Err(Unreadable::Gap));
        }
        Ok(Compaction {
            name: self.name(),
            snapshot,
            heads,
        })
    }
}

impl Library {
    /// Puts a blob in the place of the stored changes, in one transaction.
    ///
    /// # Errors
    /// [`ArchiveError::ChangedElsewhere`] where the disk has another history than the blob, or that the disk does not take it; everything
    /// is then as it was.
    pub fn compact<D: Stored>(
        &mut self,
        open: &mut OpenDocument<D>,
        compaction: &Compaction,
    ) -> Result<(), ArchiveError> {
        let Compaction {
            name,
            snapshot,
            heads,
        } = compaction;
        self.write(|tx| {
            super::must_be_at(tx, name, heads)?;
            snapshots::put(tx, name, snapshot)?;
            changes::clear(tx, name)?;
            Ok(())
        })?;
        // What was made of an earlier state of this document, or of another one, says nothing about this one.
        if open.name() == *name && open.history.heads() == *heads {
            open.pending = 0;
        }
        Ok(())
    }
}
