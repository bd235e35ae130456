//! What a calendar file said and a visit cannot hold, line by line.

use serde::Serialize;

/// What became of something in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was not taken.
    Skipped,
    /// It was taken, but not as it stands in the file.
    Altered,
    /// It was taken whole, although the file is at fault there.
    Noted,
}

/// One line of the report on a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    /// The line of the file, counted from 1; a line that is continued counts where it begins.
    pub line: usize,
    /// What became of it.
    pub outcome: Outcome,
    /// What it is about, for example `Event 'Working dinner'` or `VALARM`.
    pub what: String,
    /// Why, in a sentence.
    pub why: String,
}

/// How many lines a report has; nobody reads more, and a file can be wrong on every line.
const MAX_REPORT: usize = 10_000;

/// Collects the report.
#[derive(Debug, Default)]
pub(crate) struct Report {
    lines: Vec<ReportLine>,
    /// How many lines there was no room for, and the line of the file of the first of them.
    more: Option<(usize, usize)>,
}

impl Report {
    pub(crate) fn add(
        &mut self,
        line: usize,
        outcome: Outcome,
        what: impl Into<String>,
        why: impl Into<String>,
    ) {
        if self.lines.len() >= MAX_REPORT {
            let (count, first) = self.more.unwrap_or((0, line));
            self.more = Some((count + 1, first.min(line)));
            return;
        }
        self.lines.push(ReportLine {
            line,
            outcome,
            what: what.into(),
            why: why.into(),
        });
    }

    pub(crate) fn skipped(&mut self, line: usize, what: impl Into<String>, why: impl Into<String>) {
        self.add(line, Outcome::Skipped, what, why);
    }

    pub(crate) fn altered(&mut self, line: usize, what: impl Into<String>, why: impl Into<String>) {
        self.add(line, Outcome::Altered, what, why);
    }

    pub(crate) fn noted(&mut self, line: usize, what: impl Into<String>, why: impl Into<String>) {
        self.add(line, Outcome::Noted, what, why);
    }

    /// Returns the lines in the order of the file.
    pub(crate) fn finish(mut self) -> Vec<ReportLine> {
        self.lines.sort_by_key(|entry| entry.line);
        if let Some((count, first)) = self.more {
            self.lines.push(ReportLine {
                line: first,
                outcome: Outcome::Altered,
                what: "Report".to_owned(),
                why: format!(
                    "There are {count} more remarks, from this line on, for which there is no room here."
                ),
            });
        }
        self.lines
    }
}

/// Shortens a text of the file for the report.
pub(crate) fn shown(text: &str) -> String {
    let clean = text.trim();
    let mut short: String = clean.chars().filter(|c| !c.is_control()).take(60).collect();
    if clean.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
