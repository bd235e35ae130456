//! A programme with everything that an entry can have, byte for byte.

use std::{fs, path::Path};

use chrono::NaiveDateTime;
use visit::Visit;

use crate::support::programme_of;

const VISIT: &str = include_str!("../golden/visit.json");
const CALENDAR: &str = include_str!("../golden/programme.ics");

#[test]
fn a_programme_is_written_byte_for_byte_as_kept() {
    let visit = Visit::from_json(VISIT).expect("a visit");
    let text = ical::write(&programme_of(&visit)).expect("a calendar");
    if text != CALENDAR {
        let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programme.ics");
        fs::write(&left, &text).expect("a place to leave it");
        panic!("{} differs from tests/golden/programme.ics", left.display());
    }
}

#[test]
fn no_hour_is_invented() {
    let visit = Visit::from_json(VISIT).expect("a visit");
    let text = ical::write(&programme_of(&visit))
        .expect("a calendar")
        .replace("\r\n ", "");
    for entry in text
        .split("BEGIN:VEVENT")
        .skip(1)
        .filter(|entry| entry.contains("X-CHANCERY-WHEN"))
    {
        assert!(
            entry.contains("DTSTART;VALUE=DATE:") && entry.contains("TRANSP:TRANSPARENT"),
            "{entry}"
        );
    }
    assert_eq!(text.matches("X-CHANCERY-WHEN").count(), 2);
}

#[test]
fn the_stamp_is_the_date_of_the_programme() {
    let as_of = NaiveDateTime::parse_from_str("2017-03-17T11:00:00", "%FT%T")
        .expect("a time")
        .and_utc();
    assert_eq!(crate::support::as_of(), as_of);
    assert!(CALENDAR.contains("DTSTAMP:20170317T110000Z\r\n"));
}
