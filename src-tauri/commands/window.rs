//! The application's own window.

use tauri::AppHandle;

use crate::appearance::Appearance;
use crate::error::Answer;
use crate::menu::{self, MenuState};

/// Makes the menu offer what makes sense now.
#[tauri::command(async)]
pub(crate) fn update_menu(app: AppHandle, state: MenuState) -> Answer<()> {
    Ok(menu::update(&app, &state)?)
}

/// Makes the window light or dark.
#[tauri::command(async)]
pub(crate) fn set_appearance(app: AppHandle, appearance: Appearance) {
    app.set_theme(appearance.into());
}
