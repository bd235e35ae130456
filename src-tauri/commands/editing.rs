//! Working on documents.

use desk::{DocumentRef, DocumentRefs, EditAnswer, HistoryEntry, OpenedVisit};
use tauri::AppHandle;
use visit::{Edit, VisitId};

use crate::error::Answer;
use crate::library::with_desk;

/// Returns a visit as it is now, with the dossier of its two countries.
#[tauri::command]
pub(crate) async fn open_visit(app: AppHandle, id: VisitId) -> Answer<OpenedVisit> {
    with_desk(app, move |desk| desk.open_visit(&id)).await
}

/// Forgets what can be undone and redone in a visit and its dossier, where that is damaged.
#[tauri::command]
pub(crate) async fn forget_steps(app: AppHandle, id: VisitId) -> Answer<OpenedVisit> {
    with_desk(app, move |desk| desk.forget_steps(&id)).await
}

/// Makes an edit. It is on disk when the answer comes.
#[tauri::command]
pub(crate) async fn edit(app: AppHandle, document: DocumentRef, edit: Edit) -> Answer<EditAnswer> {
    with_desk(app, move |desk| desk.edit(document, edit)).await
}

/// Takes back what was done last in some documents.
#[tauri::command]
pub(crate) async fn undo(app: AppHandle, documents: DocumentRefs) -> Answer<EditAnswer> {
    with_desk(app, move |desk| desk.undo(documents)).await
}

/// Does again what was taken back last in some documents.
#[tauri::command]
pub(crate) async fn redo(app: AppHandle, documents: DocumentRefs) -> Answer<EditAnswer> {
    with_desk(app, move |desk| desk.redo(documents)).await
}

/// Returns who changed what and when, the newest first.
#[tauri::command]
pub(crate) async fn history(app: AppHandle, documents: DocumentRefs) -> Answer<Vec<HistoryEntry>> {
    with_desk(app, move |desk| desk.history(documents)).await
}
