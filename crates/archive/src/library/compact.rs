//! Compaction: one blob instead of many changes. The history keeps every change.

use super::{Library, OpenVisit};
use crate::{
    error::{ArchiveError, Unreadable},
    table::{changes, snapshots},
};

impl Library {
    /// Makes the stored changes of a visit part of its snapshot, in one transaction.
    ///
    /// # Errors
    /// That the disk does not take it; everything is then as it was.
    pub fn compact(&mut self, open: &mut OpenVisit) -> Result<(), ArchiveError> {
        self.writable()?;
        // What is in memory might be ahead of the disk after a failed write, or behind another opening of the same visit.
        let (document, pending) = self.load(&open.id)?;
        if pending == 0 {
            return Ok(());
        }
        let snapshot = document.snapshot();
        let read = crate::document::Document::load(&snapshot, [], self.session);
        let same = read.is_ok_and(|read| read.heads() == document.heads());
        if !same {
            return Err(super::damaged(&open.id, "", &Unreadable::Gap));
        }
        let id = open.id.clone();
        self.write(|tx| {
            snapshots::put(tx, &id, &snapshot)?;
            changes::clear(tx, &id)?;
            Ok(())
        })?;
        *open = OpenVisit {
            id,
            document,
            pending: 0,
            out_of_step: false,
        };
        Ok(())
    }
}
