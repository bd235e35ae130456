//! A library: one folder, one SQLite file, one lock.

mod backup;
mod check;
mod compact;
mod examine;
mod file_damage;
mod history;
mod make;
mod mend;
mod merge;
mod open;
mod options;
mod prose;
mod reading;
mod record;
mod recover;
mod rescue;
mod salvage;
mod visits;

use std::{fs::File, path::Path, path::PathBuf, time::Duration};

use rusqlite::{Connection, Transaction};
use visit::{Visit, VisitId};

use crate::{
    acknowledged::{Acknowledged, Mark},
    document::Document,
    error::{ArchiveError, Unreadable},
    files::Guard,
    stamp::SessionId,
    table::{changes, library, snapshots, visits as visits_table},
};

use reading::Way;

pub use backup::Progress;
pub use check::{CheckReport, Problem};
pub use compact::Compaction;
pub use file_damage::FileDamage;
pub use history::{ChangeId, FieldDifference, HistoryEntry};
pub use merge::Merged;
pub use open::{DamagedVisit, OpenReport};
pub use options::{Access, OpenOptions};
pub use record::{Recorded, UndoStep};
pub use recover::Recovered;
pub use rescue::{RescueReport, SavedVisit};
pub use salvage::LostChange;

/// The name of the file in the folder of a library.
pub const FILE_NAME: &str = "library.chancery";

/// An open library. It is closed by being dropped.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    file: PathBuf,
    session: SessionId,
    /// What is wrong with the file, where it is damaged; it is then only read.
    damage: Option<FileDamage>,
    /// Where the acknowledged writes are counted a second time.
    acknowledged: Acknowledged,
    /// How it is read, by this connection where it only reads, and by further ones.
    way: Way,
    /// The lock of a writer, which the operating system holds for as long as the file is open. After the connection, so that it goes
    /// last.
    lock: Option<File>,
}

impl Drop for Library {
    fn drop(&mut self) {
        if self.lock.is_none() {
            if let Way::Beside { writer } = self.way {
                self.lock = reading::tidy(&self.connection, &self.file, writer);
            }
        } else {
            self.settle();
        }
    }
}

/// A visit of a library with its history in memory.
pub struct OpenVisit {
    id: VisitId,
    document: Document,
    /// How many changes are stored after the snapshot.
    pending: usize,
    /// Whether a failed write has left memory behind the disk.
    out_of_step: bool,
}

impl OpenVisit {
    /// Returns the id.
    pub fn id(&self) -> &VisitId {
        &self.id
    }

    /// Reads the visit out of its history.
    ///
    /// # Errors
    /// [`ArchiveError::VisitDamaged`] where a value cannot be read.
    pub fn visit(&self) -> Result<Visit, ArchiveError> {
        self.document
            .visit()
            .map_err(|error| damaged(&self.id, "", &error))
    }

    /// Returns how many changes are stored one by one; [`Library::compact`] makes them part of the snapshot.
    ///
    /// Each of them makes the next opening slower, by up to 5 ms where the visit has 10,000 engagements.
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
        Ok(self.document.automerge().save_after(&heads))
    }

    /// Returns the whole history as bytes, for another copy to merge.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.document.snapshot()
    }
}

/// Refuses to write what follows on another history than the one on the disk, inside the transaction that is to write it.
fn must_be_at(tx: &Connection, id: &VisitId, heads: &[automerge::ChangeHash]) -> Result<(), WriteError> {
    match visits_table::heads(tx, id)? {
        Some(stored) if visits_table::same_heads(&stored, heads) => Ok(()),
        Some(_) => Err(ArchiveError::ChangedElsewhere { id: id.clone() }.into()),
        None => Err(ArchiveError::NoSuchVisit { id: id.clone() }.into()),
    }
}

fn damaged(id: &VisitId, title: &str, error: &Unreadable) -> ArchiveError {
    ArchiveError::VisitDamaged {
        id: id.clone(),
        title: title.to_owned(),
        detail: error.to_string(),
    }
}

impl Library {
    /// Returns the SQLite file of the library.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns what keeps copies out of the library's own folder.
    fn guard(&self) -> Guard {
        Guard::library(self.file.parent().unwrap_or(&self.file))
    }

    /// Puts the journal into the file, as a writer does that closes; for one that ends without being dropped. What somebody is reading at
    /// that moment stays in the journal, and where it fails, everything is in it.
    pub fn settle(&self) {
        if self.lock.is_some() && self.damage.is_none() {
            let _ = self.connection.busy_timeout(Duration::ZERO);
            let _ = self
                .connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }

    fn sqlite(&self, error: rusqlite::Error) -> ArchiveError {
        ArchiveError::from_sqlite(&self.file, error)
    }

    /// Refuses to write to a damaged file, or to one that was opened to be read.
    fn writable(&self) -> Result<(), ArchiveError> {
        if self.lock.is_none() {
            let folder = self.file.parent().unwrap_or(&self.file).to_owned();
            return Err(ArchiveError::OpenToRead { folder });
        }
        match &self.damage {
            Some(detail) => Err(ArchiveError::Damaged {
                file: self.file.clone(),
                detail: detail.to_string(),
            }),
            None => Ok(()),
        }
    }

    /// Runs `write` in one transaction, durable when this returns; nothing of it happens where it fails.
    fn write<T>(
        &mut self,
        write: impl FnOnce(&Connection) -> Result<T, WriteError>,
    ) -> Result<T, ArchiveError> {
        self.writable()?;
        let file = self.file.clone();
        let outcome = (|| {
            let tx = self
                .connection
                .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let outcome = write(&tx)?;
            let whole = library::advance(&tx)?;
            tx.commit()?;
            Ok((outcome, Mark::of(&whole)))
        })();
        match outcome {
            Ok((outcome, mark)) => {
                self.acknowledged.note(mark);
                Ok(outcome)
            }
            Err(WriteError::Sqlite(error)) => Err(ArchiveError::from_sqlite(&file, error)),
            Err(WriteError::Archive(error)) => Err(error),
        }
    }

    /// Takes back what a panic has left half written, so that the library can go on.
    pub fn roll_back(&mut self) {
        if !self.connection.is_autocommit() {
            // Where even that fails, the next write fails and says why.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// Keeps what is read as it is at this moment, whatever others write, for as long as the answer lives.
    fn at_one_moment(&self) -> rusqlite::Result<Option<Transaction<'_>>> {
        if !self.connection.is_autocommit() {
            return Ok(None);
        }
        let moment = self.connection.unchecked_transaction()?;
        // It is the first reading that fixes the moment.
        moment.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(Some(moment))
    }

    /// Reads the history of a visit from the disk; returns it with the number of changes after the snapshot.
    fn load(&self, id: &VisitId) -> Result<(Document, usize), ArchiveError> {
        let _moment = self.at_one_moment().map_err(|error| self.sqlite(error))?;
        let listed = visits_table::one(&self.connection, id).map_err(|error| self.sqlite(error))?;
        let listed = match listed {
            Some(listed) => listed,
            // A damaged list may have lost the entry of a visit that is there.
            None if self.damage.is_some() && self.list()?.iter().any(|other| other.id == *id) => {
                return Err(damaged(id, "", &Unreadable::Entry));
            }
            None => return Err(ArchiveError::NoSuchVisit { id: id.clone() }),
        };
        if listed.damaged {
            return Err(damaged(id, listed.title(), &Unreadable::Entry));
        }
        let damaged = |error: Unreadable| damaged(id, listed.title(), &error);
        let unreadable = |error: rusqlite::Error| damaged(Unreadable::History(error.to_string()));
        let snapshot = snapshots::one(&self.connection, id).map_err(unreadable)?;
        let snapshot = snapshot.ok_or_else(|| damaged(Unreadable::Empty))?;
        let rows = changes::of_visit(&self.connection, id).map_err(unreadable)?;
        let later = rows.iter().map(|row| row.bytes.as_slice());
        let document = Document::load(&snapshot, later, self.session).map_err(damaged)?;
        let heads = visits_table::heads(&self.connection, id)
            .map_err(unreadable)?
            .unwrap_or_default();
        if !visits_table::same_heads(&heads, &document.heads()) {
            return Err(damaged(Unreadable::Gap));
        }
        Ok((document, rows.len()))
    }
}

/// What can go wrong inside a transaction.
enum WriteError {
    Sqlite(rusqlite::Error),
    Archive(ArchiveError),
}

impl From<rusqlite::Error> for WriteError {
    fn from(error: rusqlite::Error) -> Self {
        WriteError::Sqlite(error)
    }
}

impl From<ArchiveError> for WriteError {
    fn from(error: ArchiveError) -> Self {
        WriteError::Archive(error)
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use visit::Document as _;

    use super::*;
    use crate::Stamp;

    #[test]
    fn what_a_panic_leaves_half_written_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions {
            session: SessionId([1; 16]),
            access: Access::Create,
        };
        let (mut library, _) = Library::open(folder.path(), &options).unwrap();
        let visit = Visit::new(VisitId("v-1".into()), visit::Facts::default());
        let stamp = Stamp {
            author: "Anna Orlova".into(),
            time: 1,
        };
        let insert = |tx: &Connection| visits_table::insert(tx, &visit.id, &visit.summary(), &[], &stamp);
        let fell = catch_unwind(AssertUnwindSafe(|| {
            library.write(|tx| -> Result<(), WriteError> {
                insert(tx)?;
                panic!("on purpose")
            })
        }));
        assert!(fell.is_err());
        assert_eq!(library.list().unwrap(), []);
        // As where the panic went round the transaction's own end.
        library.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        insert(&library.connection).unwrap();
        library.roll_back();
        assert_eq!(library.list().unwrap(), []);
        library.write(|tx| Ok(insert(tx)?)).unwrap();
        assert_eq!(library.list().unwrap().len(), 1);
    }

    #[test]
    fn an_edit_for_which_a_history_has_no_room_is_refused_and_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions {
            session: SessionId([1; 16]),
            access: Access::Create,
        };
        let (mut library, _) = Library::open(folder.path(), &options).unwrap();
        let mut visit = Visit::new(VisitId("v-1".into()), visit::Facts::default());
        visit.facts.title = visit::Text::new("en", "Tokyo");
        let stamp = Stamp {
            author: "Anna Orlova".into(),
            time: 1,
        };
        let label = visit::Label {
            action: visit::Action::Create,
            kind: visit::Kind::Facts.into(),
            subject: String::new(),
        };
        let mut open = library.create(&visit, &stamp, &label).unwrap();
        let before = open.to_bytes();
        let edit = visit::Edit::Set {
            key: visit::EntityKey::facts(),
            patch: serde_json::from_str(r#"{"remarks": {"en": "One more"}}"#).unwrap(),
        };
        let applied = visit.apply(&edit).unwrap();
        open.document.fill();
        let step = UndoStep::Edit(applied.undo);
        let edited = crate::Edited::new(&applied.changed, &applied.label);
        let refused = library.record(&mut open, &visit, &edited, &stamp, &step);
        assert!(matches!(refused, Err(ArchiveError::HistoryFull { .. })));
        assert_eq!(open.to_bytes(), before);
        assert_eq!(library.open_visit(&visit.id).unwrap().to_bytes(), before);
        library.record(&mut open, &visit, &edited, &stamp, &step).unwrap();
    }
}
