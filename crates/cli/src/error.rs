//! Why a command was not done.

use std::io;

use desk::DeskError;

/// Why a command was not done, or not to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The desk could not do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A variable of the environment cannot be used.
    #[error("The environment's {variable} {fault}.")]
    Environment {
        /// Its name.
        variable: &'static str,
        /// What is wrong with it.
        fault: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Standard output takes nothing more.
    #[error("Standard output cannot be written: {0}.")]
    Output(io::Error),
    /// The answer cannot be put into JSON.
    #[error("The answer cannot be written as JSON: {0}.")]
    Json(#[from] serde_json::Error),
    /// The signals that end a command cannot be heard.
    #[error("Ctrl+C cannot be watched for: {0}.")]
    Signals(io::Error),
}

impl CliError {
    /// Returns whether somebody cancelled the command.
    pub(crate) fn is_cancelled(&self) -> bool {
        matches!(self, CliError::Desk(error) if is_cancelled(error))
    }
}

/// Returns whether an error says that somebody cancelled.
pub(crate) fn is_cancelled(error: &DeskError) -> bool {
    error.to_api().code == "cancelled"
}
