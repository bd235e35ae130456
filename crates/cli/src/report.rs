//! Reports that may be longer than anybody reads.

use std::collections::BTreeMap;

/// The most lines of one kind that are shown.
pub(crate) const MOST_LINES: usize = 20;

/// A report: the lines that are shown, in their order, and how many of each kind are not.
#[derive(Debug, Default)]
pub(crate) struct Report {
    shown: Vec<String>,
    counts: BTreeMap<String, usize>,
}

impl Report {
    /// Adds a line, which is made only where it is shown. The kind is named as it ends the sentence 'and 12 more ...'.
    pub(crate) fn add(&mut self, kind: &str, line: impl FnOnce() -> String) {
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count <= MOST_LINES {
            self.shown.push(line());
        }
    }

    /// Returns the lines, and what was left out.
    pub(crate) fn lines(self) -> Vec<String> {
        let mut lines = self.shown;
        let more = self.counts.into_iter().filter(|(_, count)| *count > MOST_LINES);
        lines.extend(more.map(|(kind, count)| {
            let more = grouped(count - MOST_LINES);
            format!("... and {more} more {kind}; --json has them all")
        }));
        lines
    }
}

/// Returns a number with its digits in groups of three.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns how many there are of something, in words.
pub(crate) fn counted(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {one}{plural}", grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_report_is_cut_for_each_kind_with_a_count() {
        let mut report = Report::default();
        for line in 0..4_332 {
            report.add("events", || format!("event {line}"));
        }
        report.add("tasks", || "task".to_owned());
        let lines = report.lines();
        assert_eq!(lines.len(), MOST_LINES + 2);
        assert_eq!(lines[MOST_LINES], "task");
        assert_eq!(
            lines[MOST_LINES + 1],
            "... and 4,312 more events; --json has them all"
        );
    }

    #[test]
    fn a_short_report_is_whole() {
        let mut report = Report::default();
        for line in 0..MOST_LINES {
            report.add("events", || line.to_string());
        }
        assert_eq!(report.lines().len(), MOST_LINES);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [7, 999, 1_000, 1_234_567].map(grouped),
            ["7", "999", "1,000", "1,234,567"]
        );
    }
}
