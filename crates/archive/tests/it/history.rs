//! Who changed what, and when.

use archive::{ArchiveError, ChangeId, Made};
use serde_json::json;
use visit::{Action, Edit, EntityKey, Kind};

use crate::support::{AUTHOR, Desk};

#[test]
fn it_names_author_time_and_label_the_last_change_first() {
    let mut desk = Desk::new(2);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    desk.edit(&Edit::Remove {
        key: EntityKey::new(Kind::Engagement, "e-0"),
    });
    desk.undo();
    let desk = desk.reopen(2);
    let history = desk.open.history();
    let seen: Vec<_> = history
        .iter()
        .map(|it| {
            (
                it.time,
                it.made,
                it.label.as_ref().map(|label| label.action.clone()),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (4_000, Made::Undo, Some(Action::Remove)),
            (3_000, Made::Edit, Some(Action::Remove)),
            (2_000, Made::Edit, Some(Action::Set)),
            (1_000, Made::Edit, Some(Action::Create)),
        ]
    );
    assert!(history.iter().all(|it| it.author.name == AUTHOR));
}

#[test]
fn it_survives_compaction() {
    let mut desk = Desk::new(2);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let before = desk.open.history();
    let compaction = desk.open.compaction().unwrap();
    desk.library.compact(&mut desk.open, &compaction).unwrap();
    assert_eq!(desk.open.pending(), 0);
    let desk = desk.reopen(2);
    assert_eq!(desk.open.history(), before);
}

#[test]
fn an_added_entity_shows_its_fields_and_a_removed_one_its_mark() {
    let mut desk = Desk::new(1);
    let value = json!({"name": {"en": "Iikura House"}, "order": "a3"});
    let serde_json::Value::Object(value) = value else {
        panic!()
    };
    let added = desk.edit(&Edit::Add {
        kind: Kind::Venue,
        id: Some("p-1".into()),
        value,
    });
    let differences = desk.open.differences(&added.change.unwrap()).unwrap();
    assert!(
        differences
            .iter()
            .all(|it| it.before.is_none() && it.entity == EntityKey::new(Kind::Venue, "p-1"))
    );
    assert!(
        differences
            .iter()
            .any(|it| it.field == "name" && it.after == Some(json!({"en": "Iikura House"})))
    );
    let removed = desk.edit(&Edit::Remove {
        key: EntityKey::new(Kind::Venue, "p-1"),
    });
    let differences = desk.open.differences(&removed.change.unwrap()).unwrap();
    assert_eq!(
        differences.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(),
        ["removed"]
    );
}

#[test]
fn a_change_of_prose_shows_the_whole_text_before_and_after() {
    let mut desk = Desk::new(1);
    let recorded = desk.set(
        Kind::Topic,
        "t-1",
        json!({"brief": {"points_to_make": {"en": "We say one clear thing."}}}),
    );
    let differences = desk.open.differences(&recorded.change.unwrap()).unwrap();
    let brief = differences.iter().find(|it| it.field == "brief").unwrap();
    let points = |value: &Option<serde_json::Value>| value.as_ref().unwrap()["points_to_make"]["en"].clone();
    assert_eq!(points(&brief.before), "We say one thing.");
    assert_eq!(points(&brief.after), "We say one clear thing.");
}

#[test]
fn a_change_that_does_not_exist_is_refused() {
    let desk = Desk::new(1);
    for change in ["", "zz", &"0".repeat(64)] {
        let refused = desk.open.differences(&ChangeId(change.into()));
        assert!(matches!(refused, Err(ArchiveError::NoSuchChange { .. })));
    }
}
