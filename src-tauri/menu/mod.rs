//! The native menu: what it says, and where each choice goes.

mod command;
mod window;

use serde::Deserialize;
use tauri::menu::{AboutMetadata, Menu, MenuEvent, MenuItem, MenuItemKind, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Emitter as _, Manager as _, Runtime};
use ts_rs::TS;

pub use command::MenuCommand;
pub(crate) use command::WindowCommand;
use command::{Choice, GROUPS, Line};
pub(crate) use window::Zoom;

/// The event that carries a [`MenuCommand`] to the screen.
pub(crate) const MENU_EVENT: &str = "menu";

/// What the screen tells the menu whenever it changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
pub struct MenuState {
    /// What Undo would take back, in words ('Move Two Plus Two consultations'); absent when there is nothing to undo.
    #[serde(default)]
    #[ts(optional)]
    pub undo: Option<String>,
    /// What Redo would make again, in words; absent when there is nothing to redo.
    #[serde(default)]
    #[ts(optional)]
    pub redo: Option<String>,
    /// Whether a visit is open.
    pub visit_open: bool,
    /// Whether the library can only be read.
    pub only_read: bool,
}

/// Returns the menu with no visit open and nothing to undo.
///
/// # Errors
/// When the desktop refuses to make a menu.
pub(crate) fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let menu = Menu::new(app)?;
    for (name, lines) in GROUPS {
        let group = Submenu::with_id(app, name, name, true)?;
        for line in lines {
            match line {
                Some(line) => append(app, &group, line)?,
                None => group.append(&PredefinedMenuItem::separator(app)?)?,
            }
        }
        if name == "Help" {
            group.append(&about(app)?)?;
        }
        menu.append(&group)?;
    }
    Ok(menu)
}

fn append<R: Runtime>(app: &AppHandle<R>, group: &Submenu<R>, line: &Line) -> tauri::Result<()> {
    // Elsewhere the desktop's own lines know how to cut and paste; the ones that GTK is offered do nothing.
    #[cfg(not(target_os = "linux"))]
    if let Choice::Window(command) = line.choice {
        let own = match command {
            WindowCommand::Cut => Some(PredefinedMenuItem::cut(app, Some(line.words))?),
            WindowCommand::Copy => Some(PredefinedMenuItem::copy(app, Some(line.words))?),
            WindowCommand::Paste => Some(PredefinedMenuItem::paste(app, Some(line.words))?),
            WindowCommand::SelectAll => Some(PredefinedMenuItem::select_all(app, Some(line.words))?),
            _ => None,
        };
        if let Some(own) = own {
            return group.append(&own);
        }
    }
    group.append(&MenuItem::with_id(
        app,
        line.id,
        line.words,
        starts_enabled(line),
        line.keys,
    )?)
}

fn starts_enabled(line: &Line) -> bool {
    is_enabled(line, &MenuState::default())
}

/// Returns whether `line` can be chosen while the screen is in `state`.
fn is_enabled(line: &Line, state: &MenuState) -> bool {
    match line.choice {
        Choice::Screen(MenuCommand::Undo) => state.undo.is_some(),
        Choice::Screen(MenuCommand::Redo) => state.redo.is_some(),
        _ => (state.visit_open || !line.needs_visit) && !(state.only_read && line.changes),
    }
}

/// Returns what `line` says while the screen is in `state`.
fn words(line: &Line, state: &MenuState) -> String {
    let subject = match line.choice {
        Choice::Screen(MenuCommand::Undo) => state.undo.as_deref(),
        Choice::Screen(MenuCommand::Redo) => state.redo.as_deref(),
        _ => None,
    };
    match subject {
        // An ampersand would be read as the sign for an access key.
        Some(subject) => format!("{}: {}", line.words, subject.replace('&', "&&")),
        None => line.words.to_owned(),
    }
}

fn about<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<PredefinedMenuItem<R>> {
    let metadata = AboutMetadata {
        name: Some("Chancery".to_owned()),
        version: Some(app.package_info().version.to_string()),
        comments: Some("Plans a foreign minister's visit.".to_owned()),
        license: Some("Apache-2.0".to_owned()),
        icon: app.default_window_icon().cloned(),
        ..AboutMetadata::default()
    };
    PredefinedMenuItem::about(app, Some("About Chancery"), Some(metadata))
}

/// Makes the menu say what can be undone and offer what makes sense now.
///
/// # Errors
/// When the desktop refuses to change a line.
pub(crate) fn update<R: Runtime>(app: &AppHandle<R>, state: &MenuState) -> tauri::Result<()> {
    let Some(menu) = app.menu() else { return Ok(()) };
    for group in menu.items()? {
        let MenuItemKind::Submenu(group) = group else {
            continue;
        };
        for item in group.items()? {
            let MenuItemKind::MenuItem(item) = item else {
                continue;
            };
            let Some(line) = command::lines().find(|line| item.id() == line.id) else {
                continue;
            };
            item.set_enabled(is_enabled(line, state))?;
            if matches!(line.choice, Choice::Screen(MenuCommand::Undo | MenuCommand::Redo)) {
                item.set_text(words(line, state))?;
            }
        }
    }
    Ok(())
}

/// Carries out what was chosen, or hands it to the screen.
pub(crate) fn chosen<R: Runtime>(app: &AppHandle<R>, event: &MenuEvent) {
    let outcome = match command::choice(event.id().as_ref()) {
        Some(Choice::Screen(command)) => app.emit(MENU_EVENT, command),
        Some(Choice::Window(command)) => match app.get_webview_window(crate::MAIN_WINDOW) {
            Some(main) => window::carry_out(&main, command),
            None => Ok(()),
        },
        None => Ok(()),
    };
    if let Err(error) = outcome {
        eprintln!("The menu could not do what was chosen: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str) -> &'static Line {
        command::lines().find(|line| line.id == id).unwrap()
    }

    #[test]
    fn without_a_visit_there_is_nothing_to_export_or_undo() {
        let state = MenuState::default();
        for id in [
            "export_pdf",
            "export_calendar",
            "import_into",
            "undo",
            "redo",
            "show_programme",
        ] {
            assert!(!is_enabled(line(id), &state), "{id}");
        }
        for id in ["new_visit", "import", "back_up_library", "show_visits", "quit"] {
            assert!(is_enabled(line(id), &state), "{id}");
        }
    }

    #[test]
    fn in_a_library_that_can_only_be_read_nothing_changes_it() {
        let state = MenuState {
            visit_open: true,
            only_read: true,
            ..MenuState::default()
        };
        for id in ["new_visit", "import", "import_into"] {
            assert!(!is_enabled(line(id), &state), "{id}");
        }
        for id in ["export_pdf", "back_up_library", "show_programme"] {
            assert!(is_enabled(line(id), &state), "{id}");
        }
    }

    #[test]
    fn undo_says_what_it_undoes() {
        let state = MenuState {
            undo: Some("Move Talks & lunch".to_owned()),
            redo: None,
            visit_open: true,
            only_read: false,
        };
        assert_eq!(words(line("undo"), &state), "Undo: Move Talks && lunch");
        assert!(is_enabled(line("undo"), &state));
        assert_eq!(words(line("redo"), &state), "Redo");
        assert!(!is_enabled(line("redo"), &state));
    }
}
