//! Answers to the file dialogs for the end-to-end test, which cannot press a button of the desktop's own dialogs.
//!
//! `TAURI_WEBVIEW_AUTOMATION=true`, which lets WebDriver into the window, is needed as well; without it the two
//! variables below mean nothing. Everything but the dialog itself is what a person gets.
//!
//! - `CHANCERY_SAVE_TO=DIR`: a file is saved in this folder under the name that was suggested.
//! - `CHANCERY_OPEN=FILE`: this file is opened.

use std::path::PathBuf;

/// What is chosen in the dialogs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Automation {
    save_to: Option<PathBuf>,
    open: Option<PathBuf>,
}

impl Automation {
    /// Returns the answers that the environment gives, if the application runs under WebDriver.
    pub(crate) fn from_environment() -> Option<Self> {
        Self::from(|name| std::env::var_os(name).map(PathBuf::from))
    }

    fn from(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<Self> {
        variable("TAURI_WEBVIEW_AUTOMATION")
            .filter(|value| value.as_os_str() == "true")
            .map(|_| Self {
                save_to: variable("CHANCERY_SAVE_TO"),
                open: variable("CHANCERY_OPEN"),
            })
    }

    /// Returns where to save a file, or nothing, as if the dialog had been closed.
    pub(crate) fn save(&self, suggested: &str) -> Option<PathBuf> {
        self.save_to.as_ref().map(|folder| folder.join(suggested))
    }

    /// Returns which file to open, or nothing, as if the dialog had been closed.
    pub(crate) fn open(&self) -> Option<PathBuf> {
        self.open.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_s_dialogs_are_never_answered_for_them() {
        let variable = |name: &str| (name == "CHANCERY_SAVE_TO").then(|| PathBuf::from("/tmp"));
        assert_eq!(Automation::from(variable), None);
    }

    #[test]
    fn a_file_is_saved_under_the_suggested_name() {
        let automation = Automation::from(|name| match name {
            "TAURI_WEBVIEW_AUTOMATION" => Some(PathBuf::from("true")),
            "CHANCERY_SAVE_TO" => Some(PathBuf::from("/tmp/saved")),
            _ => None,
        })
        .unwrap();
        assert_eq!(
            automation.save("Tokyo.pdf"),
            Some(PathBuf::from("/tmp/saved/Tokyo.pdf"))
        );
        assert_eq!(automation.open(), None);
    }
}
