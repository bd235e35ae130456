//! Which of the calendars that were imported before a file is, so that it can be said what is gone from it.

use std::collections::{HashMap, HashSet};

use super::{
    super::{
        calendar_file::CalendarFile,
        entry::{Entry, EntryKey},
    },
    Known,
};

/// The calendars, by the names under which they were imported, of which a file is another version.
pub(super) struct Calendars(HashSet<String>);

impl Calendars {
    /// Finds them by what the visit knows and the file has.
    ///
    /// A calendar is only one of which the file has something: `calendar.ics` is the name of many. Where the file says no name,
    /// that of the file tells little, since a browser counts what it loads twice; a calendar of which at least half is in the file
    /// is the same one.
    pub(super) fn of(known: &HashMap<EntryKey, Known>, entries: &[Entry], file: &CalendarFile) -> Self {
        let in_file: HashSet<&EntryKey> = entries.iter().map(|entry| &entry.key).collect();
        let mut counts: HashMap<&str, Count> = HashMap::new();
        for (key, known) in known {
            if let Some(last) = &known.last {
                let count = counts.entry(&last.calendar).or_default();
                count.all += 1;
                count.in_file += usize::from(in_file.contains(key));
            }
        }
        let is_it = |name: &str, count: &Count| {
            let is_likely = match file.is_named {
                true => name == file.title,
                false => uncounted(name) == uncounted(&file.title) || count.in_file * 2 >= count.all,
            };
            count.in_file > 0 && is_likely
        };
        let found = counts.iter().filter(|(name, count)| is_it(name, count));
        Self(found.map(|(name, _)| (*name).to_owned()).collect())
    }

    /// Returns whether the file is another version of a calendar.
    pub(super) fn has(&self, calendar: &str) -> bool {
        self.0.contains(calendar)
    }
}

/// How much there is of a calendar.
#[derive(Default)]
struct Count {
    all: usize,
    in_file: usize,
}

/// Returns the name of a file without the number that browsers give to what is loaded again: `(1)` or `-1`.
fn uncounted(name: &str) -> &str {
    let without = |end: &str, before: char| -> Option<&str> {
        let rest = name.strip_suffix(end)?;
        let base = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_counted = base.len() < rest.len();
        base.strip_suffix(before)
            .filter(|_| is_counted)
            .map(str::trim_end)
    };
    without(")", '(').or_else(|| without("", '-')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_second_download_is_no_part_of_a_name() {
        for name in ["programme", "programme (1)", "programme(12)", "programme-2"] {
            assert_eq!(uncounted(name), "programme");
        }
        for name in ["programme ()", "programme-", "programme 2", "", "März-ä"] {
            assert_eq!(uncounted(name), name);
        }
    }
}
