//! The library that the window works on.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use desk::{Desk, DeskError, Startup};
use directories::ProjectDirs;
use tauri::{AppHandle, Manager as _, Runtime};

use crate::host::WindowHost;

/// Where the library is, and the desk that works on it once it is open.
pub(crate) struct TheLibrary {
    folder: PathBuf,
    /// Whether an empty library gets the sample visit.
    sample: bool,
    desk: Mutex<Option<Arc<Desk>>>,
}

impl TheLibrary {
    /// Returns the library in `folder`, not yet open. Without a folder it is the one in the platform's data folder.
    pub(crate) fn new(folder: Option<PathBuf>, sample: bool) -> Self {
        Self {
            folder: folder.unwrap_or_else(usual_folder),
            sample,
            desk: Mutex::default(),
        }
    }

    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the desk, opening the library first where it is not open yet.
    ///
    /// Asked again after a failure, it tries again: whoever held the library may have let go of it.
    ///
    /// # Errors
    /// Why the library cannot be opened.
    pub(crate) fn desk<R: Runtime>(&self, app: &AppHandle<R>) -> Result<Arc<Desk>, DeskError> {
        let mut open = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(desk) = &*open {
            return Ok(Arc::clone(desk));
        }
        let desk = Arc::new(Desk::open(&self.folder, Arc::new(WindowHost::new(app.clone())))?);
        if self.sample && desk.visits()?.is_empty() {
            desk.open_sample()?;
        }
        *open = Some(Arc::clone(&desk));
        Ok(desk)
    }
}

/// Returns the desk of the application's library.
///
/// # Errors
/// Why the library cannot be opened.
pub(crate) fn desk<R: Runtime>(app: &AppHandle<R>) -> Result<Arc<Desk>, DeskError> {
    app.state::<TheLibrary>().desk(app)
}

/// Opens the library before the screen asks for it. Why it cannot be opened is said when the screen asks.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) {
    drop(desk(app));
}

/// Returns what the screen shows first: the visits, or why there are none to be had.
pub(crate) fn startup<R: Runtime>(app: &AppHandle<R>) -> Startup {
    let version = app.package_info().version.to_string();
    let library = app.state::<TheLibrary>();
    library
        .desk(app)
        .and_then(|desk| desk.startup(&version))
        .unwrap_or_else(|error| Startup::in_trouble(&version, library.folder(), &error))
}

/// Returns the application's folder in the platform's data folder.
fn usual_folder() -> PathBuf {
    // A user without a home folder has at least the one that the application was started in.
    ProjectDirs::from("org", "Chancery", "Chancery").map_or_else(
        || PathBuf::from("chancery-library"),
        |folders| folders.data_dir().to_owned(),
    )
}
