//! The visits of the library.

use desk::{ListedVisit, NewVisit};
use tauri::AppHandle;
use visit::{Text, VisitId};

use crate::error::Answer;
use crate::library::desk;

/// Returns the visits, those in the trash among them.
#[tauri::command(async)]
pub(crate) fn list_visits(app: AppHandle) -> Answer<Vec<ListedVisit>> {
    Ok(desk(&app)?.visits()?)
}

/// Makes a new visit.
#[tauri::command(async)]
pub(crate) fn create_visit(app: AppHandle, request: NewVisit) -> Answer<ListedVisit> {
    Ok(desk(&app)?.create_visit(request)?)
}

/// Puts the sample visit into the library, or finds it there.
#[tauri::command(async)]
pub(crate) fn open_sample(app: AppHandle) -> Answer<ListedVisit> {
    Ok(desk(&app)?.open_sample()?)
}

/// Makes a copy of a visit under another title.
#[tauri::command(async)]
pub(crate) fn duplicate_visit(app: AppHandle, id: VisitId, title: Text) -> Answer<ListedVisit> {
    Ok(desk(&app)?.duplicate_visit(&id, title)?)
}

/// Puts a visit into the trash.
#[tauri::command(async)]
pub(crate) fn trash_visit(app: AppHandle, id: VisitId) -> Answer<()> {
    Ok(desk(&app)?.trash_visit(&id)?)
}

/// Takes a visit out of the trash.
#[tauri::command(async)]
pub(crate) fn restore_visit(app: AppHandle, id: VisitId) -> Answer<()> {
    Ok(desk(&app)?.restore_visit(&id)?)
}
