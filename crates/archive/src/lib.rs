//! Visits on disk.
//!
//! A library is one folder with one SQLite file. A visit in it is one Automerge document: a history of changes that merges with the
//! histories of other copies. An edit is durable before it is answered, whatever happens to the process or the machine.
//!
//! This crate is the only one that knows SQLite and Automerge. It has no clock and rolls no dice: a [`Stamp`] says who and when, a
//! [`SessionId`] comes from outside.

mod acknowledged;
mod begin;
mod bytes;
mod checksum;
mod document;
mod edited;
mod error;
pub mod files;
mod initial;
mod library;
mod lock;
mod loosen;
mod own;
mod private;
mod prose;
mod record;
mod seal;
mod stamp;
mod table;
mod weight;

pub use edited::Edited;
pub use error::ArchiveError;
pub use initial::build_initial_document;
pub use library::{
    Access, ChangeId, CheckReport, Compaction, DamagedVisit, FILE_NAME, FieldDifference, FileDamage,
    HistoryEntry, Library, LostChange, Merged, OpenOptions, OpenReport, OpenVisit, Problem, Progress,
    Recorded, Recovered, RescueReport, SavedVisit, UndoStep,
};
pub use stamp::{Made, SessionId, Stamp};
pub use table::{steps::Step, visits::VisitEntry};
