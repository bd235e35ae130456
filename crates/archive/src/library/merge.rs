//! Taking in what was changed on another copy of a visit.

use super::{Library, OpenVisit};
use crate::{
    document::Document,
    error::{ArchiveError, Unreadable},
    stamp::{Message, Stamp},
    table::{changes, visits},
};

/// What a merge did. It is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// How many changes were new that somebody has made.
    pub changes: usize,
}

impl Library {
    /// Puts a visit that comes from another copy into the library, with its history, and opens it.
    ///
    /// # Errors
    /// [`ArchiveError::ForeignChanges`] where the bytes are not a whole history, [`ArchiveError::ForeignTooLarge`] where they are more
    /// than 128 MiB or would take more than 768 MiB of memory, [`ArchiveError::VisitExists`], or that the disk does not take it.
    pub fn adopt(&mut self, bytes: &[u8], stamp: &Stamp) -> Result<OpenVisit, ArchiveError> {
        let (document, _) = Document::begin(self.session)
            .and_then(|begun| begun.merged(bytes))
            .map_err(foreign)?;
        let visit = document.visit().map_err(foreign)?;
        self.insert(&document, &visit, stamp)?;
        Ok(OpenVisit {
            id: visit.id,
            document,
            pending: 0,
            out_of_step: false,
        })
    }

    /// Merges the history of another copy, or some changes of it, into a visit; each change keeps its author, time and label.
    ///
    /// # Errors
    /// [`ArchiveError::ForeignChanges`] where the bytes are damaged, incomplete, of another visit, or lead to a visit that cannot be
    /// read; [`ArchiveError::ForeignTooLarge`] where there are more than 128 MiB of them, or the visit would take more than 768 MiB of
    /// memory with its history; [`ArchiveError::ChangedElsewhere`]; or that the disk does not take it. The visit is then as it is on the disk.
    pub fn merge_changes(
        &mut self,
        open: &mut OpenVisit,
        bytes: &[u8],
        stamp: &Stamp,
    ) -> Result<Merged, ArchiveError> {
        self.writable()?;
        self.back_in_step(open)?;
        let (merged, new) = open.document.merged(bytes).map_err(foreign)?;
        let visit = merged.visit().map_err(foreign)?;
        if visit.id != open.id {
            return Err(ArchiveError::ForeignChanges {
                detail: format!("they are of the visit '{}'", visit.id),
            });
        }
        let before = open.document.heads();
        let id = open.id.clone();
        let written = self.write(|tx| {
            super::must_be_at(tx, &id, &before)?;
            for change in &new {
                changes::append(tx, &id, &Message::of(change), change.raw_bytes())?;
            }
            if !new.is_empty() {
                visits::change(tx, &id, &visit.summary(), &merged.heads(), stamp)?;
            }
            Ok(())
        });
        if let Err(error) = written {
            open.out_of_step = matches!(error, ArchiveError::ChangedElsewhere { .. });
            // Where this fails, the next call tries again and says so.
            let _ = self.back_in_step(open);
            return Err(error);
        }
        open.document = merged;
        open.pending += new.len();
        Ok(Merged {
            changes: open.document.made_after(&before).count(),
        })
    }
}

fn foreign(error: Unreadable) -> ArchiveError {
    let detail = error.to_string();
    match error {
        Unreadable::TooLarge { .. } | Unreadable::TooLong { .. } => ArchiveError::ForeignTooLarge { detail },
        _ => ArchiveError::ForeignChanges { detail },
    }
}
