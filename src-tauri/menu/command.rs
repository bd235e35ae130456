//! What can be chosen in the menu: each choice with its words and its keys.

use serde::Serialize;
use ts_rs::TS;

/// A choice that the screen carries out. It arrives there as the event `menu`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MenuCommand {
    /// Starts a new visit.
    NewVisit,
    /// Asks for a calendar or a visit file and brings it in.
    Import,
    /// Asks for a calendar and brings it into the open visit.
    ImportInto,
    /// Writes the programme of the open visit as PDF.
    ExportPdf,
    /// Writes the programme of the open visit as iCalendar.
    ExportCalendar,
    /// Writes a copy of the whole library.
    BackUpLibrary,
    /// Takes the last edit back.
    Undo,
    /// Makes the edit that was taken back again.
    Redo,
    /// Opens the command palette.
    FindCommand,
    /// Goes to the library.
    ShowVisits,
    /// Goes to the overview of the open visit.
    ShowOverview,
    /// Goes to the programme of the open visit.
    ShowProgramme,
    /// Follows the desktop's own light or dark appearance.
    AppearanceSystem,
    /// Uses the light appearance.
    AppearanceLight,
    /// Uses the dark appearance.
    AppearanceDark,
    /// Shows which keys do what.
    ShowShortcuts,
}

/// A choice that the shell carries out itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WindowCommand {
    ShowLibrary,
    Quit,
    Cut,
    Copy,
    Paste,
    SelectAll,
    ZoomIn,
    ZoomOut,
    ZoomReset,
}

/// One line of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    Screen(MenuCommand),
    Window(WindowCommand),
}

/// A choice with the name that the menu library knows it by, its words and its keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) choice: Choice,
    pub(crate) id: &'static str,
    pub(crate) words: &'static str,
    pub(crate) keys: Option<&'static str>,
    /// Whether the line makes sense only while a visit is open.
    pub(crate) needs_visit: bool,
    /// Whether it changes the library, so that it makes no sense in one that can only be read.
    pub(crate) changes: bool,
}

const fn screen(
    command: MenuCommand,
    id: &'static str,
    words: &'static str,
    keys: Option<&'static str>,
) -> Line {
    Line {
        choice: Choice::Screen(command),
        id,
        words,
        keys,
        needs_visit: false,
        changes: false,
    }
}

const fn window(
    command: WindowCommand,
    id: &'static str,
    words: &'static str,
    keys: Option<&'static str>,
) -> Line {
    Line {
        choice: Choice::Window(command),
        id,
        words,
        keys,
        needs_visit: false,
        changes: false,
    }
}

const fn changing(line: Line) -> Line {
    Line {
        changes: true,
        ..line
    }
}

const fn with_visit(line: Line) -> Line {
    Line {
        needs_visit: true,
        ..line
    }
}

/// The menu's groups, from left to right; inside a group `None` draws a line between choices.
pub(crate) const GROUPS: [(&str, &[Option<Line>]); 4] = [
    (
        "File",
        &[
            Some(changing(screen(
                MenuCommand::NewVisit,
                "new_visit",
                "New visit…",
                Some("CmdOrCtrl+N"),
            ))),
            Some(changing(screen(
                MenuCommand::Import,
                "import",
                "Import…",
                Some("CmdOrCtrl+O"),
            ))),
            Some(changing(with_visit(screen(
                MenuCommand::ImportInto,
                "import_into",
                "Import into this visit…",
                None,
            )))),
            None,
            Some(with_visit(screen(
                MenuCommand::ExportPdf,
                "export_pdf",
                "Export programme as PDF…",
                Some("CmdOrCtrl+P"),
            ))),
            Some(with_visit(screen(
                MenuCommand::ExportCalendar,
                "export_calendar",
                "Export programme as iCalendar…",
                Some("CmdOrCtrl+Shift+P"),
            ))),
            None,
            Some(screen(
                MenuCommand::BackUpLibrary,
                "back_up_library",
                "Back up library…",
                None,
            )),
            Some(window(
                WindowCommand::ShowLibrary,
                "show_library",
                "Show library folder",
                None,
            )),
            None,
            Some(window(WindowCommand::Quit, "quit", "Quit", Some("CmdOrCtrl+Q"))),
        ],
    ),
    (
        "Edit",
        &[
            Some(screen(MenuCommand::Undo, "undo", "Undo", Some("CmdOrCtrl+Z"))),
            Some(screen(
                MenuCommand::Redo,
                "redo",
                "Redo",
                Some("CmdOrCtrl+Shift+Z"),
            )),
            None,
            Some(window(WindowCommand::Cut, "cut", "Cut", Some("CmdOrCtrl+X"))),
            Some(window(WindowCommand::Copy, "copy", "Copy", Some("CmdOrCtrl+C"))),
            Some(window(
                WindowCommand::Paste,
                "paste",
                "Paste",
                Some("CmdOrCtrl+V"),
            )),
            Some(window(
                WindowCommand::SelectAll,
                "select_all",
                "Select all",
                Some("CmdOrCtrl+A"),
            )),
        ],
    ),
    (
        "View",
        &[
            Some(screen(
                MenuCommand::FindCommand,
                "find_command",
                "Find a command…",
                Some("CmdOrCtrl+K"),
            )),
            None,
            Some(screen(
                MenuCommand::ShowVisits,
                "show_visits",
                "Visits",
                Some("CmdOrCtrl+1"),
            )),
            Some(with_visit(screen(
                MenuCommand::ShowOverview,
                "show_overview",
                "Overview",
                Some("CmdOrCtrl+2"),
            ))),
            Some(with_visit(screen(
                MenuCommand::ShowProgramme,
                "show_programme",
                "Programme",
                Some("CmdOrCtrl+3"),
            ))),
            None,
            Some(window(
                WindowCommand::ZoomIn,
                "zoom_in",
                "Larger",
                Some("CmdOrCtrl+="),
            )),
            Some(window(
                WindowCommand::ZoomOut,
                "zoom_out",
                "Smaller",
                Some("CmdOrCtrl+-"),
            )),
            Some(window(
                WindowCommand::ZoomReset,
                "zoom_reset",
                "Actual size",
                Some("CmdOrCtrl+0"),
            )),
            None,
            Some(screen(
                MenuCommand::AppearanceSystem,
                "appearance_system",
                "Appearance of the desktop",
                None,
            )),
            Some(screen(
                MenuCommand::AppearanceLight,
                "appearance_light",
                "Light",
                None,
            )),
            Some(screen(
                MenuCommand::AppearanceDark,
                "appearance_dark",
                "Dark",
                None,
            )),
        ],
    ),
    (
        "Help",
        &[Some(screen(
            MenuCommand::ShowShortcuts,
            "show_shortcuts",
            "Keyboard shortcuts",
            Some("F1"),
        ))],
    ),
];

/// Returns every line of the menu.
pub(crate) fn lines() -> impl Iterator<Item = &'static Line> {
    GROUPS.iter().flat_map(|(_, lines)| lines.iter().flatten())
}

/// Returns what the line named `id` stands for.
pub(crate) fn choice(id: &str) -> Option<Choice> {
    lines().find(|line| line.id == id).map(|line| line.choice)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_line_is_named_as_the_screen_knows_its_command() {
        for line in lines() {
            if let Choice::Screen(command) = line.choice {
                assert_eq!(serde_json::to_value(command).unwrap(), line.id);
            }
        }
    }

    #[test]
    fn no_two_lines_share_a_name_or_a_key() {
        let ids: BTreeSet<_> = lines().map(|line| line.id).collect();
        assert_eq!(ids.len(), lines().count());
        let keys: Vec<_> = lines().filter_map(|line| line.keys).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }

    #[test]
    fn an_unknown_name_stands_for_nothing() {
        assert_eq!(choice("no_such_line"), None);
    }
}
