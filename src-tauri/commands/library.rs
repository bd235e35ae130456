//! The library as a whole.

use desk::{LibraryCheck, RecoverReport, RescueReport, Startup, VerifiedVisits};
use tauri::{AppHandle, State};
use visit::{VisitId, Zone};

use crate::error::Answer;
use crate::library::{self, TheLibrary, desk_beside};

/// Returns what the screen shows first.
#[tauri::command]
pub(crate) async fn startup(app: AppHandle) -> Startup {
    library::startup(app).await
}

/// Looks for visits that are damaged, and returns the list in which they are marked.
#[tauri::command]
pub(crate) async fn verify_visits(app: AppHandle) -> Answer<VerifiedVisits> {
    Ok(desk_beside(app)
        .await?
        .in_background("verify_visits", |desk, job| desk.verify_visits(job))
        .await?)
}

/// Reads the whole library and says what is wrong with it.
#[tauri::command]
pub(crate) async fn check_library(app: AppHandle, job: String) -> Answer<LibraryCheck> {
    Ok(desk_beside(app)
        .await?
        .in_background(&job, |desk, job| desk.check_library(job))
        .await?)
}

/// Asks where to, and copies the library there. Returns the path, for reading: it need not be text.
#[tauri::command]
pub(crate) async fn backup_library(app: AppHandle, job: String) -> Answer<Option<String>> {
    let written = desk_beside(app).await?.back_up_as_asked(&job).await?;
    Ok(written.map(|path| path.display().to_string()))
}

/// Cancels a job. It waits for nobody, and runs where the window does, so that it gets through whatever else is under way.
#[tauri::command]
pub(crate) fn cancel_job(library: State<'_, TheLibrary>, job: String) {
    library.cancel(&job);
}

/// Takes the library as it is now, though changes that were acknowledged in it are missing.
#[tauri::command]
pub(crate) async fn accept_library(app: AppHandle) -> Answer<()> {
    library::accept(app).await
}

/// Asks where to, and saves there what can be read of a damaged library.
#[tauri::command]
pub(crate) async fn rescue_library(app: AppHandle, job: String) -> Answer<Option<RescueReport>> {
    library::rescue(app, job).await
}

/// Recovers a damaged visit up to its first change that cannot be read, as a new visit.
#[tauri::command]
pub(crate) async fn recover_visit(app: AppHandle, job: String, id: VisitId) -> Answer<RecoverReport> {
    Ok(desk_beside(app)
        .await?
        .in_background(&job, move |desk, job| desk.recover(&id, job))
        .await?)
}

/// Returns the names of all time zones.
#[tauri::command(async)]
pub(crate) fn zones() -> Vec<&'static str> {
    Zone::all_names().collect()
}
