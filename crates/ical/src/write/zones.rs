//! VTIMEZONE components, which calcard makes from the IANA data.

use std::collections::BTreeSet;

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType};
use chrono::NaiveDate;

use super::fold::Output;

/// Writes one VTIMEZONE for each name, good for these years and after them by the last rule.
pub(super) fn write(out: &mut Output, names: &BTreeSet<&str>, years: (i32, i32)) {
    // A change on New Year's Eve still counts, and the year after the last shows which rule goes on.
    // Nothing was set before the second year, and years have four digits.
    let Some((from, to)) = instant(years.0.max(2)).zip(instant(years.1.saturating_add(2).min(9999))) else {
        return;
    };
    for name in names {
        let mut calendar = ICalendar {
            components: vec![ICalendarComponent::new(ICalendarComponentType::VCalendar)],
        };
        let mut text = String::new();
        if calendar.add_timezone(name, from - 86_400, to).is_some() && calendar.write_to(&mut text).is_ok() {
            let component = text
                .strip_prefix("BEGIN:VCALENDAR\r\n")
                .and_then(|text| text.strip_suffix("END:VCALENDAR\r\n"));
            out.raw(component.unwrap_or_default());
        }
    }
}

/// Returns when a year starts, in seconds since 1970.
fn instant(year: i32) -> Option<i64> {
    NaiveDate::from_ymd_opt(year, 1, 1)?
        .and_hms_opt(0, 0, 0)
        .map(|start| start.and_utc().timestamp())
}
