//! The same calendar again: what is the same engagement, what is taken, and what is left alone.

use desk::{CalendarReport, WhyLeftAlone};
use visit::{Edit, EntityKey, Kind, Status, Visit, VisitId};

use crate::{
    calendars::{DINNER, FLAGS, TALKS, again, calendar, engagement, import, now, set},
    world::{Room, room},
};

fn steps(room: &Room, visit: &VisitId) -> usize {
    room.desk.history(visit).expect("a history").len()
}

#[test]
fn the_same_calendar_again_changes_nothing_and_makes_no_step() {
    let room = room();
    let visit = room.visit();
    let text = calendar(&[TALKS, DINNER], &[FLAGS]);
    let first = again(&room, &text, &visit);
    assert_eq!((first.new.len(), first.unchanged), (3, 0));
    let (before, count) = (now(&room, &visit), steps(&room, &visit));
    let second = again(&room, &text, &visit);
    assert_eq!(
        second,
        CalendarReport {
            unchanged: 3,
            ..CalendarReport::default()
        }
    );
    assert_eq!(now(&room, &visit), before);
    assert_eq!(steps(&room, &visit), count);
}

#[test]
fn what_the_calendar_changed_is_taken_field_by_field_and_what_it_does_not_speak_of_stays() {
    let room = room();
    let visit = room.visit();
    again(&room, &calendar(&[TALKS, DINNER], &[FLAGS]), &visit);
    let id = engagement(&now(&room, &visit), "Talks");
    let member = serde_json::json!({"side": "guest", "role": "principal"});
    let serde_json::Value::Object(value) = member else {
        panic!("an object")
    };
    let add = Edit::Add {
        kind: Kind::Member,
        id: Some("m".to_owned()),
        value,
    };
    room.desk.edit(&visit, add).expect("added");
    let joins = Edit::participants(&id, ["m"], []);
    room.desk.edit(&visit, joins).expect("joined");
    let before = now(&room, &visit).engagements[&id].clone();

    let moved = TALKS
        .replace("SEQUENCE:1", "SEQUENCE:2")
        .replace("T100000", "T103000");
    let report = again(&room, &calendar(&[&moved, DINNER], &[FLAGS]), &visit);
    assert_eq!(
        (report.new.len(), report.changed.len(), report.unchanged),
        (0, 1, 2)
    );
    assert_eq!(report.changed[0].key, EntityKey::from(&id));
    assert_eq!(report.changed[0].fields, ["when"]);
    let after = now(&room, &visit).engagements[&id].clone();
    assert_ne!(after.when, before.when);
    assert_eq!(
        (&after.participants, &after.order, &after.venue, &after.title),
        (&before.participants, &before.order, &before.venue, &before.title)
    );
    assert_eq!(now(&room, &visit).engagements.len(), 2, "nothing is doubled");
}

#[test]
fn what_was_changed_here_is_left_alone_and_named() {
    let room = room();
    let visit = room.visit();
    again(&room, &calendar(&[TALKS], &[]), &visit);
    let id = engagement(&now(&room, &visit), "Talks");
    set(
        &room,
        &visit,
        EntityKey::from(&id),
        "remarks",
        serde_json::json!({"en": "Ours"}),
    );
    let theirs = TALKS
        .replace("SEQUENCE:1", "SEQUENCE:4")
        .replace("Bring notes", "Bring everything")
        .replace("SUMMARY:Talks", "SUMMARY:Negotiations");
    for _ in 0..2 {
        let report = again(&room, &calendar(&[&theirs], &[]), &visit);
        assert_eq!(report.left_alone.len(), 1);
        assert_eq!(report.left_alone[0].why, WhyLeftAlone::ChangedHere);
        assert_eq!(report.left_alone[0].entry.fields, ["remarks"]);
        let it = now(&room, &visit).engagements[&id].clone();
        assert_eq!(
            (it.title.read(&[]), it.remarks.read(&[])),
            ("Negotiations", "Ours")
        );
    }
}

#[test]
fn a_translation_that_was_added_here_stays_and_keeps_nothing_out() {
    let room = room();
    let visit = room.visit();
    again(&room, &calendar(&[TALKS], &[]), &visit);
    let id = engagement(&now(&room, &visit), "Talks");
    let both = serde_json::json!({"en": "Talks", "ja": "会談"});
    set(&room, &visit, EntityKey::from(&id), "title", both);
    let renamed = TALKS
        .replace("SEQUENCE:1", "SEQUENCE:2")
        .replace("SUMMARY:Talks", "SUMMARY:Negotiations");
    let report = again(&room, &calendar(&[&renamed], &[]), &visit);
    assert_eq!(report.left_alone, []);
    let title = &now(&room, &visit).engagements[&id].title;
    assert_eq!(title.read(&["ja".into()]), "会談");
    assert_eq!(title.read(&["en".into()]), "Negotiations");
}

#[test]
fn an_older_file_is_left_alone_by_its_sequence_and_then_by_its_time() {
    let room = room();
    let visit = room.visit();
    let newer = TALKS.replace("SEQUENCE:1", "SEQUENCE:3");
    again(&room, &calendar(&[&newer], &[]), &visit);
    let before = now(&room, &visit);
    let lower = TALKS
        .replace("SEQUENCE:1", "SEQUENCE:2")
        .replace("SUMMARY:Talks", "SUMMARY:Old");
    let earlier = newer
        .replace("20170301T", "20170228T")
        .replace("SUMMARY:Talks", "SUMMARY:Old");
    for old in [lower, earlier] {
        let report = again(&room, &calendar(&[&old], &[]), &visit);
        assert_eq!(report.left_alone[0].why, WhyLeftAlone::Older);
        assert_eq!(report.left_alone[0].entry.fields, ["title"]);
        assert_eq!(now(&room, &visit), before);
    }
}

#[test]
fn what_is_gone_from_the_calendar_is_reported_and_stays() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Made here");
    again(&room, &calendar(&[TALKS, DINNER], &[]), &visit);
    let report = again(&room, &calendar(&[TALKS], &[]), &visit);
    assert_eq!(
        report
            .gone
            .iter()
            .map(|gone| gone.title.as_str())
            .collect::<Vec<_>>(),
        ["Dinner"]
    );
    assert!(now(&room, &visit).engagements.values().all(|it| !it.removed));
    let other = calendar(&[DINNER], &[]).replace("CALNAME:March", "CALNAME:Another");
    assert_eq!(
        again(&room, &other, &visit).gone,
        [],
        "another calendar says nothing of this one"
    );
}

fn imported(room: &Room, name: &str, text: &str, visit: &VisitId) -> Vec<String> {
    let file = room.folder.path().join(name);
    std::fs::write(&file, text.replace("X-WR-CALNAME:March\r\n", "")).expect("written");
    let report = room
        .desk
        .import(&file, Some(visit), &room.desk.begin("import"))
        .expect("imported");
    let gone = report.calendar.expect("a calendar").gone;
    gone.into_iter().map(|gone| gone.title).collect()
}

#[test]
fn what_is_gone_from_a_calendar_without_a_name_is_reported_whatever_the_second_download_is_called() {
    for name in ["programme (1).ics", "programme-1.ics", "final.ics"] {
        let room = room();
        let visit = room.visit();
        let both = calendar(&[TALKS, DINNER], &[]);
        assert_eq!(imported(&room, "programme.ics", &both, &visit), [""; 0]);
        assert_eq!(
            imported(&room, name, &calendar(&[TALKS], &[]), &visit),
            ["Dinner"],
            "{name}"
        );
    }
}

#[test]
fn another_calendar_whose_file_has_the_same_name_says_nothing_of_the_first() {
    let room = room();
    let visit = room.visit();
    let first = calendar(&[TALKS, DINNER], &[]);
    imported(&room, "calendar.ics", &first, &visit);
    let other = DINNER.replace("b@test", "z@test").replace("Dinner", "Lunch");
    assert_eq!(
        imported(&room, "calendar.ics", &calendar(&[&other], &[FLAGS]), &visit),
        [""; 0]
    );
}

#[test]
fn one_event_of_a_calendar_without_a_name_says_nothing_of_the_others() {
    let room = room();
    let visit = room.visit();
    imported(
        &room,
        "programme.ics",
        &calendar(&[TALKS, DINNER], &[FLAGS]),
        &visit,
    );
    assert_eq!(
        imported(&room, "invitation.ics", &calendar(&[TALKS], &[]), &visit),
        [""; 0]
    );
}

#[test]
fn what_was_called_off_is_cancelled_here_and_keeps_what_the_message_leaves_out() {
    let room = room();
    let visit = room.visit();
    again(&room, &calendar(&[TALKS, DINNER], &[]), &visit);
    let off = "UID:a@test\r\nDTSTAMP:20170302T000000Z\r\nSEQUENCE:2\r\nDTSTART;TZID=Asia/Tokyo:20170320T100000\r\n\
               DTEND;TZID=Asia/Tokyo:20170320T113000\r\n";
    let message = calendar(&[off], &[]).replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL");
    let report = again(&room, &message, &visit);
    assert_eq!(report.changed[0].fields, ["status"]);
    assert_eq!(
        report.gone,
        [],
        "a message tells of what it names and of nothing else"
    );
    let visit = now(&room, &visit);
    let it = &visit.engagements[&engagement(&visit, "Talks")];
    assert_eq!(
        (&it.status, it.remarks.read(&[])),
        (&Status::Cancelled, "Bring notes")
    );
    assert!(it.venue.is_some());
}

#[test]
fn what_was_removed_here_stays_removed() {
    let room = room();
    let visit = room.visit();
    again(&room, &calendar(&[TALKS], &[FLAGS]), &visit);
    let key = EntityKey::from(&engagement(&now(&room, &visit), "Talks"));
    room.desk
        .edit(&visit, Edit::Remove { key: key.clone() })
        .expect("removed");
    let before = now(&room, &visit);
    let changed = TALKS
        .replace("SEQUENCE:1", "SEQUENCE:7")
        .replace("SUMMARY:Talks", "SUMMARY:Back");
    let report = again(&room, &calendar(&[&changed], &[FLAGS]), &visit);
    assert_eq!(report.left_alone[0].why, WhyLeftAlone::RemovedHere);
    assert_eq!(report.left_alone[0].entry.key, key);
    assert_eq!((report.new, report.changed), (vec![], vec![]));
    assert_eq!(now(&room, &visit), before);
}

#[test]
fn an_import_that_was_undone_can_be_done_again_under_the_same_ids() {
    let room = room();
    let visit = room.visit();
    let text = calendar(&[TALKS], &[FLAGS]);
    again(&room, &text, &visit);
    let first = now(&room, &visit);
    room.desk.undo(&visit).expect("undone");
    let report = again(&room, &text, &visit);
    assert_eq!((report.new.len(), report.left_alone.len()), (2, 0));
    let second = now(&room, &visit);
    let living = |visit: &Visit| -> Vec<String> {
        let ids = visit
            .engagements
            .iter()
            .filter(|(_, it)| !it.removed)
            .map(|(id, _)| id.to_string());
        ids.chain(
            visit
                .tasks
                .iter()
                .filter(|(_, it)| !it.removed)
                .map(|(id, _)| id.to_string()),
        )
        .collect()
    };
    assert_eq!(living(&first), living(&second));
    room.desk.undo(&visit).expect("undone");
    room.desk.redo(&visit).expect("done again");
    assert_eq!(again(&room, &text, &visit).unchanged, 2);
}

#[test]
fn a_part_of_a_series_is_told_from_its_series_and_known_again_in_another_zone() {
    let room = room();
    let visit = room.visit();
    let series = "UID:s@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART;TZID=Asia/Tokyo:20170320T090000\r\n\
                  DTEND;TZID=Asia/Tokyo:20170320T093000\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:Briefing\r\n";
    let part = "UID:s@test\r\nDTSTAMP:20170301T000000Z\r\nRECURRENCE-ID;TZID=Asia/Tokyo:20170321T090000\r\n\
                DTSTART;TZID=Asia/Tokyo:20170321T080000\r\nDTEND;TZID=Asia/Tokyo:20170321T083000\r\nSUMMARY:Early briefing\r\n";
    again(&room, &calendar(&[series, part], &[]), &visit);
    assert_eq!(now(&room, &visit).engagements.len(), 2);
    let in_utc = part.replace(
        "RECURRENCE-ID;TZID=Asia/Tokyo:20170321T090000",
        "RECURRENCE-ID:20170321T000000Z",
    );
    let report = again(&room, &calendar(&[series, &in_utc], &[]), &visit);
    assert_eq!((report.new.len(), report.unchanged), (0, 2));
}

#[test]
fn a_task_that_is_done_elsewhere_is_done_here_and_one_done_here_stays_done() {
    let room = room();
    let visit = room.visit();
    let other = FLAGS.replace("t@test", "u@test").replace("Flags", "Anthems");
    again(&room, &calendar(&[], &[FLAGS, &other]), &visit);
    let anthems = now(&room, &visit)
        .tasks
        .iter()
        .find(|(_, it)| it.title.read(&[]) == "Anthems")
        .expect("a task")
        .0
        .clone();
    set(
        &room,
        &visit,
        EntityKey::from(&anthems),
        "done",
        serde_json::json!({"by": "Ivanova"}),
    );
    let done = format!(
        "{FLAGS}LAST-MODIFIED:20170305T000000Z\r\nSTATUS:COMPLETED\r\nCOMPLETED:20170305T000000Z\r\n"
    );
    let report = again(&room, &calendar(&[], &[&done, &other]), &visit);
    assert_eq!(report.changed[0].fields, ["done"]);
    assert_eq!(report.unchanged, 1);
    let visit = now(&room, &visit);
    assert!(visit.tasks.values().all(|task| task.done.is_some()));
    assert_eq!(visit.tasks.len(), 2);
}

#[test]
fn a_calendar_that_becomes_a_new_visit_tells_which_visit_has_it_already() {
    let room = room();
    let text = calendar(&[TALKS], &[FLAGS]);
    let first = import(&room, &text, None);
    assert_eq!(first.calendar.expect("a calendar").elsewhere, None);
    let second = import(&room, &text, None);
    assert_ne!(first.visit, second.visit);
    let elsewhere = second.calendar.expect("a calendar").elsewhere.expect("the first");
    assert_eq!(elsewhere.summary.id, first.visit);
}

#[test]
fn the_search_for_a_visit_that_has_a_calendar_already_tells_how_far_it_is_and_can_be_cancelled() {
    let room = room();
    for _ in 0..3 {
        room.visit();
    }
    let job = room.desk.begin("import");
    let (cancelled, count) = (job.clone(), 1);
    *room.host.listener.lock().expect("a lock") = Some(Box::new(move |progress| {
        if progress.step == desk::JobStep::Checking && progress.done == count {
            assert_eq!(progress.total, Some(3));
            cancelled.cancel();
        }
    }));
    let file = room.folder.path().join("visit.ics");
    std::fs::write(&file, calendar(&[TALKS], &[])).expect("written");
    let outcome = room.desk.import(&file, None, &job);
    assert!(matches!(outcome, Err(desk::DeskError::Cancelled)), "{outcome:?}");
    let heard = room.host.heard.lock().expect("a lock");
    let checked = heard
        .iter()
        .filter(|progress| progress.step == desk::JobStep::Checking);
    assert_eq!(checked.count(), 2, "nothing more is read");
    assert_eq!(room.desk.visits().expect("a list").len(), 3);
}
