//! Light or dark.

use serde::Deserialize;
use tauri::Theme;
use ts_rs::TS;

/// How the window is to look. The stylesheet follows it through `prefers-color-scheme`, and so do menu and dialogs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the rest of the desktop looks.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl From<Appearance> for Option<Theme> {
    fn from(appearance: Appearance) -> Self {
        match appearance {
            Appearance::System => None,
            Appearance::Light => Some(Theme::Light),
            Appearance::Dark => Some(Theme::Dark),
        }
    }
}
