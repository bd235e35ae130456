//! The rules of a VTIMEZONE (RFC 5545, section 3.6.5).

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Weekday};

use crate::{
    component::Component,
    time_value::{TimeValue, parse_offset},
};

/// Rules are followed until this year.
const LAST_YEAR: i32 = 2100;

/// When the clocks of a zone were and will be set, as a file defines it.
#[derive(Debug)]
pub(crate) struct Definition {
    /// In the order of time; never empty.
    changes: Vec<Change>,
}

/// One setting of the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    /// The moment, as the clock shows it before it is set.
    pub(crate) wall: NaiveDateTime,
    /// Seconds east of UTC before.
    pub(crate) from: i64,
    /// Seconds east of UTC after.
    pub(crate) to: i64,
}

impl Definition {
    /// Reads the STANDARD and DAYLIGHT parts, or returns `None` where there is none that can be read. So many changes may be
    /// read; those that were are taken off.
    pub(crate) fn read(component: &Component<'_>, room: &mut usize) -> Option<Self> {
        let mut changes = Vec::new();
        for part in component
            .children
            .iter()
            .filter(|part| matches!(part.kind.as_str(), "STANDARD" | "DAYLIGHT"))
        {
            add_changes(part, &mut changes, *room);
        }
        *room = room.saturating_sub(changes.len());
        changes.sort_by_key(|change: &Change| change.wall - Duration::seconds(change.from));
        (!changes.is_empty()).then_some(Self { changes })
    }

    /// Returns seconds east of UTC at a wall-clock time. A repeated hour means its first occurrence, and a skipped one is
    /// read with the offset before the gap.
    pub(crate) fn offset_at(&self, wall: NaiveDateTime) -> i64 {
        let next = self.changes.partition_point(|change| change.wall <= wall);
        match next.checked_sub(1).and_then(|last| self.changes.get(last)) {
            // Before the first change its `from` holds; where a definition starts late, its `to` is all that is known.
            None => self.changes.first().map_or(0, |first| first.from),
            Some(last) if wall < last.wall + Duration::seconds(last.to - last.from) => last.from,
            Some(last) => last.to,
        }
    }

    /// Returns the settings of the clocks.
    pub(crate) fn changes(&self) -> &[Change] {
        &self.changes
    }
}

fn add_changes(part: &Component<'_>, changes: &mut Vec<Change>, room: usize) {
    let offset = |name| part.value(name).and_then(parse_offset);
    let Some(to) = offset("TZOFFSETTO") else { return };
    let from = offset("TZOFFSETFROM").unwrap_or(to);
    let Some(first) = part.value("DTSTART").and_then(TimeValue::parse).and_then(wall_of) else {
        return;
    };
    let mut add = |wall| {
        if changes.len() < room {
            changes.push(Change { wall, from, to });
        }
    };
    add(first);
    for (_, property) in part.properties() {
        if property.is("RDATE") {
            property
                .value
                .split(',')
                .filter_map(TimeValue::parse)
                .filter_map(wall_of)
                .for_each(&mut add);
        } else if property.is("RRULE") {
            yearly(property.value, first, from).for_each(&mut add);
        }
    }
}

fn wall_of(value: TimeValue) -> Option<NaiveDateTime> {
    match value {
        TimeValue::Wall(wall) => Some(wall),
        TimeValue::Date(date) => date.and_hms_opt(0, 0, 0),
        TimeValue::Utc(_) => None,
    }
}

/// Returns the occurrences of a yearly rule after the first. Time zones have no other rules.
fn yearly(rule: &str, first: NaiveDateTime, from: i64) -> impl Iterator<Item = NaiveDateTime> {
    let part = |name: &str| {
        rule.split(';')
            .filter_map(|part| part.split_once('='))
            .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
    };
    let is_yearly = part("FREQ").is_some_and(|freq| freq.eq_ignore_ascii_case("YEARLY"));
    let until = part("UNTIL")
        .and_then(|text| TimeValue::parse(&text))
        .and_then(|value| match value {
            TimeValue::Utc(instant) => instant.naive_utc().checked_add_signed(Duration::seconds(from)),
            other => wall_of(other),
        });
    let count = part("COUNT")
        .and_then(|count| count.parse::<usize>().ok())
        .map_or(usize::MAX, |count| count.saturating_sub(1));
    let month = part("BYMONTH")
        .and_then(|month| month.parse().ok())
        .unwrap_or(first.month());
    let weekday = part("BYDAY").and_then(|day| nth_weekday(&day));
    let days: Vec<u32> = part("BYMONTHDAY").map_or_else(Vec::new, |days| {
        days.split(',').filter_map(|day| day.parse().ok()).collect()
    });
    let years = if is_yearly {
        first.year().saturating_add(1)..LAST_YEAR
    } else {
        0..0
    };
    years
        .filter_map(move |year| day_in(year, month, weekday, &days, first.day()))
        .map(move |date| date.and_time(first.time()))
        .take_while(move |wall| until.is_none_or(|until| *wall <= until))
        .take(count)
}

fn nth_weekday(text: &str) -> Option<(i32, Weekday)> {
    let split = text.len().checked_sub(2)?;
    let weekday = match text.get(split..)?.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let nth = text
        .get(..split)
        .filter(|nth| !nth.is_empty())
        .map_or(Some(1), |nth| nth.parse().ok())?;
    Some((nth, weekday))
}

fn day_in(
    year: i32,
    month: u32,
    weekday: Option<(i32, Weekday)>,
    days: &[u32],
    day: u32,
) -> Option<NaiveDate> {
    let Some((nth, weekday)) = weekday else {
        return NaiveDate::from_ymd_opt(year, month, days.first().copied().unwrap_or(day));
    };
    let mut candidates = (1..=31)
        .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|date| date.weekday() == weekday);
    if !days.is_empty() {
        return candidates.find(|date| days.contains(&date.day()));
    }
    let all: Vec<NaiveDate> = candidates.collect();
    let index = if nth > 0 {
        usize::try_from(nth - 1).ok()?
    } else {
        all.len().checked_sub(usize::try_from(nth.unsigned_abs()).ok()?)?
    };
    all.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{component::components, report::Report};

    const BERLIN: &str = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\n\
        BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n\
        BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\n\
        END:VTIMEZONE\nEND:VCALENDAR\n";

    fn offset(wall: &str) -> i64 {
        let calendars = components(BERLIN.as_bytes(), &mut Report::default()).expect("few enough");
        let rules = Definition::read(&calendars[0].children[0], &mut 1_000).expect("rules");
        rules.offset_at(NaiveDateTime::parse_from_str(wall, "%FT%R").expect("a time"))
    }

    #[test]
    fn the_rules_of_outlook_are_followed() {
        assert_eq!(
            [offset("2026-01-15T12:00"), offset("2026-07-15T12:00")],
            [3600, 7200]
        );
        assert_eq!(
            [offset("2026-03-29T01:59"), offset("2026-03-29T03:00")],
            [3600, 7200]
        );
    }

    #[test]
    fn a_skipped_hour_has_the_offset_before_and_a_repeated_one_the_first() {
        assert_eq!(offset("2026-03-29T02:30"), 3600);
        assert_eq!(offset("2026-10-25T02:30"), 7200);
        assert_eq!(offset("2026-10-25T03:00"), 3600);
    }

    #[test]
    fn the_second_sunday_is_found_by_number_and_by_day_of_the_month() {
        let second = NaiveDate::from_ymd_opt(2026, 3, 8);
        assert_eq!(day_in(2026, 3, nth_weekday("2SU"), &[], 1), second);
        assert_eq!(
            day_in(2026, 3, nth_weekday("SU"), &[8, 9, 10, 11, 12, 13, 14], 1),
            second
        );
        assert_eq!(day_in(2026, 2, None, &[30], 1), None);
    }
}
