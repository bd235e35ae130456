//! The use cases of Chancery: everything that the application can do, without a window.
//!
//! The shell and the command line call these functions and nothing else. What they need of the world (the clock,
//! random bytes, dialogs, a place to show progress) comes in over [`Host`]; what they cannot do comes out as a
//! [`DeskError`] with a code.

mod author;
mod damage;
mod document_ref;
mod editing;
mod error;
mod export;
mod file_names;
mod files;
mod format;
mod history;
mod host;
mod import;
mod jobs;
mod kept;
mod left;
mod library;
mod open;
mod opened;
mod person;
mod rescue;
mod sample;
mod titles;
mod undo;
mod visits;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use archive::{DamagedDocument, FileDamage, Library, OpenOptions, SessionId, Stamp};

pub use archive::{Access, Author};
pub use author::{AuthorError, AuthorName, MAX_AUTHOR_CHARS};
pub use damage::Damage;
pub use document_ref::{DocumentRef, DocumentRefs};
pub use editing::{Changed, EditAnswer};
pub use error::{ApiError, DeskError};
pub use export::{ExportOptions, Exported};
pub use file_names::{FileNames, MAX_FILE_NAME_BYTES, file_name_from};
pub use files::MAX_IMPORT;
pub use format::ExportFormat;
pub use history::HistoryEntry;
pub use host::{Host, JobProgress, JobStep};
pub use import::{
    CalendarEntry, CalendarReport, FileToImport, ImportReport, ImportedEntry, ImportedPart, ImportedVisit,
    LeftAlone, Skipped, VisitOutcome, WhyLeftAlone,
};
pub use jobs::Job;
pub use left::Left;
pub use library::{DocumentCounts, LibraryCheck, Startup, VerifiedVisits, default_library};
pub use open::{AnyDocument, OpenedDocument, OpenedDossier, OpenedVisit, Standing};
pub use person::person_folder;
pub use rescue::{
    LostChange, LostDocument, RecoverReport, RescueReport, SavedDocument, accept_library, rescue,
    rescue_as_asked,
};
pub use visits::{ListedVisit, NewVisit};

/// The name of the folder's one file.
pub use archive::FILE_NAME as LIBRARY_FILE;

/// An open library with the visits that are being worked on.
pub struct Desk {
    folder: PathBuf,
    host: Arc<dyn Host>,
    access: Access,
    /// Whoever writes holds it, for as long as one transaction takes. What takes longer reads over a connection of its own.
    library: Mutex<Library>,
    open: opened::OpenDocuments,
    jobs: jobs::Jobs,
    /// What is wrong with the file as a whole; it is then only read.
    damage: Option<FileDamage>,
    /// The visits that were found damaged so far.
    damaged: Mutex<Vec<DamagedDocument>>,
}

impl Desk {
    /// Opens the library in a folder, to read or to change it.
    ///
    /// # Errors
    /// Where there is none, where another one has it open for changes, where it is damaged or of a newer version, or where the folder
    /// cannot be used.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Arc;
    ///
    /// use chrono::{DateTime, Utc};
    /// use desk::{Access, Author, Desk, Host, JobProgress};
    ///
    /// /// A world without a window. The clock and the random bytes of a real one are real.
    /// struct Quiet;
    ///
    /// impl Host for Quiet {
    ///     fn now(&self) -> DateTime<Utc> {
    ///         DateTime::UNIX_EPOCH
    ///     }
    ///
    ///     fn random(&self) -> [u8; 16] {
    ///         [7; 16]
    ///     }
    ///
    ///     fn author(&self) -> Author {
    ///         Author::new("7f3a", "Protocol officer")
    ///     }
    ///
    ///     fn report(&self, _: JobProgress) {}
    /// }
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// let desk = Desk::open(folder, Access::Create, Arc::new(Quiet))?;
    /// let sample = desk.open_sample()?;
    ///
    /// assert_eq!(desk.visits()?, [sample]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(folder: &Path, access: Access, host: Arc<dyn Host>) -> Result<Self, DeskError> {
        let session = SessionId(host.random());
        let (library, report) = Library::open(folder, &OpenOptions { session, access })?;
        Ok(Self {
            folder: folder.to_owned(),
            host,
            access,
            library: Mutex::new(library),
            open: opened::OpenDocuments::default(),
            jobs: jobs::Jobs::default(),
            damage: report.damage,
            damaged: Mutex::default(),
        })
    }

    /// Returns the folder of the library.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts what is in the journal into the file of the library, so that nothing is left beside it for the next one who opens it. For an
    /// application that ends while something may still hold the desk; else dropping it does the same.
    pub fn settle(&self) {
        self.library().settle();
    }

    /// Returns the library, to write to it. Where a panic has left something half written, that is taken back first.
    fn library(&self) -> MutexGuard<'_, Library> {
        self.library.lock().unwrap_or_else(|poisoned| {
            let mut library = poisoned.into_inner();
            library.roll_back();
            self.library.clear_poison();
            library
        })
    }

    /// Returns the library over a connection of its own, for reading that may take long.
    fn reader(&self) -> Result<Library, DeskError> {
        Ok(self.library().reader()?)
    }

    /// Whether the library can be changed.
    fn may_write(&self) -> bool {
        self.access != Access::Read && self.damage.is_none()
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            author: self.host.author(),
            time: self.host.now().timestamp_millis(),
        }
    }

    /// Returns an id that nothing has ever had.
    fn new_id(&self) -> String {
        let bytes = self.host.random();
        bytes.iter().fold(String::with_capacity(32), |mut id, byte| {
            id.push_str(&format!("{byte:02x}"));
            id
        })
    }
}

/// Locks what a panic cannot leave half changed, and goes on where another thread has panicked while it held the lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
