//! A visit that two have in memory: whoever writes on a history that is no longer the one on the disk is refused.

use archive::{ArchiveError, Edited, OpenVisit, Recorded, UndoStep};
use serde_json::{Value, json};
use visit::{Document as _, Kind, Visit};

use crate::support::{Desk, go_on, id, set, stamp};

/// Edits the visit in `open`, which need not be the desk's own.
fn edit(desk: &mut Desk, open: &mut OpenVisit, fields: Value) -> Result<Recorded, ArchiveError> {
    let mut visit: Visit = open.read().unwrap();
    let applied = visit.apply(&set(Kind::Engagement, "e-1", fields)).unwrap();
    let step = UndoStep::Edit(applied.undo);
    desk.library.record(
        open,
        &visit,
        &Edited::new(&applied.changed, &applied.label),
        &stamp(desk.time),
        &step,
    )
}

/// A library with one visit that is open twice, of which the second opening is behind.
fn behind(mut desk: Desk) -> (Desk, OpenVisit) {
    let other = desk.library.open_visit(&id("v-1")).unwrap();
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    (desk, other)
}

#[test]
fn an_edit_of_a_history_that_is_no_longer_the_one_on_the_disk_is_refused_and_memory_is_read_again() {
    let (mut desk, mut other) = behind(Desk::new(3));
    let refused = edit(&mut desk, &mut other, json!({"remarks": {"en": "Late"}}));
    assert!(
        matches!(&refused, Err(ArchiveError::ChangedElsewhere { .. })),
        "{refused:?}"
    );
    assert_eq!(other.read().unwrap(), desk.visit);
    edit(&mut desk, &mut other, json!({"remarks": {"en": "Late"}})).unwrap();
    let stored = desk.library.open_visit(&id("v-1")).unwrap();
    assert_eq!(stored.read().unwrap(), other.read().unwrap());
    assert_eq!(stored.history().len(), 3);
    assert_eq!(desk.library.check(&mut go_on).unwrap().problems, []);
}

#[test]
fn changes_are_not_merged_into_a_history_that_is_no_longer_the_one_on_the_disk() {
    let desk = Desk::new(3);
    let mut away = desk.copy(7);
    let (mut desk, mut other) = behind(desk);
    away.set(Kind::Engagement, "e-2", json!({"status": "cancelled"}));
    let bytes = away.open.to_bytes();
    let refused = desk.library.merge_changes(&mut other, &bytes, &stamp(1));
    assert!(
        matches!(&refused, Err(ArchiveError::ChangedElsewhere { .. })),
        "{refused:?}"
    );
    assert_eq!(other.read().unwrap(), desk.visit);
    desk.library.merge_changes(&mut other, &bytes, &stamp(1)).unwrap();
    assert_eq!(desk.library.check(&mut go_on).unwrap().problems, []);
}

#[test]
fn a_blob_of_an_earlier_history_takes_the_place_of_nothing() {
    let (mut desk, mut other) = behind(Desk::new(3));
    let compaction = other.compaction().unwrap();
    let refused = desk.library.compact(&mut other, &compaction);
    assert!(
        matches!(&refused, Err(ArchiveError::ChangedElsewhere { .. })),
        "{refused:?}"
    );
    let visit = desk.visit.clone();
    assert_eq!(desk.reopen(2).visit, visit);
}

#[test]
fn a_visit_that_was_deleted_meanwhile_is_not_written() {
    let (mut desk, mut other) = behind(Desk::new(3));
    desk.library.trash(&id("v-1"), &stamp(1)).unwrap();
    desk.library.delete_forever(&id("v-1")).unwrap();
    let refused = edit(&mut desk, &mut other, json!({"remarks": {"en": "Late"}}));
    assert!(
        matches!(&refused, Err(ArchiveError::NoSuchDocument { .. })),
        "{refused:?}"
    );
    assert_eq!(desk.library.list::<Visit>().unwrap(), []);
}
