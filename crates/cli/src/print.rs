//! Answers: as lines for people, or as JSON for scripts.

use std::io::{self, Write as _};

use desk::DeskError;
use serde::Serialize;

/// Prints answers on standard output, errors and warnings on standard error.
pub(crate) struct Printer {
    pub(crate) json: bool,
}

impl Printer {
    /// Prints an answer: `value` for scripts, `lines` for people.
    pub(crate) fn answer(&self, value: &impl Serialize, lines: impl FnOnce() -> Vec<String>) {
        let text = if self.json {
            serde_json::to_string_pretty(value).unwrap_or_default()
        } else {
            lines().join("\n")
        };
        if !text.is_empty() {
            out(&text);
        }
    }

    /// Prints a warning.
    pub(crate) fn warning(&self, text: &str) {
        eprintln!("chancery: {text}");
    }

    /// Prints an error.
    pub(crate) fn error(&self, error: &DeskError) {
        let error = error.to_api();
        if self.json {
            eprintln!("{}", serde_json::json!({ "error": error }));
            return;
        }
        let subject = if error.subject.is_empty() || error.message.contains(&error.subject) {
            String::new()
        } else {
            format!(" ({})", error.subject)
        };
        let remedy = error.remedy.map_or(String::new(), |remedy| format!(" {remedy}"));
        eprintln!("chancery: {}{subject}{remedy}", error.message);
    }
}

/// Writes a text and a line break; whoever has closed the pipe has read enough.
fn out(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{text}");
}
