//! Errors and warnings in the one shape in which they are told.

use desk::{ApiError, Damage, DeskError};
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

    /// Returns the warning that something in the library in `folder` is damaged.
    pub(crate) fn of_damage(damage: &Damage, folder: &str) -> Self {
        let (code, message, subject) = match damage {
            Damage::File { detail } => (
                "library_damaged",
                format!(
                    "The library is damaged ({detail}). What is left of it can be read; nothing in it can be changed."
                ),
                folder,
            ),
            Damage::Behind { missing } => (
                "library_behind",
                format!(
                    "The library lacks changes that were saved in it ({missing}, the last ones): its journal (library.chancery-wal) was removed, \
                     or an older copy was put in its place. What is left can be read. Put the newest copy and its journal back."
                ),
                folder,
            ),
            Damage::Document {
                document,
                name,
                detail,
            } => (
                "document_damaged",
                format!("The {document} {name} is damaged and cannot be opened: {detail}."),
                name.as_str(),
            ),
            Damage::Visit { id, title, detail } => (
                "visit_damaged",
                if title.trim().is_empty() {
                    format!(
                        "The visit without a readable title ({id}) is damaged and cannot be opened: {detail}."
                    )
                } else {
                    format!("The visit '{title}' ({id}) is damaged and cannot be opened: {detail}.")
                },
                id.as_str(),
            ),
        };
        Self {
            remedy: way_out(code, subject),
            ..Self::warning(code, &message, subject)
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

    /// Gives the way out that works in a library which is in trouble as a whole, where there is one.
    pub(crate) fn in_library(mut self, way_out: Option<&str>) -> Self {
        if let Some(way_out) =
            way_out.filter(|_| matches!(self.code.as_str(), "visit_damaged" | "document_damaged"))
        {
            self.remedy = Some(way_out.to_owned());
        }
        self
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

/// Returns the command that leads out of a trouble with the code `code`, if there is one.
fn way_out(code: &str, subject: &str) -> Option<String> {
    match code {
        "library_damaged" => Some(
            "'chancery rescue DIR' saves what can be read into a new library in the folder DIR.".to_owned(),
        ),
        "not_a_library" => Some(
            "If it was a library, 'chancery rescue DIR' saves what can be read into a new one in the folder DIR; if not, name another \
             folder with --library."
                .to_owned(),
        ),
        "visit_damaged" => Some(format!(
            "'chancery recover {}' makes a new visit of what can be read.",
            if subject.is_empty() { "VISIT" } else { subject }
        )),
        "document_damaged" => Some(
            "'chancery rescue DIR' saves what can be read of it, with all that is sound, into a new library in the folder DIR.".to_owned(),
        ),
        "library_behind" => Some("'chancery accept-library' uses the library as it is now.".to_owned()),
        _ => None,
    }
}

/// Returns the command that leads out of the trouble of a library as a whole.
pub(crate) fn way_out_of(damage: &Damage) -> Option<String> {
    match damage {
        Damage::File { .. } => way_out("library_damaged", ""),
        Damage::Behind { .. } => way_out("library_behind", ""),
        Damage::Visit { .. } | Damage::Document { .. } => None,
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
        // On the command line the days are an argument.
        let subject = if subject == "/days" {
            "--days".to_owned()
        } else {
            subject
        };
        let command = way_out(&code, &subject);
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
