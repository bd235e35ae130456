//! Errors and warnings in the one shape in which they are told.

use desk::{ApiError, DeskError};
use serde::Serialize;

use crate::error::CliError;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Severity {
    /// Something was not done.
    Error,
    /// It was done, and there is something to know about it.
    Warning,
}

/// An error or a warning: what happened, to which thing, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Notice {
    /// How bad it is.
    pub(crate) severity: Severity,
    /// What happened, for a script to act on.
    pub(crate) code: String,
    /// What happened, as a sentence.
    pub(crate) message: String,
    /// To which thing: a file, the id of a visit, a word of the command line. Empty where the message says all.
    pub(crate) subject: String,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remedy: Option<String>,
}

impl Notice {
    /// Returns a warning.
    pub(crate) fn warning(code: &str, message: &str, subject: &str) -> Self {
        Self {
            severity: Severity::Warning,
            code: code.to_owned(),
            message: message.to_owned(),
            subject: subject.to_owned(),
            remedy: None,
        }
    }

    /// Returns an error.
    pub(crate) fn error(code: &str, message: String, subject: &str, remedy: &str) -> Self {
        Self {
            severity: Severity::Error,
            code: code.to_owned(),
            message,
            subject: subject.to_owned(),
            remedy: (!remedy.is_empty()).then(|| remedy.to_owned()),
        }
    }

    /// Returns the line for people. Nothing in it is escaped yet.
    pub(crate) fn line(&self) -> String {
        let severity = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        let subject = if self.subject.is_empty() || self.message.contains(&self.subject) {
            String::new()
        } else {
            format!(" ({})", self.subject)
        };
        let remedy = self
            .remedy
            .as_ref()
            .map_or(String::new(), |remedy| format!(" {remedy}"));
        format!("chancery: {severity}{}{subject}{remedy}", self.message)
    }
}

impl From<&DeskError> for Notice {
    fn from(error: &DeskError) -> Self {
        let ApiError {
            code,
            message,
            subject,
            remedy,
        } = error.to_api();
        let command = match code.as_str() {
            "library_damaged" => Some(
                "'chancery rescue DIR' saves what can be read into a new library in the folder DIR."
                    .to_owned(),
            ),
            "visit_damaged" => Some(format!(
                "'chancery recover {}' makes a new visit of what can be read.",
                if subject.is_empty() { "VISIT" } else { &subject }
            )),
            "library_behind" => Some("'chancery accept-library' uses the library as it is now.".to_owned()),
            _ => None,
        };
        Self {
            severity: Severity::Error,
            code,
            message,
            subject,
            remedy: command.or(remedy),
        }
    }
}

impl From<&CliError> for Notice {
    fn from(error: &CliError) -> Self {
        let message = error.to_string();
        match error {
            CliError::Desk(error) => Notice::from(error),
            CliError::Environment { variable, remedy, .. } => {
                Notice::error("environment", message, variable, remedy)
            }
            CliError::Output(_) => Notice::error(
                "output_unwritable",
                message,
                "",
                "Send it where there is room. What the command was to change is changed; only its answer is missing.",
            ),
            CliError::Json(_) => Notice::error("answer_not_json", message, "", "Leave --json out."),
            CliError::Signals(_) => Notice::error("signals", message, "", "Try again."),
        }
    }
}
