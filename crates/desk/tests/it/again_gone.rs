//! What is missing from a calendar that Chancery wrote, and what it says of how confidential it is.

use desk::{CalendarReport, ExportFormat, ExportOptions};
use serde_json::json;
use visit::{EntityKey, VisitId};

use crate::{
    calendars::{TALKS, again, calendar, engagement, import, now, set},
    world::{Room, room},
};

fn exported(room: &Room, visit: &VisitId, options: &ExportOptions) -> String {
    let job = room.desk.begin("job");
    let made = room.desk.export(visit, ExportFormat::Ics, options, &job);
    String::from_utf8(made.expect("exported").bytes).expect("text")
}

/// The calendar without the entry of this title.
fn without(text: &str, title: &str) -> String {
    let entries = text
        .split("BEGIN:VEVENT")
        .filter(|part| !part.contains(&format!("SUMMARY:{title}")));
    let mut left = entries.collect::<Vec<_>>().join("BEGIN:VEVENT");
    if !left.ends_with("END:VCALENDAR\r\n") {
        left.push_str("END:VCALENDAR\r\n");
    }
    left
}

#[test]
fn what_is_missing_from_a_calendar_of_ours_is_said_to_be_gone_and_stays() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    let dinner = room.engagement(&visit, "Dinner");
    let out = exported(&room, &visit, &ExportOptions::default());
    // What is new here since was never in the calendar.
    let lunch = room.engagement(&visit, "Lunch");
    let report = again(&room, &without(&out, "Dinner"), &visit);
    let gone: Vec<_> = report.gone.iter().map(|entry| entry.key.clone()).collect();
    assert_eq!(gone, [EntityKey::from(&dinner)]);
    assert_eq!(report.unchanged, 1);
    let now = now(&room, &visit);
    for id in [&talks, &dinner, &lunch] {
        assert!(!now.engagements[id].removed, "{id}");
    }
}

#[test]
fn what_a_calendar_of_some_days_never_held_is_not_gone_from_it() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks");
    let other = room.engagement(&visit, "Arrival");
    set(
        &room,
        &visit,
        EntityKey::from(&other),
        "when",
        json!({"kind": "day", "date": "2017-03-18"}),
    );
    let options = ExportOptions {
        days: Some("2017-03-20..2017-03-20".parse().expect("days")),
        ..ExportOptions::default()
    };
    let out = exported(&room, &visit, &options);
    assert!(!out.contains("SUMMARY:Arrival"));
    assert_eq!(again(&room, &out, &visit).gone, []);
}

#[test]
fn a_calendar_of_ours_in_another_visit_says_nothing_of_what_that_one_has() {
    let room = room();
    let (first, second) = (room.visit(), room.visit());
    room.engagement(&first, "Talks");
    room.engagement(&second, "Dinner");
    let out = exported(&room, &first, &ExportOptions::default());
    assert_eq!(again(&room, &out, &second).gone, []);
}

#[test]
fn no_entry_of_a_marked_visit_goes_out_as_public_and_none_is_changed_by_coming_back() {
    let room = room();
    for (class, out) in [
        ("", "CLASS:CONFIDENTIAL"),
        ("CLASS:PUBLIC\r\n", "CLASS:CONFIDENTIAL"),
        ("CLASS:PRIVATE\r\n", "CLASS:CONFIDENTIAL"),
        ("CLASS:CONFIDENTIAL\r\n", "CLASS:CONFIDENTIAL"),
    ] {
        let text = calendar(&[&format!("{TALKS}{class}URL:https://example.org\r\n")], &[]);
        let visit = import(&room, &text, None).visit;
        let id = engagement(&now(&room, &visit), "Talks");
        let lines = now(&room, &visit).engagements[&id].calendar.clone();
        assert!(!exported(&room, &visit, &ExportOptions::default()).contains("X-CHANCERY-CLASS"));
        set(&room, &visit, EntityKey::facts(), "marking", "RESTRICTED".into());
        let marked = exported(&room, &visit, &ExportOptions::default());
        assert!(
            marked.contains(out) && marked.matches("\r\nCLASS:").count() == 1,
            "{marked}"
        );
        let report = again(&room, &marked, &visit);
        assert_eq!(
            report,
            CalendarReport {
                unchanged: 1,
                ..CalendarReport::default()
            },
            "{class}"
        );
        assert_eq!(now(&room, &visit).engagements[&id].calendar, lines);
    }
}

#[test]
fn a_task_whose_uid_has_a_control_character_is_known_again() {
    let room = room();
    let task = "UID:a\u{1}b\r\nDTSTAMP:20170301T000000Z\r\nSUMMARY:Flags\r\n";
    let visit = import(&room, &calendar(&[], &[task]), None).visit;
    let out = exported(&room, &visit, &ExportOptions::default());
    assert!(out.contains("UID:ab\r\n"), "{out}");
    for text in [&out, &calendar(&[], &[task])] {
        let report = again(&room, text, &visit);
        assert_eq!((report.new, report.unchanged), (vec![], 1));
    }
}
