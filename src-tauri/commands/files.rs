//! Files in and out.

use std::path::PathBuf;

use desk::{ExportFormat, ExportOptions, ImportReport};
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

/// Asks where to, and writes the programme of a visit there: the whole of it, or what falls on some days. Returns the path, for
/// reading: it need not be text.
#[tauri::command]
pub(crate) async fn export_programme(
    app: AppHandle,
    job: String,
    id: VisitId,
    format: ExportFormat,
    options: Option<ExportOptions>,
) -> Answer<Option<String>> {
    let desk = desk_beside(app).await?;
    let written = desk
        .export_as_asked(&job, id, format, options.unwrap_or_default())
        .await?;
    Ok(written.map(|path| path.display().to_string()))
}

/// Returns the files that were given to the application and not yet taken.
#[tauri::command]
pub(crate) fn take_files(waiting: State<'_, WaitingFiles>) -> Vec<PathBuf> {
    waiting.take()
}
