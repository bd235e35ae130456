//! What came of an imported calendar, for people.

use desk::{CalendarEntry, CalendarReport, WhyLeftAlone};

use crate::report::{Report, grouped};

/// Returns the counts in a line, and below it what its reader may want to look at.
pub(super) fn lines(calendar: &CalendarReport) -> Vec<String> {
    let counts = [
        ("new", calendar.new.len()),
        ("changed", calendar.changed.len()),
        ("unchanged", calendar.unchanged),
        ("gone from the calendar", calendar.gone.len()),
        ("left alone", calendar.left_alone.len()),
    ];
    let counts = counts.map(|(name, count)| format!("{} {name}", grouped(count)));
    let mut report = Report::default();
    for entry in &calendar.changed {
        report.add("changed ones", || {
            format!("  changed: {} ({})", named(entry), entry.fields.join(", "))
        });
    }
    for left in &calendar.left_alone {
        let entry = &left.entry;
        report.add("that were left alone", || match left.why {
            WhyLeftAlone::ChangedHere => format!(
                "  left alone: {} ({}), because it was changed here",
                named(entry),
                entry.fields.join(", ")
            ),
            WhyLeftAlone::RemovedHere => {
                format!("  left alone: {}, because it was removed here", named(entry))
            }
            WhyLeftAlone::Older => format!(
                "  left alone: {} ({}), because the file has an older version",
                named(entry),
                entry.fields.join(", ")
            ),
        });
    }
    for entry in &calendar.gone {
        report.add("that are gone from the calendar", || {
            format!(
                "  gone from the calendar: {}; it stays in the visit",
                named(entry)
            )
        });
    }
    let mut lines = vec![format!("  {}", counts.join(", "))];
    lines.extend(report.lines());
    lines.extend(calendar.elsewhere.as_ref().map(|listed| {
        format!(
            "  The visit '{}' has entries of this calendar already. To bring that one up to date: --into {}",
            listed.summary.title.read(&[]),
            listed.summary.id
        )
    }));
    lines
}

fn named(entry: &CalendarEntry) -> String {
    let title = if entry.title.trim().is_empty() {
        "without a title"
    } else {
        &entry.title
    };
    format!("{title}  #{}", entry.key.id)
}
