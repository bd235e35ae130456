//! Answers: as lines for people, or as JSON for scripts.
//!
//! Everything that is printed goes through here. For people, every line is escaped as a whole, so that no name, title or
//! message of a file can command the terminal or stand as a line of its own.

use std::{
    cell::OnceCell,
    io::{self, IsTerminal as _, Write as _},
};

use clap::error::{ContextKind, ErrorKind};
use desk::Damage;
use indicatif::ProgressBar;
use serde::Serialize;

use crate::{
    error::CliError,
    escape, host,
    notice::{self, Notice},
    report::Report,
};

/// Prints answers on standard output, errors and warnings on standard error.
pub(crate) struct Printer {
    pub(crate) json: bool,
    bar: ProgressBar,
    /// What helps where the library as a whole is in trouble.
    way_out: OnceCell<String>,
}

impl Printer {
    /// Returns a printer for scripts, or for people.
    pub(crate) fn new(json: bool) -> Self {
        Self {
            json,
            bar: host::bar(json),
            way_out: OnceCell::new(),
        }
    }

    /// Returns the line that shows how far a command is. It goes away when something is printed.
    pub(crate) fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// Prints an answer: `value` for scripts, `lines` for people.
    ///
    /// # Errors
    /// [`CliError::Output`] where standard output cannot be written.
    pub(crate) fn answer(
        &self,
        value: &impl Serialize,
        lines: impl FnOnce() -> Vec<String>,
    ) -> Result<(), CliError> {
        let text = if self.json {
            escape::json(serde_json::to_string_pretty(value)?) + "\n"
        } else {
            lines().iter().map(|line| escape::shown(line) + "\n").collect()
        };
        self.bytes(text.as_bytes())
    }

    /// Writes bytes to standard output as they are.
    ///
    /// # Errors
    /// [`CliError::Output`] where it cannot be written.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.bar.finish_and_clear();
        out(bytes)
    }

    /// Learns what was found damaged. Where it is the library as a whole, what helps one visit would only be refused.
    pub(crate) fn knows_of(&self, damage: &[Damage]) {
        if let Some(way_out) = damage.iter().find_map(notice::way_out_of) {
            // There is one library, and it is opened once.
            let _ = self.way_out.set(way_out);
        }
    }

    /// Returns what helps where the library as a whole is in trouble.
    pub(crate) fn way_out(&self) -> Option<&str> {
        self.way_out.get().map(String::as_str)
    }

    /// Prints an error or a warning.
    pub(crate) fn notice(&self, notice: &Notice) {
        let notice = &notice.clone().in_library(self.way_out());
        let line = if self.json {
            // A notice holds nothing that JSON cannot.
            escape::json(serde_json::to_string(notice).unwrap_or_default())
        } else {
            escape::shown(&notice.line()).into_owned()
        };
        self.line_beside(&line);
    }

    /// Prints warnings: all of them for scripts, some of each kind for people.
    pub(crate) fn warnings(&self, warnings: &[Notice]) {
        if self.json {
            warnings.iter().for_each(|warning| self.notice(warning));
            return;
        }
        let mut report = Report::default();
        for warning in warnings {
            report.add("warnings like these", || {
                warning.clone().in_library(self.way_out()).line()
            });
        }
        self.remarks(report);
    }

    /// Prints a report for people on standard error. Scripts have it in the answer.
    pub(crate) fn remarks(&self, report: Report) {
        if !self.json {
            for line in report.lines() {
                self.line_beside(&escape::shown(&line));
            }
        }
    }

    fn line_beside(&self, line: &str) {
        self.bar.finish_and_clear();
        // Where standard error takes nothing there is nobody left to tell.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Prints what the command line parser has to say, help or a complaint, and returns whether standard output took it.
    ///
    /// # Errors
    /// [`CliError::Output`] where the help cannot be written.
    pub(crate) fn parsed(&self, said: &clap::Error) -> Result<(), CliError> {
        let text = said.render();
        if !said.use_stderr() {
            let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            return if io::stdout().is_terminal() && !plain {
                self.bytes(text.ansi().to_string().as_bytes())
            } else {
                self.bytes(text.to_string().as_bytes())
            };
        }
        if self.json {
            self.notice(&complaint(said));
        } else {
            // The parser's own line breaks stay; what somebody typed is escaped.
            for line in text.to_string().trim_end().split('\n') {
                self.line_beside(&escape::shown(line));
            }
        }
        Ok(())
    }
}

/// Returns the notice of a wrong command line.
fn complaint(said: &clap::Error) -> Notice {
    let help = "'chancery --help' and 'chancery help COMMAND' say how.";
    if said.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Notice::error("usage", "There is no command.".to_owned(), "", help);
    }
    let text = said.render().to_string();
    let message: Vec<&str> = text
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .map(str::trim)
        .collect();
    let message = message.join(" ");
    let kinds = [
        ContextKind::InvalidArg,
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidValue,
    ];
    let subject = kinds
        .into_iter()
        .find_map(|kind| said.get(kind))
        .map(ToString::to_string);
    Notice::error(
        "usage",
        message.trim_start_matches("error: ").to_owned(),
        &subject.unwrap_or_default(),
        help,
    )
}

/// Writes to standard output. Whoever has closed the pipe has read enough, which is no fault of the command.
fn out(bytes: &[u8]) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::Output(error)),
        _ => Ok(()),
    }
}
