//! Which version of an entry a calendar file holds, and which part of a series an entry is.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use visit::{Zone, zone::instant_of};

use crate::{component::Component, line::Property, time_value::TimeValue};

/// Which version of an entry it is: the higher SEQUENCE is the newer one, then the later time (RFC 5546, section 2.1.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revision {
    /// SEQUENCE; 0 where there is none.
    pub sequence: u32,
    /// LAST-MODIFIED.
    pub last_modified: Option<DateTime<Utc>>,
    /// DTSTAMP.
    pub stamp: Option<DateTime<Utc>>,
}

/// The largest integer of iCalendar: RFC 5545, 3.3.8.
pub(crate) const MAX_SEQUENCE: u32 = i32::MAX.unsigned_abs();

/// Reads a SEQUENCE, which RFC 5545, 3.8.7.4, makes an integer: of 31 bits, by 3.3.8, and not below 0. Whatever else stands there counts
/// as none.
pub(crate) fn sequence_of(value: &str) -> Option<u32> {
    value.parse().ok().filter(|number| *number <= MAX_SEQUENCE)
}

impl Revision {
    pub(crate) fn of(component: &Component<'_>) -> Self {
        let instant = |name: &str| match TimeValue::parse(component.value(name)?)? {
            TimeValue::Utc(instant) => Some(instant),
            // Both are in UTC; a program that leaves the Z out is believed to have meant it.
            TimeValue::Wall(wall) => Some(wall.and_utc()),
            TimeValue::Date(_) => None,
        };
        let sequence = component.value("SEQUENCE").and_then(sequence_of);
        Self {
            sequence: sequence.unwrap_or_default(),
            last_modified: instant("LAST-MODIFIED"),
            stamp: instant("DTSTAMP"),
        }
    }

    /// Returns when the entry was last changed, as far as it says so.
    pub fn revised(&self) -> Option<DateTime<Utc>> {
        self.last_modified.or(self.stamp)
    }

    /// Returns whether it is older or newer than a version of which these are known.
    pub fn against(&self, sequence: u32, revised: Option<DateTime<Utc>>) -> Ordering {
        let later = || self.revised().zip(revised).map(|(this, other)| this.cmp(&other));
        self.sequence
            .cmp(&sequence)
            .then_with(|| later().unwrap_or(Ordering::Equal))
    }
}

/// Returns which part of a series a RECURRENCE-ID line means, the same for every way of writing the same time.
pub fn part_of(line: &str) -> String {
    let Some(property) = Property::parse(line) else {
        return line.to_owned();
    };
    let zone = property.param("TZID").and_then(|name| Zone::from(name).tz());
    match (TimeValue::parse(property.value), zone) {
        (Some(TimeValue::Utc(instant)), _) => instant.to_rfc3339(),
        (Some(TimeValue::Wall(wall)), Some(tz)) => instant_of(wall, tz).to_rfc3339(),
        (Some(TimeValue::Wall(wall)), None) => wall.to_string(),
        (Some(TimeValue::Date(date)), _) => date.to_string(),
        (None, _) => property.value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<DateTime<Utc>> {
        text.parse().ok()
    }

    #[test]
    fn the_sequence_decides_and_then_the_time() {
        let it = Revision {
            sequence: 2,
            last_modified: at("2017-03-01T00:00:00Z"),
            stamp: at("2017-03-09T00:00:00Z"),
        };
        assert_eq!(it.against(1, at("2018-01-01T00:00:00Z")), Ordering::Greater);
        assert_eq!(it.against(3, None), Ordering::Less);
        assert_eq!(it.against(2, at("2017-03-02T00:00:00Z")), Ordering::Less);
        assert_eq!(it.against(2, at("2017-02-02T00:00:00Z")), Ordering::Greater);
        assert_eq!(it.against(2, None), Ordering::Equal);
    }

    #[test]
    fn what_is_no_sequence_counts_as_none_and_not_as_the_largest() {
        assert_eq!(sequence_of("2147483647"), Some(MAX_SEQUENCE));
        for text in ["2147483648", "4294967295", "99999999999", "-1", "abc", ""] {
            assert_eq!(sequence_of(text), None, "{text}");
        }
    }

    #[test]
    fn the_same_part_of_a_series_is_known_however_its_time_is_written() {
        let tokyo = part_of("RECURRENCE-ID;TZID=Asia/Tokyo:20170320T100000");
        assert_eq!(tokyo, part_of("RECURRENCE-ID:20170320T010000Z"));
        assert_ne!(tokyo, part_of("RECURRENCE-ID:20170320T100000"));
        assert_ne!(tokyo, part_of("RECURRENCE-ID;VALUE=DATE:20170320"));
    }
}
