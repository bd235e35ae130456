//! Calendars that Chancery wrote, imported into the visit of which they tell.

use desk::{CalendarReport, ExportFormat, ExportOptions};
use visit::{Edit, EntityKey, Kind, Text};

use visit::{EngagementId, VisitId, When};

use crate::{
    calendars::{again, now, set},
    world::{Room, at, object, room},
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
    let (visit, id) = talks_and_flags(&room);
    let old = exported(&room, &visit);
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

    let ticked = exported(&room, &visit).replace(
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

/// A visit with one engagement, 'Talks', and one task, 'Flags'.
fn talks_and_flags(room: &Room) -> (VisitId, EngagementId) {
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
    (visit, id)
}

fn exported(room: &Room, visit: &VisitId) -> String {
    let job = room.desk.begin("job");
    let options = ExportOptions::default();
    let made = room.desk.export(visit, ExportFormat::Ics, &options, &job);
    String::from_utf8(made.expect("exported").bytes).expect("text")
}

fn rename(room: &Room, visit: &VisitId, key: EntityKey, title: &str) {
    set(room, visit, key, "title", serde_json::json!({"en": title}));
}

fn flags() -> EntityKey {
    EntityKey::new(Kind::Task, "f")
}

/// What another program does to the task, and to nothing else.
fn ticked(text: &str) -> String {
    text.replace(
        "STATUS:NEEDS-ACTION",
        "LAST-MODIFIED:20170318T000000Z\r\nCOMPLETED:20170318T000000Z\r\nSTATUS:COMPLETED",
    )
}

/// What another program does to the engagement: it moves it by an hour, and counts.
fn moved(text: &str) -> String {
    text.replace("SEQUENCE:0", "SEQUENCE:1\r\nLAST-MODIFIED:20170318T000000Z")
        .replace("20170320T100000", "20170320T110000")
        .replace(
            "20170320T110000\r\nDTEND;TZID=Asia/Tokyo:20170320T110000",
            "20170320T110000\r\nDTEND;TZID=Asia/Tokyo:20170320T120000",
        )
}

#[test]
fn a_task_that_is_ticked_in_an_older_file_keeps_the_title_that_it_has_got_here() {
    let room = room();
    let (visit, _) = talks_and_flags(&room);
    let old = exported(&room, &visit);
    rename(&room, &visit, flags(), "Flags and anthems");
    for step in 0..2 {
        let report = again(&room, &ticked(&old), &visit);
        assert_eq!(report.changed.len(), 1 - step, "{report:?}");
        let task = now(&room, &visit).tasks[&"f".into()].clone();
        assert_eq!(task.title.read(&[]), "Flags and anthems");
        assert!(task.done.is_some());
    }
}

#[test]
fn an_engagement_that_is_moved_in_an_older_file_keeps_the_title_that_it_has_got_here() {
    let room = room();
    let (visit, id) = talks_and_flags(&room);
    let old = exported(&room, &visit);
    rename(&room, &visit, EntityKey::from(&id), "Negotiations");
    let there = moved(&old);
    assert_ne!(there, old);
    let report = again(&room, &there, &visit);
    assert_eq!(report.changed[0].fields, ["when"]);
    let it = now(&room, &visit).engagements[&id].clone();
    assert_eq!((it.title.read(&[]), &it.when), ("Negotiations", &at(11)));

    // The next version of the same file still has the old title, and another place.
    let there = there.replace("SUMMARY:Talks", "SUMMARY:Talks\r\nLOCATION:Iikura House");
    let report = again(&room, &there, &visit);
    assert_eq!(report.changed[0].fields, ["venue"]);
    let it = now(&room, &visit).engagements[&id].clone();
    assert_eq!((it.title.read(&[]), &it.when), ("Negotiations", &at(11)));

    // Where both changed the same, ours stays and that is said.
    let there = there.replace("SUMMARY:Talks", "SUMMARY:Consultations");
    let report = again(&room, &there, &visit);
    assert_eq!(report.left_alone[0].entry.fields, ["title"]);
    assert_eq!(
        now(&room, &visit).engagements[&id].title.read(&[]),
        "Negotiations"
    );
}

#[test]
fn a_program_that_counts_nothing_and_writes_every_time_in_utc_changes_only_what_it_changed() {
    let room = room();
    let (visit, id) = talks_and_flags(&room);
    let old = exported(&room, &visit);
    rename(&room, &visit, EntityKey::from(&id), "Negotiations");
    let there = old
        .replace(
            "DTSTART;TZID=Asia/Tokyo:20170320T100000",
            "DTSTART:20170320T010000Z",
        )
        .replace("DTEND;TZID=Asia/Tokyo:20170320T110000", "DTEND:20170320T020000Z")
        .replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
        .replace("STATUS:TENTATIVE", "STATUS:CANCELLED");
    let report = again(&room, &there, &visit);
    assert_eq!(report.changed[0].fields, ["status"]);
    let it = now(&room, &visit).engagements[&id].clone();
    assert_eq!((it.title.read(&[]), &it.when), ("Negotiations", &at(10)));
}

#[test]
fn what_was_taken_from_a_file_and_changed_there_again_is_taken_again() {
    let room = room();
    let (visit, id) = talks_and_flags(&room);
    let old = exported(&room, &visit);
    for (count, title) in [(1, "Consultations"), (2, "Negotiations")] {
        let there = old
            .replace("SEQUENCE:0", &format!("SEQUENCE:{count}"))
            .replace("SUMMARY:Talks", &format!("SUMMARY:{title}"));
        let report = again(&room, &there, &visit);
        assert_eq!(report.changed[0].fields, ["title"]);
        assert_eq!(now(&room, &visit).engagements[&id].title.read(&[]), title);
    }
    let report = again(&room, &old, &visit);
    assert_eq!(
        report.changed,
        [],
        "the file of the beginning brings nothing back"
    );
    assert_eq!(
        now(&room, &visit).engagements[&id].title.read(&[]),
        "Negotiations"
    );
}

#[test]
fn a_place_that_was_taken_out_there_is_taken_out_here_unless_it_is_another_one_by_now() {
    let room = room();
    let (visit, id) = talks_and_flags(&room);
    let venue = |name: &str| Edit::Add {
        kind: Kind::Venue,
        id: Some(name.to_owned()),
        value: object(&visit::Venue {
            name: Text::new("en", name),
            ..visit::Venue::default()
        }),
    };
    let key = EntityKey::from(&id);
    for name in ["Embassy", "Palace"] {
        room.desk.edit(&visit, venue(name)).expect("added");
        set(&room, &visit, key.clone(), "venue", name.into());
    }
    let there = exported(&room, &visit).replace("LOCATION:Palace\r\n", "");
    set(&room, &visit, key.clone(), "venue", "Embassy".into());
    let report = again(&room, &there, &visit);
    assert_eq!(report.left_alone[0].entry.fields, ["venue"]);
    set(&room, &visit, key, "venue", "Palace".into());
    let report = again(&room, &there, &visit);
    assert_eq!(report.changed[0].fields, ["venue"]);
    assert_eq!(now(&room, &visit).engagements[&id].venue, None);
}

#[test]
fn a_calendar_of_ours_that_another_visit_has_taken_brings_it_up_to_date() {
    let room = room();
    let (first, id) = talks_and_flags(&room);
    let second = room.visit();
    again(&room, &exported(&room, &first), &second);
    rename(&room, &first, EntityKey::from(&id), "Negotiations");
    rename(&room, &first, flags(), "Flags and anthems");
    let later = exported(&room, &first).replace("DTSTAMP:20170317", "DTSTAMP:20170318");
    let report = again(&room, &later, &second);
    assert_eq!((report.changed.len(), report.left_alone.len()), (2, 0));
}

#[test]
fn fingerprints_of_a_version_that_is_not_known_are_left_aside() {
    let room = room();
    let (visit, _) = talks_and_flags(&room);
    let other = ticked(&exported(&room, &visit)).replace("X-CHANCERY-EXPORTED:1", "X-CHANCERY-EXPORTED:2");
    let report = again(&room, &other, &visit);
    assert_eq!(report.changed[0].fields, ["done"]);
    assert!(matches!(
        now(&room, &visit).engagements.values().next().map(|it| &it.when),
        Some(When::At(_))
    ));
}
