//! What announcements say beyond a time and a place stands in a calendar where its reader looks for it.

use serde_json::json;
use visit::Visit;

use crate::support::{programme_of, read};

const ANNOUNCED: &str = include_str!("../../../../tests/data/announced.visit.json");

/// The lines of an entry, unfolded.
fn entry(visit: &Visit, id: &str) -> String {
    let text = ical::write(&programme_of(visit))
        .expect("a calendar")
        .replace("\r\n ", "");
    let uid = format!("UID:{id}.announced@chancery");
    let lines = text.lines().skip_while(|line| *line != uid);
    let lines: Vec<_> = lines.take_while(|line| *line != "END:VEVENT").collect();
    lines.join("\n")
}

#[test]
fn an_entry_says_who_does_what_where_and_what_the_press_has_to_know() {
    let visit = Visit::from_json(ANNOUNCED).expect("a visit");
    let talks = entry(&visit, "talks");
    for words in [
        "Intergovernmental commission\\, round 3",
        "Room: Banquet Hall\\, 2nd floor",
        "Dr Ivan Petrov (co-chair\\, signatory)",
        "senior officials",
        "and others",
        "Press: travelling press",
        "Press to be there at 09:30",
        "Press accreditation by 2017-03-17\\, 18:00",
        "Cameras for the first 5 min",
    ] {
        assert!(talks.contains(words), "{words}: {talks}");
    }
    assert!(entry(&visit, "flight").contains("Car 1: Dr Ivan Petrov (rear right)"));
    assert!(entry(&visit, "alone").contains("In the course of: Talks"));
    let lunch = entry(&visit, "lunch");
    assert!(
        lunch.contains("DTSTART;VALUE=DATE:20170320") && lunch.contains("after the talks"),
        "{lunch}"
    );
}

#[test]
fn whoever_has_the_chair_is_invited_to_it() {
    let mut visit = Visit::from_json(ANNOUNCED).expect("a visit");
    for (id, email) in [
        ("minister", "minister@example.org"),
        ("observer", "observer@example.org"),
    ] {
        let seat = &mut visit.members.get_mut(&id.into()).expect("a member").seat;
        let person = json!({ "name": { "en": id }, "email": email });
        seat.person = serde_json::from_value(person).ok();
    }
    let talks = entry(&visit, "talks");
    assert!(
        talks.contains("ROLE=CHAIR:mailto:minister@example.org"),
        "{talks}"
    );
    assert!(
        talks.contains("ROLE=REQ-PARTICIPANT:mailto:observer@example.org"),
        "{talks}"
    );
}

#[test]
fn the_calendar_can_be_read_back_without_a_remark() {
    let visit = Visit::from_json(ANNOUNCED).expect("a visit");
    let text = ical::write(&programme_of(&visit)).expect("a calendar");
    let back = read(text.as_bytes());
    assert_eq!(back.report, []);
    assert_eq!(back.events.len(), visit.engagements.len());
}
