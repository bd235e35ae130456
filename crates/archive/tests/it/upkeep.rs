//! Trash, backup and the integrity check.

use std::ops::ControlFlow;

use archive::{ArchiveError, DocumentId, FILE_NAME};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Kind, Visit};

use crate::support::{Desk, go_on, id, label, name, open, stamp};

#[test]
fn the_list_shows_a_renamed_visit_without_opening_it() {
    let mut desk = Desk::new(1);
    desk.set(Kind::Facts, "", json!({"title": {"en": "Two Plus Two"}}));
    let listed = desk.library.list::<Visit>().unwrap();
    assert_eq!((listed[0].title(), listed[0].changed_at), ("Two Plus Two", 2_000));
    assert_eq!(listed[0].summary, desk.visit.summary());
}

#[test]
fn a_visit_goes_to_the_trash_and_comes_back() {
    let mut desk = Desk::new(1);
    desk.library.trash(&id("v-1"), &stamp(7)).unwrap();
    assert_eq!(
        desk.library.list::<Visit>().unwrap()[0].trashed,
        Some((7, crate::support::stamp(7).author))
    );
    desk.library.restore(&id("v-1")).unwrap();
    assert_eq!(desk.library.list::<Visit>().unwrap()[0].trashed, None);
    assert!(matches!(
        desk.library.delete_forever(&id("v-1")),
        Err(ArchiveError::NoSuchDocument { .. })
    ));
    desk.library.trash(&id("v-1"), &stamp(8)).unwrap();
    desk.library.delete_forever(&id("v-1")).unwrap();
    assert_eq!(desk.library.list::<Visit>().unwrap(), []);
    assert_eq!(desk.library.check(&mut go_on).unwrap().problems, []);
    assert!(matches!(
        desk.library.open_visit(&id("v-1")).map(|_| ()),
        Err(ArchiveError::NoSuchDocument { .. })
    ));
}

#[test]
fn a_document_whose_name_is_taken_is_refused() {
    let mut desk = Desk::new(3);
    let again = desk
        .library
        .create(
            &desk.visit,
            DocumentId([9; 16]),
            &stamp(9),
            &label(Action::Create),
        )
        .map(|_| ());
    assert!(matches!(again, Err(ArchiveError::DocumentExists { .. })));
}

#[test]
fn a_backup_is_a_library_and_overwrites_nothing() {
    let mut desk = Desk::new(20);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let folder = TempDir::new().unwrap();
    let to = folder.path().join(FILE_NAME);
    let mut last = None;
    desk.library
        .backup(&to, &mut |progress| {
            last = Some(progress);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(last.is_some_and(|last| last.done == last.total && last.total > 0));
    assert!(matches!(
        desk.library.backup(&to, &mut go_on),
        Err(ArchiveError::TargetExists { .. })
    ));
    let (copy, _) = open(folder.path(), 2);
    assert_eq!(copy.damaged_documents(&mut go_on).unwrap(), []);
    assert_eq!(copy.check(&mut go_on).unwrap().problems, []);
    assert_eq!(copy.open_visit(&id("v-1")).unwrap().read().unwrap(), desk.visit);
}

#[test]
fn a_backup_that_is_cancelled_leaves_nothing_behind() {
    let desk = Desk::new(1);
    let folder = TempDir::new().unwrap();
    let cancelled = desk
        .library
        .backup(&folder.path().join("copy"), &mut |_| ControlFlow::Break(()));
    assert!(matches!(cancelled, Err(ArchiveError::Cancelled)));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_check_finds_a_list_that_disagrees_with_a_history() {
    let desk = Desk::new(1);
    let Desk { folder, library, .. } = desk;
    drop(library);
    let connection = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    connection
        .execute("UPDATE documents SET summary = '{}'", [])
        .unwrap();
    drop(connection);
    let (library, _) = open(folder.path(), 2);
    let report = library.check(&mut go_on).unwrap();
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.problems[0].document, Some(name("v-1")));
    assert!(matches!(
        library.check(&mut |_| ControlFlow::Break(())),
        Err(ArchiveError::Cancelled)
    ));
}
