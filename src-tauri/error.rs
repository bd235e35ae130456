//! Errors as they cross to the screen.

use desk::{ApiError, DeskError};
use serde::Serialize;

/// What a command answers.
pub(crate) type Answer<T> = Result<T, CommandError>;

/// Why a command failed, in the form that the screen knows.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct CommandError(ApiError);

impl From<DeskError> for CommandError {
    fn from(error: DeskError) -> Self {
        Self(error.to_api())
    }
}

impl From<tauri::Error> for CommandError {
    fn from(error: tauri::Error) -> Self {
        Self(ApiError {
            code: "window".to_owned(),
            message: format!("The desktop refused: {error}."),
            subject: String::new(),
            remedy: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_gets_a_code_and_a_sentence() {
        let error = serde_json::to_value(CommandError::from(DeskError::NothingToUndo)).unwrap();
        assert_eq!(error["code"], "nothing_to_undo");
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| message.ends_with('.'))
        );
    }
}
