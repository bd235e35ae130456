//! The visits of the library.

use desk::{Desk, ListedVisit, NewVisit};
use tauri::AppHandle;
use visit::{Text, VisitId};

use crate::error::Answer;
use crate::library::with_desk;

/// Returns the visits, those in the trash among them.
#[tauri::command]
pub(crate) async fn list_visits(app: AppHandle) -> Answer<Vec<ListedVisit>> {
    with_desk(app, Desk::visits).await
}

/// Makes a new visit.
#[tauri::command]
pub(crate) async fn create_visit(app: AppHandle, request: NewVisit) -> Answer<ListedVisit> {
    with_desk(app, move |desk| desk.create_visit(request)).await
}

/// Puts the sample visit into the library, or finds it there.
#[tauri::command]
pub(crate) async fn open_sample(app: AppHandle) -> Answer<ListedVisit> {
    with_desk(app, Desk::open_sample).await
}

/// Makes a copy of a visit under another title.
#[tauri::command]
pub(crate) async fn duplicate_visit(app: AppHandle, id: VisitId, title: Text) -> Answer<ListedVisit> {
    with_desk(app, move |desk| desk.duplicate_visit(&id, title)).await
}

/// Puts a visit into the trash.
#[tauri::command]
pub(crate) async fn trash_visit(app: AppHandle, id: VisitId) -> Answer<()> {
    with_desk(app, move |desk| desk.trash_visit(&id)).await
}

/// Takes a visit out of the trash.
#[tauri::command]
pub(crate) async fn restore_visit(app: AppHandle, id: VisitId) -> Answer<()> {
    with_desk(app, move |desk| desk.restore_visit(&id)).await
}
