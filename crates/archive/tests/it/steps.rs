//! Undo steps that are damaged: they are told, and keep nobody from editing.

use archive::{ArchiveError, FILE_NAME};
use serde_json::json;
use visit::Kind;

use crate::support::{Desk, go_on, id, person};

#[test]
fn undo_steps_that_are_missing_or_changed_are_told_and_can_be_forgotten() {
    for damage in [
        "DELETE FROM steps WHERE stack = 'undo' AND position = 1",
        "UPDATE steps SET label = replace(label, 'Talks', 'Walks')",
        "UPDATE steps SET stack = 'undo', position = 9 WHERE stack = 'redo'",
    ] {
        let mut desk = Desk::new(1);
        desk.set(Kind::Engagement, "e-0", json!({"status": "tentative"}));
        desk.set(Kind::Engagement, "e-0", json!({"status": "cancelled"}));
        desk.undo();
        let Desk {
            folder,
            library,
            open,
            visit,
            time,
        } = desk;
        drop((library, open));
        rusqlite::Connection::open(folder.path().join(FILE_NAME))
            .unwrap()
            .execute_batch(damage)
            .unwrap();
        let (mut library, report) = crate::support::open(folder.path(), 2);
        assert_eq!(report.damage, None);
        assert_eq!(library.check(&mut go_on).unwrap().problems.len(), 1, "{damage}");
        assert!(
            matches!(
                library.undo_top(&id("v-1"), &person()),
                Err(ArchiveError::StepsDamaged { .. })
            ),
            "{damage}"
        );
        let open = library.open_visit(&id("v-1")).unwrap();
        assert_eq!(open.read().unwrap(), visit);
        library.forget_steps(&id("v-1")).unwrap();
        assert_eq!(library.undo_top(&id("v-1"), &person()).unwrap(), None);
        assert_eq!(library.check(&mut go_on).unwrap().problems, []);
        let mut desk = Desk {
            folder,
            library,
            open,
            visit,
            time,
        };
        desk.set(Kind::Engagement, "e-0", json!({"status": "confirmed"}));
        desk.undo();
    }
}

#[test]
fn two_people_with_one_name_do_not_share_what_they_can_undo() {
    let mut desk = Desk::new(1);
    desk.set(Kind::Engagement, "e-0", json!({"status": "tentative"}));
    let undo = |person: &str| desk.library.undo_top(desk.open.id(), &person.into()).unwrap();
    assert!(undo(crate::support::PERSON).is_some());
    assert_eq!(undo("another-anna"), None);
}
