//! The library that the window works on.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use desk::{Access, Desk, DeskError, Host, Job, RescueReport, Startup};
use tauri::{AppHandle, Manager as _, Runtime};

use crate::error::Answer;
use crate::host::WindowHost;

/// Where the library is, and the desk that works on it once it is open.
pub(crate) struct TheLibrary {
    folder: PathBuf,
    /// Whether an empty library gets the sample visit.
    sample: bool,
    desk: Mutex<Option<Arc<Desk>>>,
    /// Held by whoever opens the library, so that it is opened once.
    opening: Mutex<()>,
    /// The rescue that is under way; it needs no open library.
    rescue: Mutex<Option<(String, Job)>>,
}

impl TheLibrary {
    /// Returns the library in `folder`, not yet open. Without a folder it is the one in the platform's data folder.
    pub(crate) fn new(folder: Option<PathBuf>, sample: bool) -> Self {
        Self {
            // A user without a home folder has at least the one that the application was started in.
            folder: folder
                .or_else(desk::default_library)
                .unwrap_or_else(|| PathBuf::from("chancery-library")),
            sample,
            desk: Mutex::default(),
            opening: Mutex::default(),
            rescue: Mutex::default(),
        }
    }

    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the desk where the library is open.
    fn opened(&self) -> Option<Arc<Desk>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets go of the desk when the application ends: the journal goes into the file. Whoever is still at work with it does not keep that
    /// back.
    pub(crate) fn close(&self) {
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(desk) = desk {
            desk.settle();
        }
    }

    /// Returns the desk, opening the library first where it is not open yet.
    ///
    /// Asked again after a failure, it tries again: whoever held the library may have let go of it.
    ///
    /// # Errors
    /// Why the library cannot be opened.
    pub(crate) fn desk<R: Runtime>(&self, app: &AppHandle<R>) -> Result<Arc<Desk>, DeskError> {
        if let Some(desk) = self.opened() {
            return Ok(desk);
        }
        let _opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(desk) = self.opened() {
            return Ok(desk);
        }
        let host = Arc::new(WindowHost::new(app.clone()));
        let desk = Arc::new(Desk::open(&self.folder, Access::Create, host)?);
        if self.sample && desk.visits()?.is_empty() {
            desk.open_sample()?;
        }
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&desk));
        Ok(desk)
    }

    /// Cancels the job of this name, whoever runs it, without waiting for anybody.
    pub(crate) fn cancel(&self, name: &str) {
        if let Some(desk) = self.opened() {
            desk.cancel(name);
        }
        let rescue = self.rescue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, job)) = rescue.as_ref().filter(|(running, _)| running == name) {
            job.cancel();
        }
    }

    fn rescue<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        name: String,
    ) -> Result<Option<RescueReport>, DeskError> {
        let host: Arc<dyn Host> = Arc::new(WindowHost::new(app.clone()));
        let job = Job::alone(&name, &host);
        let put = |running| *self.rescue.lock().unwrap_or_else(PoisonError::into_inner) = running;
        put(Some((name, job.clone())));
        let outcome = match self.opened() {
            // It reads over the connections of the open library: another handle on its file would take its locks away when it is closed.
            Some(desk) => desk.rescue_as_asked(&job),
            None => desk::rescue_as_asked(&self.folder, &host, &job),
        };
        put(None);
        outcome
    }
}

/// Does something with the desk beside the window, for it may wait for the disk, for the library, or for another who works on the
/// same visit. There are as many threads for that as are wanted, so nothing that waits keeps Cancel from its turn.
///
/// # Errors
/// Those of the work; why the library cannot be opened; [`DeskError::Stopped`] where the work ended without an answer.
pub(crate) async fn with_desk<R, T>(
    app: AppHandle<R>,
    work: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
) -> Answer<T>
where
    R: Runtime,
    T: Send + 'static,
{
    let outcome = tauri::async_runtime::spawn_blocking(move || work(&*desk(&app)?)).await;
    Ok(outcome.map_err(|error| DeskError::Stopped(error.to_string()))??)
}

/// Returns the desk, opening the library beside the window where it is not open yet.
///
/// # Errors
/// Why the library cannot be opened.
pub(crate) async fn desk_beside<R: Runtime>(app: AppHandle<R>) -> Answer<Arc<Desk>> {
    let outcome = tauri::async_runtime::spawn_blocking(move || desk(&app)).await;
    Ok(outcome.map_err(|error| DeskError::Stopped(error.to_string()))??)
}

/// Returns the desk of the application's library.
///
/// # Errors
/// Why the library cannot be opened.
fn desk<R: Runtime>(app: &AppHandle<R>) -> Result<Arc<Desk>, DeskError> {
    app.state::<TheLibrary>().desk(app)
}

/// Opens the library before the screen asks for it. Why it cannot be opened is said when the screen asks.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) {
    drop(desk(app));
}

/// Saves what can be read of a damaged library where the user says, beside the window. The library need not be open.
///
/// # Errors
/// As for [`desk::rescue`].
pub(crate) async fn rescue<R: Runtime>(app: AppHandle<R>, name: String) -> Answer<Option<RescueReport>> {
    let work = move || app.state::<TheLibrary>().rescue(&app, name);
    let outcome = tauri::async_runtime::spawn_blocking(work).await;
    Ok(outcome.map_err(|error| DeskError::Stopped(error.to_string()))??)
}

/// Takes the library as it is now, though changes that were acknowledged in it are missing, beside the window.
///
/// # Errors
/// As for [`desk::accept_library`].
pub(crate) async fn accept<R: Runtime>(app: AppHandle<R>) -> Answer<()> {
    let work = move || desk::accept_library(app.state::<TheLibrary>().folder()).map(|_| ());
    let outcome = tauri::async_runtime::spawn_blocking(work).await;
    Ok(outcome.map_err(|error| DeskError::Stopped(error.to_string()))??)
}

/// Returns what the screen shows first: the visits, or why there are none to be had.
pub(crate) async fn startup<R: Runtime>(app: AppHandle<R>) -> Startup {
    let version = app.package_info().version.to_string();
    let folder = app.state::<TheLibrary>().folder().to_owned();
    let asked = version.clone();
    let opened =
        tauri::async_runtime::spawn_blocking(move || desk(&app).and_then(|desk| desk.startup(&asked))).await;
    opened
        .unwrap_or_else(|error| Err(DeskError::Stopped(error.to_string())))
        .unwrap_or_else(|error| Startup::in_trouble(&version, &folder, &error))
}
