//! Working on one visit.

use desk::{EditAnswer, HistoryEntry, OpenedVisit};
use tauri::AppHandle;
use visit::{Edit, VisitId};

use crate::error::Answer;
use crate::library::with_desk;

/// Returns a visit as it is now.
#[tauri::command]
pub(crate) async fn open_visit(app: AppHandle, id: VisitId) -> Answer<OpenedVisit> {
    with_desk(app, move |desk| desk.open_visit(&id)).await
}

/// Forgets what can be undone and redone in a visit, where that is damaged.
#[tauri::command]
pub(crate) async fn forget_steps(app: AppHandle, id: VisitId) -> Answer<OpenedVisit> {
    with_desk(app, move |desk| desk.forget_steps(&id)).await
}

/// Makes an edit. It is on disk when the answer comes.
#[tauri::command]
pub(crate) async fn edit(app: AppHandle, id: VisitId, edit: Edit) -> Answer<EditAnswer> {
    with_desk(app, move |desk| desk.edit(&id, edit)).await
}

/// Takes the last edit back.
#[tauri::command]
pub(crate) async fn undo(app: AppHandle, id: VisitId) -> Answer<EditAnswer> {
    with_desk(app, move |desk| desk.undo(&id)).await
}

/// Makes the edit again that was taken back last.
#[tauri::command]
pub(crate) async fn redo(app: AppHandle, id: VisitId) -> Answer<EditAnswer> {
    with_desk(app, move |desk| desk.redo(&id)).await
}

/// Returns who changed what and when, the newest first.
#[tauri::command]
pub(crate) async fn history(app: AppHandle, id: VisitId) -> Answer<Vec<HistoryEntry>> {
    with_desk(app, move |desk| desk.history(&id)).await
}
