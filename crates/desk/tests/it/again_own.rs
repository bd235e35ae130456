//! Calendars that Chancery wrote, imported into the visit of which they tell.

use desk::{CalendarReport, ExportFormat, ExportOptions};
use visit::{Edit, EntityKey, Kind, Text};

use crate::{
    calendars::{again, now, set},
    world::{object, room},
};

fn in_language(lang: &str) -> ExportOptions {
    ExportOptions {
        languages: vec![lang.into()],
        ..ExportOptions::default()
    }
}

#[test]
fn our_own_calendar_again_changes_nothing_in_any_of_its_languages() {
    let room = room();
    let visit = room.desk.open_sample().expect("the sample").summary.id;
    let before = now(&room, &visit);
    let all = before.engagements.len() + before.tasks.len();
    for lang in ["en", "ru", "ja"] {
        let exported = room
            .desk
            .export(
                &visit,
                ExportFormat::Ics,
                &in_language(lang),
                &room.desk.begin("job"),
            )
            .expect("exported");
        let report = again(&room, &String::from_utf8(exported.bytes).expect("text"), &visit);
        assert_eq!(
            report,
            CalendarReport {
                unchanged: all,
                ..CalendarReport::default()
            },
            "{lang}"
        );
    }
    assert_eq!(now(&room, &visit), before);
}

#[test]
fn our_own_calendar_is_taken_where_another_program_changed_it_and_left_where_it_is_old() {
    let room = room();
    let visit = room.visit();
    let id = room.engagement(&visit, "Talks");
    let task = visit::Task {
        title: Text::new("en", "Flags"),
        ..visit::Task::default()
    };
    let add = Edit::Add {
        kind: Kind::Task,
        id: Some("f".to_owned()),
        value: object(&task),
    };
    room.desk.edit(&visit, add).expect("added");
    let export = || {
        let job = room.desk.begin("job");
        let bytes = room
            .desk
            .export(&visit, ExportFormat::Ics, &ExportOptions::default(), &job)
            .expect("exported")
            .bytes;
        String::from_utf8(bytes).expect("text")
    };
    let old = export();
    set(
        &room,
        &visit,
        EntityKey::from(&id),
        "title",
        serde_json::json!({"en": "Negotiations"}),
    );
    set(
        &room,
        &visit,
        EntityKey::new(Kind::Task, "f"),
        "title",
        serde_json::json!({"en": "Flags and anthems"}),
    );
    let before = now(&room, &visit);
    let report = again(&room, &old, &visit);
    assert_eq!(report.changed, []);
    assert_eq!(report.left_alone.len(), 2);
    assert_eq!(now(&room, &visit), before);

    let ticked = export().replace(
        "STATUS:NEEDS-ACTION",
        "LAST-MODIFIED:20170318T000000Z\r\nSTATUS:COMPLETED",
    );
    let report = again(&room, &ticked, &visit);
    assert_eq!(report.changed.len(), 1);
    assert!(now(&room, &visit).tasks[&"f".into()].done.is_some());
    assert!(
        now(&room, &visit).engagements[&id].calendar.is_none(),
        "it is still our own"
    );
}
