//! Calendars as files, and visits into which they go.

use std::fs;

use desk::{CalendarReport, ImportReport};
use visit::{Edit, EngagementId, EntityKey, Visit, VisitId};

use crate::world::Room;

pub(crate) const TALKS: &str = "UID:a@test\r\nDTSTAMP:20170301T000000Z\r\nSEQUENCE:1\r\nDTSTART;TZID=Asia/Tokyo:20170320T100000\r\n\
DTEND;TZID=Asia/Tokyo:20170320T113000\r\nSUMMARY:Talks\r\nLOCATION:Iikura House\r\nDESCRIPTION:Bring notes\r\n";
pub(crate) const DINNER: &str = "UID:b@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART;TZID=Asia/Tokyo:20170320T190000\r\n\
DTEND;TZID=Asia/Tokyo:20170320T210000\r\nSUMMARY:Dinner\r\nLOCATION:Embassy\r\n";
pub(crate) const FLAGS: &str =
    "UID:t@test\r\nDTSTAMP:20170301T000000Z\r\nSUMMARY:Flags\r\nDUE;VALUE=DATE:20170318\r\n";

pub(crate) fn calendar(events: &[&str], tasks: &[&str]) -> String {
    let mut text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nX-WR-CALNAME:March\r\n".to_owned();
    for (kind, bodies) in [("VEVENT", events), ("VTODO", tasks)] {
        for body in bodies {
            text.push_str(&format!("BEGIN:{kind}\r\n{body}END:{kind}\r\n"));
        }
    }
    text + "END:VCALENDAR\r\n"
}

pub(crate) fn import(room: &Room, text: &str, into: Option<&VisitId>) -> ImportReport {
    let file = room.folder.path().join("visit.ics");
    fs::write(&file, text).expect("written");
    room.desk
        .import(&file, into, &room.desk.begin("import"))
        .expect("imported")
}

pub(crate) fn again(room: &Room, text: &str, visit: &VisitId) -> CalendarReport {
    import(room, text, Some(visit)).calendar.expect("a calendar")
}

pub(crate) fn now(room: &Room, visit: &VisitId) -> Visit {
    room.desk.open_visit(visit).expect("a visit").visit
}

pub(crate) fn engagement(visit: &Visit, title: &str) -> EngagementId {
    let mut found = visit
        .engagements
        .iter()
        .filter(|(_, it)| it.title.read(&[]) == title);
    found.next().expect("an engagement").0.clone()
}

pub(crate) fn set(room: &Room, visit: &VisitId, key: EntityKey, field: &str, value: serde_json::Value) {
    let fields = [(field.to_owned(), value)].into_iter().collect();
    room.desk.edit(visit, Edit::set(key, fields)).expect("set");
}
