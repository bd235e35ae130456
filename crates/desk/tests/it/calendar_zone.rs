//! By whose clocks a calendar is read that becomes a new visit.

use visit::VisitId;

use crate::{
    calendars::{DINNER, TALKS, calendar, import, now},
    world::{Room, room},
};

fn zone_of(room: &Room, visit: &VisitId) -> Option<String> {
    now(room, visit)
        .facts
        .host
        .zone
        .map(|zone| zone.as_str().to_owned())
}

fn in_utc(event: &str) -> String {
    event
        .replace(
            "DTSTART;TZID=Asia/Tokyo:20170320T190000",
            "DTSTART:20170320T100000Z",
        )
        .replace("DTEND;TZID=Asia/Tokyo:20170320T210000", "DTEND:20170320T120000Z")
}

#[test]
fn a_new_visit_takes_the_zone_in_which_most_events_of_its_calendar_are() {
    let room = room();
    let utc = in_utc(DINNER);
    assert_ne!(utc, DINNER);
    let third = DINNER.replace("UID:b@test", "UID:c@test");
    for (events, zone) in [
        (vec![TALKS, DINNER], Some("Asia/Tokyo")),
        (vec![TALKS, &third, &utc], Some("Asia/Tokyo")),
        (vec![TALKS, &utc], None),
        (vec![&utc], None),
    ] {
        let report = import(&room, &calendar(&events, &[]), None);
        assert_eq!(zone_of(&room, &report.visit).as_deref(), zone, "{events:?}");
        let told = report
            .skipped
            .iter()
            .any(|skipped| skipped.what.contains("time zone"));
        assert_eq!(told, zone.is_none(), "{events:?}");
    }
}

#[test]
fn the_zone_that_a_calendar_names_counts_unless_it_is_nobody_s() {
    let room = room();
    for (named, zone) in [("Europe/Moscow", "Europe/Moscow"), ("UTC", "Asia/Tokyo")] {
        let text = calendar(&[TALKS], &[]).replace(
            "X-WR-CALNAME:March",
            &format!("X-WR-CALNAME:March\r\nX-WR-TIMEZONE:{named}"),
        );
        let report = import(&room, &text, None);
        assert_eq!(zone_of(&room, &report.visit).as_deref(), Some(zone), "{named}");
    }
}
