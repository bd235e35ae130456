//! Compaction: one blob instead of many changes. The history keeps every change.

use automerge::ChangeHash;
use visit::VisitId;

use super::{Library, OpenVisit};
use crate::{
    document::Document,
    error::{ArchiveError, Unreadable},
    table::{changes, snapshots},
};

/// The history of a visit as one blob, ready to be stored.
pub struct Compaction {
    id: VisitId,
    snapshot: Vec<u8>,
    /// Where the history ends that is in the blob.
    heads: Vec<ChangeHash>,
}

impl OpenVisit {
    /// Makes one blob of the history, and reads it to see that it holds everything. That is the long part, and needs no library.
    ///
    /// # Errors
    /// [`ArchiveError::VisitDamaged`] where the blob does not hold what memory does.
    pub fn compaction(&self) -> Result<Compaction, ArchiveError> {
        let (snapshot, heads) = (self.document.snapshot(), self.document.heads());
        let read = Document::load(&snapshot, [], self.document.session());
        if !read.is_ok_and(|read| read.heads() == heads) {
            return Err(super::damaged(&self.id, "", &Unreadable::Gap));
        }
        Ok(Compaction {
            id: self.id.clone(),
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
    pub fn compact(&mut self, open: &mut OpenVisit, compaction: &Compaction) -> Result<(), ArchiveError> {
        let Compaction { id, snapshot, heads } = compaction;
        self.write(|tx| {
            super::must_be_at(tx, id, heads)?;
            snapshots::put(tx, id, snapshot)?;
            changes::clear(tx, id)?;
            Ok(())
        })?;
        // What was made of an earlier state of this visit, or of another one, says nothing about this one.
        if open.id == *id && open.document.heads() == *heads {
            open.pending = 0;
        }
        Ok(())
    }
}
