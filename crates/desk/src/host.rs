//! What the use cases need of the world around them.

use std::path::PathBuf;

use archive::Author;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::ExportFormat;

/// The world around the desk: a window, a terminal, or a test.
pub trait Host: Send + Sync {
    /// Returns the present moment.
    fn now(&self) -> DateTime<Utc>;

    /// Returns the moment that documents state as their own. It dates no edit: what is stored has the time at which it was
    /// made.
    fn as_of(&self) -> DateTime<Utc> {
        self.now()
    }

    /// Returns 16 bytes that nobody has ever had.
    fn random(&self) -> [u8; 16];

    /// Returns who does what is done here ([`crate::AuthorName`]).
    fn author(&self) -> Author;

    /// Hears how far a job is.
    fn report(&self, progress: JobProgress);

    /// Asks which file to read; `None` where nobody chose one, or nobody can be asked.
    fn choose_file_to_import(&self) -> Option<PathBuf> {
        None
    }

    /// Asks where to write; `suggested` is a file name. `None` where nobody chose a place, or nobody can be asked.
    fn choose_file_to_write(&self, suggested: &str, format: ExportFormat) -> Option<PathBuf> {
        let _ = (suggested, format);
        None
    }

    /// Asks for the folder of a new library that a rescue writes; `suggested` is its name. `None` where nobody chose a place, or can
    /// be asked.
    fn choose_rescue(&self, suggested: &str) -> Option<PathBuf> {
        let _ = suggested;
        None
    }

    /// Asks where to write a backup; `suggested` is a file name. `None` where nobody chose a place, or can be asked.
    fn choose_backup(&self, suggested: &str) -> Option<PathBuf> {
        let _ = suggested;
        None
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields)]
pub struct JobProgress {
    /// The job, as whoever started it named it.
    pub job: String,
    /// How much is done.
    pub done: u64,
    /// How much there is to do; nothing where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// What is being done.
    pub step: JobStep,
}

/// What a job is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobStep {
    /// A file is read.
    Reading,
    /// What it holds is put into the visit.
    Adding,
    /// Pages are laid out.
    Typesetting,
    /// A page is drawn.
    Drawing,
    /// A file is written.
    Writing,
    /// The library is copied.
    Copying,
    /// The library is checked.
    Checking,
}
