use desk::{Access, Desk, DeskError};
use visit::{Action, Edit, EntityKey, RefusalCode};

use crate::world::{Still, at, room};

#[test]
fn an_edit_is_there_after_the_library_was_closed_and_opened_again() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    room.desk
        .edit(&visit, Edit::move_to(&talks, at(14)))
        .expect("moved");
    let folder = room.desk.folder().to_owned();
    drop(room.desk);

    let again = Desk::open(&folder, Access::Write, Still::new()).expect("a library");
    let opened = again.open_visit(&visit).expect("a visit");
    assert_eq!(opened.visit.engagements[&talks].when, at(14));
    assert_eq!(opened.undo.expect("a label").action, Action::Move);
}

#[test]
fn undo_and_redo_survive_a_restart_and_name_what_they_do() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    room.desk
        .edit(&visit, Edit::move_to(&talks, at(14)))
        .expect("moved");
    let folder = room.desk.folder().to_owned();
    drop(room.desk);

    let again = Desk::open(&folder, Access::Write, Still::new()).expect("a library");
    let undone = again.undo(&visit).expect("undone");
    assert_eq!(
        undone
            .redo
            .as_ref()
            .map(|label| (label.action.clone(), label.subject.as_str())),
        Some((Action::Move, "Talks"))
    );
    assert_eq!(
        again.open_visit(&visit).expect("a visit").visit.engagements[&talks].when,
        at(10)
    );
    again.redo(&visit).expect("done again");
    assert_eq!(
        again.open_visit(&visit).expect("a visit").visit.engagements[&talks].when,
        at(14)
    );
}

#[test]
fn everything_can_be_undone_down_to_the_new_visit() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    room.desk
        .edit(
            &visit,
            Edit::Remove {
                key: EntityKey::from(&talks),
            },
        )
        .expect("removed");
    room.desk.undo(&visit).expect("undone");
    room.desk.undo(&visit).expect("undone");
    assert!(matches!(room.desk.undo(&visit), Err(DeskError::NothingToUndo)));
    let opened = room.desk.open_visit(&visit).expect("a visit");
    assert!(
        opened
            .visit
            .engagements
            .values()
            .all(|engagement| engagement.removed)
    );
}

#[test]
fn a_refused_edit_changes_nothing_and_says_which_field_and_what_to_do() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    let before = room.desk.open_visit(&visit).expect("a visit");
    let fields = serde_json::json!({ "venue": "no-such-venue" });
    let serde_json::Value::Object(fields) = fields else {
        panic!("an object")
    };
    let refused = room.desk.edit(&visit, Edit::set(&talks, fields));
    let Err(DeskError::Refused(refusal)) = refused else {
        panic!("a refusal")
    };
    assert_eq!(refusal.code, RefusalCode::UnknownReference);
    assert_eq!(refusal.path, format!("/engagements/{talks}/venue"));
    assert!(!refusal.remedy.is_empty());
    assert_eq!(room.desk.open_visit(&visit).expect("a visit"), before);
}

#[test]
fn the_history_says_who_did_what_and_when_the_newest_first() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks");
    let history = room.desk.history(&visit).expect("a history");
    let actions: Vec<Action> = history
        .iter()
        .filter_map(|entry| Some(entry.label.as_ref()?.action.clone()))
        .collect();
    assert_eq!(actions, [Action::Add, Action::Create]);
    assert_eq!(history[0].author, "Protocol officer");
    assert_eq!(history[0].at.to_rfc3339(), "2017-03-17T08:00:00+00:00");
}

#[test]
fn an_edit_of_a_visit_in_the_trash_says_that_it_lies_there() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks");
    room.desk.trash_visit(&visit).expect("in the trash");
    let calendar = crate::calendars::calendar(&[crate::calendars::TALKS], &[]);
    for _ in 0..2 {
        let report = crate::calendars::import(&room, &calendar, Some(&visit));
        assert!(report.summary.trashed, "also where there was nothing to record");
    }
    let trashed = |answer: desk::EditAnswer| answer.summary.is_some_and(|summary| summary.trashed);
    assert!(trashed(room.desk.undo(&visit).expect("undone")));
    room.desk.restore_visit(&visit).expect("restored");
    assert!(!trashed(room.desk.redo(&visit).expect("done again")));
}
