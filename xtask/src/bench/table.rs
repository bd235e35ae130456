//! The table of docs/benchmarks.md.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{paths, sh};

/// One limit and how it was held.
pub(crate) struct Measurement {
    /// What is measured.
    pub(crate) what: String,
    /// Ours, for people.
    pub(crate) ours: String,
    /// What it is measured against, for people.
    pub(crate) peer: String,
    /// The figure that the limit is about.
    pub(crate) figure: f64,
    /// The limit.
    pub(crate) limit: Limit,
}

/// What a figure must be.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    /// At most so much, in this unit.
    AtMost(f64, &'static str),
    /// At least so much, in this unit.
    AtLeast(f64, &'static str),
}

impl Measurement {
    /// Returns whether the limit is held.
    pub(crate) fn held(&self) -> bool {
        match self.limit {
            Limit::AtMost(limit, _) => self.figure <= limit,
            Limit::AtLeast(limit, _) => self.figure >= limit,
        }
    }
}

/// Returns milliseconds as people read them.
pub(crate) fn ms(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.2} ms")
    } else {
        format!("{value:.0} ms")
    }
}

/// Returns the table as Markdown.
pub(crate) fn table(rows: &[Measurement]) -> String {
    let mut text = String::from(
        "| what | Chancery | against | figure | limit | held |\n|---|---:|---:|---:|---:|---|\n",
    );
    for row in rows {
        let (word, limit, unit) = match row.limit {
            Limit::AtMost(limit, unit) => ("at most", limit, unit),
            Limit::AtLeast(limit, unit) => ("at least", limit, unit),
        };
        let held = if row.held() { "yes" } else { "**no**" };
        text.push_str(&format!(
            "| {} | {} | {} | {:.2}{unit} | {word} {limit}{unit} | {held} |\n",
            row.what, row.ours, row.peer, row.figure
        ));
    }
    text
}

/// Puts the table in its place in docs/benchmarks.md, with the versions that it was measured with.
///
/// # Errors
/// When the file is missing or has lost the marks between which the table stands.
pub(crate) fn write(table: &str) -> Result<()> {
    let file = paths::root().join("docs/benchmarks.md");
    let text =
        fs::read_to_string(&file).with_context(|| format!("{} cannot be read", paths::shown(&file)))?;
    let commit = sh::output(sh::command("git").args(["rev-parse", "--short", "HEAD"]))?;
    let rustc = sh::output(sh::command("rustc").arg("--version"))?;
    let cores = std::thread::available_parallelism()?;
    let table = format!(
        "Measured at {} with {} on {cores} cores.\n\n{table}",
        commit.trim(),
        rustc.trim()
    );
    fs::write(
        &file,
        replaced(&text, &table).context("docs/benchmarks.md has lost its marks")?,
    )?;
    Ok(())
}

fn replaced(text: &str, table: &str) -> Option<String> {
    const START: &str = "<!-- cargo xtask bench writes from here -->\n";
    const END: &str = "<!-- to here -->";
    let (head, rest) = text.split_once(START)?;
    let (_, tail) = rest.split_once(END)?;
    Some(format!("{head}{START}\n{table}\n{END}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = "a\n<!-- cargo xtask bench writes from here -->\nold\n<!-- to here -->\nb\n";
        let new = replaced(text, "new\n").unwrap();
        assert!(
            new.starts_with("a\n")
                && new.ends_with("\nb\n")
                && new.contains("\nnew\n")
                && !new.contains("old")
        );
        assert!(replaced("no marks", "new").is_none());
    }

    #[test]
    fn a_missed_limit_is_seen() {
        let row = |figure, limit| Measurement {
            what: String::new(),
            ours: String::new(),
            peer: String::new(),
            figure,
            limit,
        };
        assert!(row(1.3, Limit::AtMost(1.3, "x")).held() && !row(1.31, Limit::AtMost(1.3, "x")).held());
        assert!(row(10.0, Limit::AtLeast(10.0, "x")).held() && !row(9.0, Limit::AtLeast(10.0, "x")).held());
    }
}
