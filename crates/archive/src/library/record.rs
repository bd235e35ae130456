//! Recording an edit, and what can be undone and redone.

use visit::{KnownPersonId, Label, Patch};

use super::{Library, OpenDocument, WriteError};
use crate::{
    change_id::ChangeId,
    checksum::{self, Checksum},
    edited::Edited,
    error::ArchiveError,
    history::Increment,
    name::DocumentName,
    stamp::{Made, Message, Stamp},
    stored::{Stored, summary_text},
    table::{
        changes, documents,
        steps::{self, Stack, Step},
    },
};

/// What a change means for undo and redo of its author.
#[derive(Debug, Clone, PartialEq)]
pub enum UndoStep {
    /// An edit, which this patch takes back. What could be done again no longer can.
    Edit(Patch),
    /// The step at this position of the undo stack was taken back; this patch does it again.
    Undo {
        /// [`Step::position`].
        position: i64,
        /// What does it again.
        again: Patch,
    },
    /// The step at this position of the redo stack was done again; this patch takes it back.
    Redo {
        /// [`Step::position`].
        position: i64,
        /// What takes it back.
        back: Patch,
    },
}

/// What recording did. It is on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The change in the history; `None` where nothing was different.
    pub change: Option<ChangeId>,
    /// What the author can now undo.
    pub undo: Option<Step>,
    /// What the author can now redo.
    pub redo: Option<Step>,
    /// Whether the document lies in the trash.
    pub trashed: bool,
}

impl Library {
    /// Records what was edited of `document` as one change, with what it means for undo, and returns when it is on the disk.
    ///
    /// The cost does not depend on the size of the document. Where the change is not saved, the history in memory is as it was.
    ///
    /// # Errors
    /// [`ArchiveError::StepMoved`] where the step to undo or redo is no longer the last, [`ArchiveError::ChangedElsewhere`] where the
    /// disk has another history than memory, [`ArchiveError::HistoryFull`], [`ArchiveError::DiskFull`] and its like, and [`ArchiveError::OutOfStep`] where the history
    /// could not be read again after that.
    pub fn record<D: Stored>(
        &mut self,
        open: &mut OpenDocument<D>,
        document: &D,
        edited: &Edited<'_>,
        stamp: &Stamp,
        step: &UndoStep,
    ) -> Result<Recorded, ArchiveError> {
        self.writable()?;
        self.back_in_step(open)?;
        let made = match step {
            UndoStep::Edit(_) => Made::Edit,
            UndoStep::Undo { .. } => Made::Undo,
            UndoStep::Redo { .. } => Made::Redo,
        };
        let message = Message::new(made, edited.label, stamp);
        let before = open.history.heads();
        let increments = match open.history.record(document, edited, &message) {
            Ok(increments) => increments,
            Err(error) => {
                open.out_of_step = open.history.heads() != before;
                // Where even this fails, the next call tries again and says so.
                let _ = self.back_in_step(open);
                return open.unharmed(Err(error));
            }
        };
        let heads = open.history.heads();
        let (name, full) = (open.name(), open.history.is_full());
        let stored = self.write(|tx| {
            super::must_be_at(tx, &name, &before)?;
            if !increments.is_empty() && full {
                return Err(ArchiveError::HistoryFull {
                    document: name.clone(),
                }
                .into());
            }
            for Increment { bytes, message, .. } in &increments {
                changes::append(tx, &name, message, bytes)?;
            }
            if !increments.is_empty() {
                let summary = summary_text::<D>(&document.summarized());
                documents::change(tx, &name, &summary, &heads, stamp)?;
            }
            if !increments.is_empty() || made != Made::Edit {
                let change = increments.last().map(|increment| ChangeId::of(&increment.hash));
                let change = change.as_ref();
                let difference = take_step(tx, &name, edited.label, &stamp.author.person, step, change)?;
                documents::fold_steps(tx, &name, difference)?;
            }
            let undo = sound_top(tx, &name, &stamp.author.person, Stack::Undo)?;
            let redo = sound_top(tx, &name, &stamp.author.person, Stack::Redo)?;
            Ok((undo, redo, documents::is_trashed(tx, &name)?))
        });
        match stored {
            Ok((undo, redo, trashed)) => {
                open.pending += increments.len();
                Ok(Recorded {
                    // What begins a text comes before it.
                    change: increments.last().map(|increment| ChangeId::of(&increment.hash)),
                    undo,
                    redo,
                    trashed,
                })
            }
            Err(error) => {
                open.out_of_step =
                    !increments.is_empty() || matches!(error, ArchiveError::ChangedElsewhere { .. });
                // Where even this fails, the next call tries again and says so.
                let _ = self.back_in_step(open);
                Err(error)
            }
        }
    }

    /// Returns what the author can undo next in a document.
    ///
    /// # Errors
    /// [`ArchiveError::StepsDamaged`], [`ArchiveError::Storage`] or [`ArchiveError::Damaged`].
    pub fn undo_top(
        &self,
        name: impl Into<DocumentName>,
        person: &KnownPersonId,
    ) -> Result<Option<Step>, ArchiveError> {
        self.top(&name.into(), person, Stack::Undo)
    }

    /// Returns what the author can do again next in a document.
    ///
    /// # Errors
    /// As for [`Library::undo_top`].
    pub fn redo_top(
        &self,
        name: impl Into<DocumentName>,
        person: &KnownPersonId,
    ) -> Result<Option<Step>, ArchiveError> {
        self.top(&name.into(), person, Stack::Redo)
    }

    fn top(
        &self,
        name: &DocumentName,
        person: &KnownPersonId,
        stack: Stack,
    ) -> Result<Option<Step>, ArchiveError> {
        let top = (|| {
            // A step that is missing would make an older one the last.
            if steps::sum_of(&self.connection, name)? != documents::steps(&self.connection, name)? {
                return Err(checksum::mismatch("steps"));
            }
            steps::top(&self.connection, name, person.as_str(), stack)
        })();
        top.map_err(|error| {
            if checksum::is_damage(&error) {
                ArchiveError::StepsDamaged {
                    document: name.clone(),
                }
            } else {
                self.sqlite(error)
            }
        })
    }

    /// Forgets what every author can undo and redo in a document, where it is damaged. The document and its history stay as they are.
    ///
    /// # Errors
    /// That the disk does not take it.
    pub fn forget_steps(&mut self, name: impl Into<DocumentName>) -> Result<(), ArchiveError> {
        let name = name.into();
        self.write(|tx| {
            let sum = documents::steps(tx, &name)?;
            steps::clear(tx, &name)?;
            documents::fold_steps(tx, &name, sum)?;
            Ok(())
        })
    }

    /// Reads the history again after a change that was not saved: what is on the disk is what counts.
    pub(super) fn back_in_step<D: Stored>(&self, open: &mut OpenDocument<D>) -> Result<(), ArchiveError> {
        if open.out_of_step {
            let document = open.name();
            let read = self.load(&document);
            let (history, pending) = read.map_err(|_| ArchiveError::OutOfStep { document })?;
            *open = OpenDocument::new(open.id.clone(), history, pending);
        }
        Ok(())
    }
}

fn take_step(
    tx: &rusqlite::Connection,
    name: &DocumentName,
    label: &Label,
    person: &KnownPersonId,
    step: &UndoStep,
    change: Option<&ChangeId>,
) -> Result<Checksum, WriteError> {
    match step {
        UndoStep::Edit(back) => {
            let mut difference = steps::push(tx, name, person.as_str(), Stack::Undo, label, back, change)?;
            difference.fold(steps::clear_redo(tx, name, person.as_str())?);
            Ok(difference)
        }
        UndoStep::Undo { position, again } => {
            let stacks = (Stack::Undo, Stack::Redo);
            move_step(tx, name, person, stacks, *position, again, change)
        }
        UndoStep::Redo { position, back } => {
            let stacks = (Stack::Redo, Stack::Undo);
            move_step(tx, name, person, stacks, *position, back, change)
        }
    }
}

/// The last step of a stack after an edit; a damaged one is told when somebody asks for it, and keeps nobody from editing.
fn sound_top(
    tx: &rusqlite::Connection,
    name: &DocumentName,
    person: &KnownPersonId,
    stack: Stack,
) -> rusqlite::Result<Option<Step>> {
    match steps::top(tx, name, person.as_str(), stack) {
        Err(error) if checksum::is_damage(&error) => Ok(None),
        top => top,
    }
}

fn move_step(
    tx: &rusqlite::Connection,
    name: &DocumentName,
    person: &KnownPersonId,
    (from, to): (Stack, Stack),
    position: i64,
    patch: &Patch,
    change: Option<&ChangeId>,
) -> Result<Checksum, WriteError> {
    let Some(step) = steps::top(tx, name, person.as_str(), from)?.filter(|step| step.position == position)
    else {
        return Err(WriteError::Archive(ArchiveError::StepMoved));
    };
    let mut difference = steps::pop(tx, name, person.as_str(), from, position)?;
    difference.fold(steps::push(
        tx,
        name,
        person.as_str(),
        to,
        &step.label,
        patch,
        change,
    )?);
    Ok(difference)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};
    use visit::{Edit, EntityKey, Facts, Kind, Text, Visit, VisitId};

    use visit::Document as _;

    use super::*;
    use crate::{Access, DocumentId, OpenOptions, SessionId};

    #[test]
    fn an_edit_that_does_not_fit_on_the_disk_leaves_memory_as_the_disk_is_also_where_it_begins_a_text() {
        let folder = tempfile::TempDir::new().unwrap();
        let options = |session| OpenOptions {
            session: SessionId([session; 16]),
            access: Access::Create,
        };
        let stamp = Stamp {
            author: crate::Author::new("anna", "Anna Orlova"),
            time: 1,
        };
        let (mut library, _) = Library::open(folder.path(), &options(1)).unwrap();
        let mut visit = Visit::new(
            VisitId("v-1".into()),
            Facts {
                title: Text::new("en", "Talks"),
                ..Facts::default()
            },
        );
        let talks = json!({"engagement": "e-1", "order": "a1"});
        visit
            .put_value(&EntityKey::new(Kind::Topic, "t-1"), talks)
            .unwrap();
        let talks = json!({"kind": "talks", "when": {"kind": "within"}, "order": "a1"});
        visit
            .put_value(&EntityKey::new(Kind::Engagement, "e-1"), talks)
            .unwrap();
        let label = Label {
            action: visit::Action::Create,
            kind: Kind::Facts.into(),
            subject: String::new(),
        };
        let mut open = library
            .create(&visit, DocumentId([7; 16]), &stamp, &label)
            .unwrap();
        let before = open.read().unwrap();
        let limit = |library: &Library, pages: i64| {
            let set = format!("PRAGMA max_page_count = {pages}");
            library.connection.query_row(&set, [], |_| Ok(())).unwrap();
        };
        // SQLite makes the limit as large as the file is now: as on a disk that is full.
        limit(&library, 1);
        let words = json!({"background": {"ru": "x".repeat(60_000)}});
        let fields = Map::from_iter([("brief".to_owned(), words)]);
        let key = EntityKey::new(Kind::Topic, "t-1");
        let applied = visit.apply(&Edit::Set { key, patch: fields }).unwrap();
        let step = UndoStep::Edit(applied.undo);
        let edited = Edited::new(&applied.changed, &applied.label);
        let refused = library
            .record(&mut open, &visit, &edited, &stamp, &step)
            .unwrap_err();
        assert!(matches!(refused, ArchiveError::DiskFull { .. }), "{refused}");
        assert_eq!(open.read().unwrap(), before);
        assert_eq!((open.pending(), open.history().len()), (0, 1));
        assert_eq!(library.undo_top(open.id(), &"anna".into()).unwrap(), None);
        limit(&library, 1_000_000);
        library.record(&mut open, &visit, &edited, &stamp, &step).unwrap();
        drop(library);
        let (library, _) = Library::open(folder.path(), &options(2)).unwrap();
        assert_eq!(library.open_document(open.id()).unwrap().read().unwrap(), visit);
    }
}
