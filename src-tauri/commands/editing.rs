//! Working on one visit.

use desk::{EditAnswer, HistoryEntry, OpenedVisit};
use tauri::AppHandle;
use visit::{Edit, VisitId};

use crate::error::Answer;
use crate::library::desk;

/// Returns a visit as it is now.
#[tauri::command(async)]
pub(crate) fn open_visit(app: AppHandle, id: VisitId) -> Answer<OpenedVisit> {
    Ok(desk(&app)?.open_visit(&id)?)
}

/// Makes an edit. It is on disk when the answer comes.
#[tauri::command(async)]
pub(crate) fn edit(app: AppHandle, id: VisitId, edit: Edit) -> Answer<EditAnswer> {
    Ok(desk(&app)?.edit(&id, edit)?)
}

/// Takes the last edit back.
#[tauri::command(async)]
pub(crate) fn undo(app: AppHandle, id: VisitId) -> Answer<EditAnswer> {
    Ok(desk(&app)?.undo(&id)?)
}

/// Makes the edit again that was taken back last.
#[tauri::command(async)]
pub(crate) fn redo(app: AppHandle, id: VisitId) -> Answer<EditAnswer> {
    Ok(desk(&app)?.redo(&id)?)
}

/// Returns who changed what and when, the newest first.
#[tauri::command(async)]
pub(crate) fn history(app: AppHandle, id: VisitId) -> Answer<Vec<HistoryEntry>> {
    Ok(desk(&app)?.history(&id)?)
}
