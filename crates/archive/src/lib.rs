//! Documents on disk.
//!
//! A library is one folder with one SQLite file. A document in it (a visit, a dossier, a house) is one Automerge document: a history of
//! changes that merges with the histories of other copies. An edit is durable before it is answered, whatever happens to the process or
//! the machine.
//!
//! This crate is the only one that knows SQLite and Automerge. It has no clock and rolls no dice: a [`Stamp`] says who and when, a
//! [`SessionId`] and a [`DocumentId`] come from outside.

mod acknowledged;
mod author;
mod begin;
mod bytes;
mod change_id;
mod checksum;
mod edited;
mod error;
mod file_names;
pub mod files;
mod history;
mod initial;
mod library;
mod listed;
mod lock;
mod loosen;
mod name;
mod own;
mod private;
mod prose;
mod record;
mod seal;
mod stamp;
mod stored;
mod table;
mod weight;

pub use author::Author;
pub use change_id::ChangeId;
pub use edited::{Edited, Spot};
pub use error::ArchiveError;
pub use file_names::FILE_NAME;
pub use initial::build_initial_document;
pub use library::{
    Access, CheckReport, Compaction, Conflict, DamagedDocument, FieldDifference, FileDamage, HistoryEntry,
    Library, LostChange, Merged, New, OpenDocument, OpenOptions, OpenReport, OpenVisit, Problem, Progress,
    Recorded, Recovered, RescueReport, SavedDocument, UndoStep, Writer, WrittenValue,
};
pub use listed::DocumentEntry;
pub use name::{DocumentId, DocumentName};
pub use stamp::{Made, SessionId, Stamp};
pub use stored::{Name, Stored, Titled};
pub use table::steps::Step;

/// A visit, as the list shows it.
pub type VisitEntry = DocumentEntry<visit::Visit>;
