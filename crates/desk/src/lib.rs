//! The use cases of Chancery: everything that the application can do, without a window.
//!
//! The shell and the command line call these functions and nothing else. What they need of the world (the clock,
//! random bytes, dialogs, a place to show progress) comes in over [`Host`]; what they cannot do comes out as a
//! [`DeskError`] with a code.

mod editing;
mod error;
mod export;
mod files;
mod history;
mod host;
mod import;
mod jobs;
mod library;
mod rescue;
mod sample;
mod visits;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use archive::{Library, OpenOptions, OpenReport, OpenVisit, SessionId, Stamp};
use visit::{Visit, VisitId};

pub use editing::{Changed, EditAnswer, OpenedVisit};
pub use error::{ApiError, DeskError};
pub use export::{ExportFormat, Exported};
pub use files::name_from as file_name_from;
pub use history::HistoryEntry;
pub use host::{Host, JobStep, Progress};
pub use import::{ImportReport, Skipped};
pub use jobs::Job;
pub use library::{LibraryCheck, Startup, default_library};
pub use rescue::{LostChange, LostVisit, RecoverReport, RescueReport, SavedVisit, rescue};
pub use visits::{ListedVisit, NewVisit};

/// The name of the folder's one file.
pub use archive::FILE_NAME as LIBRARY_FILE;

/// How many changes may be stored one by one before opening a visit puts them together.
const CHANGES_BEFORE_COMPACTION: usize = 200;

/// An open library with the visits that are being worked on.
pub struct Desk {
    folder: PathBuf,
    host: Arc<dyn Host>,
    library: Mutex<Library>,
    open: Mutex<HashMap<VisitId, Arc<Mutex<Opened>>>>,
    jobs: jobs::Jobs,
    /// What opening the library found.
    report: OpenReport,
}

/// A visit that is being worked on: its history on disk, and its present state in memory.
struct Opened {
    history: OpenVisit,
    visit: Visit,
}

impl Desk {
    /// Opens the library in a folder; a folder or a library that is missing is made.
    ///
    /// # Errors
    /// Where the library is open elsewhere, damaged, of a newer version, or where the folder cannot be used.
    pub fn open(folder: &Path, host: Arc<dyn Host>) -> Result<Self, DeskError> {
        let session = SessionId(host.random());
        let (library, report) = Library::open(folder, &OpenOptions { session })?;
        Ok(Self {
            folder: folder.to_owned(),
            host,
            library: Mutex::new(library),
            open: Mutex::default(),
            jobs: jobs::Jobs::default(),
            report,
        })
    }

    /// Returns the folder of the library.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns what opening the library found that its user should know, as sentences.
    pub fn warnings(&self) -> Vec<String> {
        let file = self.report.damage.iter().map(|detail| {
            format!(
                "The library is damaged ({detail}). It can be read, but nothing in it can be changed: export what you need, \
                 then put a backup copy in its place."
            )
        });
        let visits = self.report.damaged.iter().map(|visit| {
            format!(
                "The visit '{}' ({}) is damaged and cannot be opened: {}.",
                visit.title, visit.id, visit.detail
            )
        });
        file.chain(visits).collect()
    }

    fn library(&self) -> MutexGuard<'_, Library> {
        locked(&self.library)
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

    /// Returns the visit as it is worked on, opening it first where it is not yet open.
    fn opened(&self, id: &VisitId) -> Result<Arc<Mutex<Opened>>, DeskError> {
        let mut open = locked(&self.open);
        if let Some(opened) = open.get(id) {
            return Ok(Arc::clone(opened));
        }
        let mut library = self.library();
        let mut history = library.open_visit(id)?;
        if history.pending() > CHANGES_BEFORE_COMPACTION && self.report.damage.is_none() {
            library.compact(&mut history)?;
        }
        drop(library);
        let visit = history.visit()?;
        let opened = Arc::new(Mutex::new(Opened { history, visit }));
        open.insert(id.clone(), Arc::clone(&opened));
        Ok(opened)
    }

    /// Lets go of a visit, so that it is read from the disk when it is wanted again.
    fn close(&self, id: &VisitId) {
        locked(&self.open).remove(id);
    }
}

/// Locks, and goes on where another thread has panicked while it held the lock: what is on disk decides anyway.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
