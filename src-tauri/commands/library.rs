//! The library as a whole.

use std::path::PathBuf;

use desk::{LibraryCheck, Startup};
use tauri::AppHandle;
use visit::Zone;

use crate::error::Answer;
use crate::library::{self, desk};

/// Returns what the screen shows first.
#[tauri::command(async)]
pub(crate) fn startup(app: AppHandle) -> Startup {
    library::startup(&app)
}

/// Reads the whole library and says what is wrong with it.
#[tauri::command]
pub(crate) async fn check_library(app: AppHandle) -> Answer<LibraryCheck> {
    Ok(desk(&app)?
        .in_background("check_library", |desk, job| desk.check_library(job))
        .await?)
}

/// Asks where to, and copies the library there.
#[tauri::command]
pub(crate) async fn backup_library(app: AppHandle, job: String) -> Answer<Option<PathBuf>> {
    Ok(desk(&app)?.back_up_as_asked(&job).await?)
}

/// Cancels a job.
#[tauri::command(async)]
pub(crate) fn cancel_job(app: AppHandle, job: String) -> Answer<()> {
    desk(&app)?.cancel(&job);
    Ok(())
}

/// Returns the names of all time zones.
#[tauri::command(async)]
pub(crate) fn zones() -> Vec<&'static str> {
    Zone::all_names().collect()
}
