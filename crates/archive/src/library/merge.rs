//! Taking in what was changed on another copy of a visit.

use super::{Library, OpenDocument};
use crate::{
    error::{ArchiveError, Unreadable},
    history::History,
    stamp::{Message, Stamp},
    stored::{Stored, summary_text},
    table::{changes, documents},
};

/// What a merge did. It is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// How many changes were new that somebody has made.
    pub changes: usize,
}

impl Library {
    /// Puts a document that comes from another copy into the library, with its history, and opens it.
    ///
    /// # Errors
    /// [`ArchiveError::ForeignChanges`] where the bytes are not a whole history of such a document, [`ArchiveError::ForeignTooLarge`]
    /// where they are more than 128 MiB or would take more than 768 MiB of memory, [`ArchiveError::DocumentExists`], or that the disk
    /// does not take it.
    pub fn adopt<D: Stored>(&mut self, bytes: &[u8], stamp: &Stamp) -> Result<OpenDocument<D>, ArchiveError> {
        self.writable()?;
        let begun = History::begin(D::DOCUMENT, self.session).map_err(foreign)?;
        let (history, _) = begun.merged(bytes).map_err(foreign)?;
        if !history.begins_as(&begun) {
            return Err(ArchiveError::ForeignChanges {
                detail: format!("they are not of a {}", D::DOCUMENT.as_str()),
            });
        }
        let document: D = history.read().map_err(foreign)?;
        history.document_id().map_err(foreign)?;
        let again = History::load(&history.snapshot(), [], self.session).map_err(foreign)?;
        if again.heads() != history.heads() {
            return Err(foreign(Unreadable::Gap));
        }
        let open = OpenDocument::new(document.id().clone(), history, 0);
        let summary = summary_text::<D>(&document.summarized());
        self.insert((&open.name(), summary), &open.history, stamp)?;
        Ok(open)
    }

    /// Merges the history of another copy, or some changes of it, into a document; each change keeps its author, time and label.
    ///
    /// # Errors
    /// [`ArchiveError::ForeignChanges`] where the bytes are damaged, incomplete, of another document, or lead to one that cannot be
    /// read; [`ArchiveError::ForeignTooLarge`] where there are more than 128 MiB of them, or the document would take more than 768 MiB
    /// of memory with its history; [`ArchiveError::ChangedElsewhere`]; or that the disk does not take it. The document is then as it
    /// is on the disk.
    pub fn merge_changes<D: Stored>(
        &mut self,
        open: &mut OpenDocument<D>,
        bytes: &[u8],
        stamp: &Stamp,
    ) -> Result<Merged, ArchiveError> {
        self.writable()?;
        self.back_in_step(open)?;
        let (merged, new) = open.history.merged(bytes).map_err(foreign)?;
        if !merged.is_of_the_same_document(&open.history) {
            return Err(ArchiveError::ForeignChanges {
                detail: format!("they are of another {}", open.name().kind_text()),
            });
        }
        let document: D = merged.read().map_err(foreign)?;
        let before = open.history.heads();
        let name = open.name();
        let written = self.write(|tx| {
            super::must_be_at(tx, &name, &before)?;
            for change in &new {
                changes::append(tx, &name, &Message::of(change), change.raw_bytes())?;
            }
            if !new.is_empty() {
                let summary = summary_text::<D>(&document.summarized());
                documents::change(tx, &name, &summary, &merged.heads(), stamp)?;
            }
            Ok(())
        });
        if let Err(error) = written {
            open.out_of_step = matches!(error, ArchiveError::ChangedElsewhere { .. });
            // Where this fails, the next call tries again and says so.
            let _ = self.back_in_step(open);
            return Err(error);
        }
        open.history = merged;
        open.pending += new.len();
        Ok(Merged {
            changes: open.history.made_after(&before).count(),
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
