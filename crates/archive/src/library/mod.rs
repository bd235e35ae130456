//! A library: one folder, one SQLite file, one lock.

mod backup;
mod changes;
mod check;
mod compact;
mod conflicts;
mod documents;
mod examine;
mod file_damage;
mod make;
mod mend;
mod merge;
mod open;
mod open_document;
mod options;
mod prose;
mod reading;
mod record;
mod recover;
mod rescue;
mod salvage;
mod together;

use std::{fs::File, path::Path, path::PathBuf, time::Duration};

use rusqlite::{Connection, Transaction};

use crate::{
    acknowledged::{Acknowledged, Mark},
    error::{ArchiveError, Unreadable},
    files::Guard,
    history::History,
    name::DocumentName,
    stamp::SessionId,
    table::{changes as changes_table, documents as documents_table, library, snapshots},
};

use reading::Way;

pub use backup::Progress;
pub use changes::{FieldDifference, HistoryEntry};
pub use check::{CheckReport, Problem};
pub use compact::Compaction;
pub use conflicts::{Conflict, Writer, WrittenValue};
pub use documents::New;
pub use file_damage::FileDamage;
pub use merge::Merged;
pub use open::{DamagedDocument, OpenReport};
pub use open_document::{OpenDocument, OpenVisit};
pub use options::{Access, OpenOptions};
pub use record::{Recorded, UndoStep};
pub use recover::Recovered;
pub use rescue::{RescueReport, SavedDocument};
pub use salvage::LostChange;

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

/// Refuses to write what follows on another history than the one on the disk, inside the transaction that is to write it.
fn must_be_at(
    tx: &Connection,
    name: &DocumentName,
    heads: &[automerge::ChangeHash],
) -> Result<(), WriteError> {
    let document = name.clone();
    match documents_table::heads(tx, name)? {
        Some(stored) if documents_table::same_heads(&stored, heads) => Ok(()),
        Some(_) => Err(ArchiveError::ChangedElsewhere { document }.into()),
        None => Err(ArchiveError::NoSuchDocument { document }.into()),
    }
}

fn damaged(name: &DocumentName, title: &str, error: &Unreadable) -> ArchiveError {
    ArchiveError::DocumentDamaged {
        document: name.clone(),
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
        if !self.connection.is_autocommit() {
            return self.write_among_others(write);
        }
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

    /// Reads the history of a document from the disk; returns it with the number of changes after the snapshot.
    fn load(&self, name: &DocumentName) -> Result<(History, usize), ArchiveError> {
        let _moment = self.at_one_moment().map_err(|error| self.sqlite(error))?;
        let listed = documents_table::one(&self.connection, name).map_err(|error| self.sqlite(error))?;
        let listed = match listed {
            Some(listed) => listed,
            // A damaged list may have lost the entry of a document that is there.
            None if self.damage.is_some() && self.list_damaged().iter().any(|other| other.name == *name) => {
                return Err(damaged(name, "", &Unreadable::Entry));
            }
            None => {
                return Err(ArchiveError::NoSuchDocument {
                    document: name.clone(),
                });
            }
        };
        let damaged = |error: Unreadable| damaged(name, &listed.title(), &error);
        if listed.damaged {
            return Err(damaged(Unreadable::Entry));
        }
        let unreadable = |error: rusqlite::Error| damaged(Unreadable::History(error.to_string()));
        let snapshot = snapshots::one(&self.connection, name).map_err(unreadable)?;
        let snapshot = snapshot.ok_or_else(|| damaged(Unreadable::Empty))?;
        let rows = changes_table::of_document(&self.connection, name).map_err(unreadable)?;
        let later = rows.iter().map(|row| row.bytes.as_slice());
        let history = History::load(&snapshot, later, self.session).map_err(damaged)?;
        let heads = documents_table::heads(&self.connection, name)
            .map_err(unreadable)?
            .unwrap_or_default();
        if !documents_table::same_heads(&heads, &history.heads()) {
            return Err(damaged(Unreadable::Gap));
        }
        Ok((history, rows.len()))
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

    use visit::{Document as _, Visit, VisitId};

    use super::*;
    use crate::{DocumentId, Stamp};

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
            author: crate::Author::new("anna", "Anna Orlova"),
            time: 1,
        };
        let insert = |tx: &Connection| {
            let name = (&DocumentName::of(&visit.id), DocumentId([7; 16]));
            documents_table::insert(tx, name, "{}", &[], &stamp)
        };
        let fell = catch_unwind(AssertUnwindSafe(|| {
            library.write(|tx| -> Result<(), WriteError> {
                insert(tx)?;
                panic!("on purpose")
            })
        }));
        assert!(fell.is_err());
        assert_eq!(library.list::<Visit>().unwrap(), []);
        // As where the panic went round the transaction's own end.
        library.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        insert(&library.connection).unwrap();
        library.roll_back();
        assert_eq!(library.list::<Visit>().unwrap(), []);
        library.write(|tx| Ok(insert(tx)?)).unwrap();
        assert_eq!(library.list::<Visit>().unwrap().len(), 1);
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
            author: crate::Author::new("anna", "Anna Orlova"),
            time: 1,
        };
        let label = visit::Label {
            action: visit::Action::Create,
            kind: visit::Kind::Facts.into(),
            subject: String::new(),
        };
        let mut open = library
            .create(&visit, DocumentId([7; 16]), &stamp, &label)
            .unwrap();
        let before = open.to_bytes();
        let edit = visit::Edit::Set {
            key: visit::EntityKey::facts(),
            patch: serde_json::from_str(r#"{"remarks": {"en": "One more"}}"#).unwrap(),
        };
        let applied = visit.apply(&edit).unwrap();
        open.history.fill();
        let step = UndoStep::Edit(applied.undo);
        let edited = crate::Edited::new(&applied.changed, &applied.label);
        let refused = library.record(&mut open, &visit, &edited, &stamp, &step);
        assert!(matches!(refused, Err(ArchiveError::HistoryFull { .. })));
        assert_eq!(open.to_bytes(), before);
        assert_eq!(library.open_document(&visit.id).unwrap().to_bytes(), before);
        library.record(&mut open, &visit, &edited, &stamp, &step).unwrap();
    }
}
