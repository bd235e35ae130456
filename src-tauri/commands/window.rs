//! The application's own window.

use std::path::PathBuf;

use tauri::{AppHandle, State};

use crate::appearance::Appearance;
use crate::files::WaitingFiles;
use crate::menu::{self, MenuState};

/// Makes the menu offer what makes sense now.
#[tauri::command]
pub(crate) fn update_menu(app: AppHandle, state: MenuState) -> tauri::Result<()> {
    menu::update(&app, &state)
}

/// Makes the window light or dark.
#[tauri::command]
pub(crate) fn set_appearance(app: AppHandle, appearance: Appearance) {
    app.set_theme(appearance.into());
}

/// Returns the files that were given to the application and not yet taken.
#[tauri::command]
pub(crate) fn take_files(waiting: State<'_, WaitingFiles>) -> Vec<PathBuf> {
    waiting.take()
}
