//! Files in and out.

use std::path::PathBuf;

use desk::{ExportFormat, ImportReport};
use tauri::{AppHandle, State};
use visit::VisitId;

use crate::error::Answer;
use crate::files::WaitingFiles;
use crate::library::desk_beside;

/// Brings a file in, asking which where none is named.
#[tauri::command]
pub(crate) async fn import_file(
    app: AppHandle,
    job: String,
    path: Option<PathBuf>,
    into: Option<VisitId>,
) -> Answer<Option<ImportReport>> {
    Ok(desk_beside(app).await?.import_as_asked(&job, path, into).await?)
}

/// Asks where to, and writes the programme of a visit there.
#[tauri::command]
pub(crate) async fn export_programme(
    app: AppHandle,
    job: String,
    id: VisitId,
    format: ExportFormat,
) -> Answer<Option<PathBuf>> {
    Ok(desk_beside(app).await?.export_as_asked(&job, id, format).await?)
}

/// Returns the files that were given to the application and not yet taken.
#[tauri::command]
pub(crate) fn take_files(waiting: State<'_, WaitingFiles>) -> Vec<PathBuf> {
    waiting.take()
}
