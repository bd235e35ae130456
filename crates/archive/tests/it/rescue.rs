//! What is saved of a damaged library, and what a rescue leaves alone.

use std::{fs, ops::ControlFlow, path::Path};

use archive::{ArchiveError, FILE_NAME, Library};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, EngagementId, Kind, Status, Visit};

use crate::support::{AUTHOR, Desk, document_id, go_on, id, label, name, open, options, stamp, visit_of};

/// A closed library with two visits, the first edited three times.
fn two_visits() -> (TempDir, Vec<Visit>) {
    let mut desk = Desk::new(8);
    let other = visit_of("v-2", 8);
    desk.library
        .create(&other, document_id(&other), &stamp(1), &label(Action::Create))
        .unwrap();
    for status in ["tentative", "cancelled", "confirmed"] {
        desk.set(Kind::Engagement, "e-1", json!({"status": status}));
    }
    let Desk {
        folder,
        library,
        open: edited,
        visit,
        ..
    } = desk;
    drop((library, edited));
    (folder, vec![visit, other])
}

fn change(folder: &TempDir, sql: &str) {
    Connection::open(folder.path().join(FILE_NAME))
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_can_be_read_of_a_damaged_library_is_rescued_with_its_history() {
    let (folder, visits) = two_visits();
    change(
        &folder,
        "UPDATE snapshots SET bytes = x'00' WHERE document = 'visit/v-2'",
    );
    let before = fs::read(folder.path().join(FILE_NAME)).unwrap();
    let (library, _) = open(folder.path(), 2);
    let elsewhere = TempDir::new().unwrap();
    let rescued = elsewhere.path().join("a/b");
    let report = library.rescue(&rescued, &options(3), &mut go_on).unwrap();
    assert_eq!((report.saved.len(), report.lost.len()), (1, 1));
    assert_eq!(
        (&report.lost[0].name, report.lost[0].title.as_str()),
        (&name("v-2"), "Consultations")
    );
    assert_eq!(
        (&report.saved[0].name, &report.saved[0].detail),
        (&name("v-1"), &None)
    );
    assert_eq!(names(&rescued), [FILE_NAME]);
    assert!(matches!(
        library.rescue(&rescued, &options(5), &mut go_on),
        Err(ArchiveError::TargetExists { .. })
    ));
    drop(library);
    assert_eq!(fs::read(folder.path().join(FILE_NAME)).unwrap(), before);
    let (rescued, _) = open(&rescued, 4);
    let first = rescued.open_visit(&id("v-1")).unwrap();
    assert_eq!(
        (first.read().unwrap(), first.history().len()),
        (visits[0].clone(), 4)
    );
}

#[test]
fn a_visit_that_can_be_read_up_to_a_change_is_saved_up_to_there_and_the_rest_is_told() {
    let (folder, _) = two_visits();
    open(folder.path(), 2).0.trash(&id("v-1"), &stamp(7)).unwrap();
    change(&folder, "UPDATE changes SET bytes = x'00' WHERE number = 2");
    let (library, _) = open(folder.path(), 2);
    let elsewhere = TempDir::new().unwrap();
    let report = library.rescue(elsewhere.path(), &options(3), &mut go_on).unwrap();
    assert_eq!((report.saved.len(), report.lost.len()), (2, 0));
    let first = report.saved.iter().find(|saved| saved.name == id("v-1")).unwrap();
    assert!(first.detail.is_some());
    assert_eq!(first.lost.len(), 2);
    assert!(
        first
            .lost
            .iter()
            .all(|lost| lost.author.name == AUTHOR && lost.label.is_some())
    );
    let (rescued, _) = open(elsewhere.path(), 4);
    let visit = rescued.open_visit(&id("v-1")).unwrap().read().unwrap();
    assert_eq!(
        visit.engagements[&EngagementId("e-1".into())].status,
        Status::Tentative
    );
    let listed = rescued.list::<Visit>().unwrap();
    let listed = listed.iter().find(|listed| listed.id == id("v-1")).unwrap();
    assert_eq!(listed.trashed, Some((7, stamp(7).author)));
}

#[test]
fn a_rescue_that_is_cancelled_leaves_nothing_behind_whenever_that_is() {
    let (folder, _) = two_visits();
    let (library, _) = open(folder.path(), 2);
    let elsewhere = TempDir::new().unwrap();
    for steps in 0..4 {
        let mut seen = 0;
        let cancelled = library.rescue(&elsewhere.path().join("a/b"), &options(3), &mut |progress| {
            assert!(progress.done < progress.total);
            seen += 1;
            if seen > steps {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(matches!(cancelled, Err(ArchiveError::Cancelled)), "{steps}");
        assert!(names(elsewhere.path()).is_empty(), "{steps}");
    }
}

#[test]
fn a_library_whose_beginning_is_lost_is_rescued_from_a_mended_copy() {
    let (folder, visits) = two_visits();
    let file = folder.path().join(FILE_NAME);
    let sound = fs::read(&file).unwrap();
    for damage in [0..100, 0..16, 16..18, 56..60, 60..64, 68..72] {
        let mut bytes = sound.clone();
        bytes[damage.clone()].fill(0xa6);
        fs::write(&file, &bytes).unwrap();
        let options = options(3);
        assert!(Library::open(folder.path(), &options).is_err(), "{damage:?}");
        let library = Library::open_mended(folder.path(), &options).unwrap();
        let elsewhere = TempDir::new().unwrap();
        let report = library.rescue(elsewhere.path(), &options, &mut go_on).unwrap();
        assert_eq!(report.saved.len(), visits.len(), "{damage:?}");
        for visit in &visits {
            assert_eq!(library.open_visit(&visit.id).unwrap().read().unwrap(), *visit);
        }
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
    fs::write(&file, "A letter, and no library at all.").unwrap();
    assert!(Library::open_mended(folder.path(), &options(3)).is_err());
}
