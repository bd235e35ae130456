//! Several writes as one: all of them, or none.

use std::fs;

use archive::{ArchiveError, DocumentId, Edited, Library, New, OpenReport, UndoStep};
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Document as _, Kind, Visit};

use crate::support::{go_on, id, label, open, person, set, stamp, visit_of};

fn edited(library: &mut Library, remark: &str) -> Result<(), ArchiveError> {
    let mut opened = library.open_visit(&id("v-1"))?;
    let mut visit = opened.read()?;
    let applied = visit
        .apply(&set(Kind::Facts, "", json!({"remarks": {"en": remark}})))
        .unwrap();
    let step = UndoStep::Edit(applied.undo.clone());
    library.record(&mut opened, &visit, &Edited::of(&applied), &stamp(2), &step)?;
    Ok(())
}

fn added(library: &mut Library, name: &str) -> Result<(), ArchiveError> {
    let (visit, label) = (visit_of(name, 1), label(Action::Import));
    let new = [New::document(&visit, DocumentId([9; 16]), &label)];
    library.create_all(&new, &[], &stamp(3), &mut go_on)
}

fn state(library: &Library) -> (usize, Visit, bool) {
    let visit = library.open_visit(&id("v-1")).unwrap().read().unwrap();
    let undo = library.undo_top(&id("v-1"), &person()).unwrap();
    (library.count().unwrap(), visit, undo.is_some())
}

#[test]
fn all_of_them_are_there_or_none_also_when_it_is_opened_again() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    library
        .create(
            &visit_of("v-1", 1),
            DocumentId([1; 16]),
            &stamp(1),
            &label(Action::Create),
        )
        .unwrap();
    let before = state(&library);
    let refused = library.together(|library| {
        edited(library, "Flags")?;
        added(library, "v-2")?;
        // It is there already.
        added(library, "v-2")
    });
    assert!(matches!(refused, Err(ArchiveError::DocumentExists { .. })));
    assert_eq!(state(&library), before);
    library
        .together(|library| edited(library, "Flags").and_then(|()| added(library, "v-2")))
        .unwrap();
    let after = state(&library);
    assert_eq!(after.0, 2);
    assert!(after.2 && after.1 != before.1);
    // A write of its own goes on after both.
    edited(&mut library, "More flags").unwrap();
    let last = state(&library);
    drop(library);
    let (library, report) = open(folder.path(), 2);
    assert_eq!((state(&library), report), (last, OpenReport::default()));
    assert_eq!(library.check(&mut go_on).unwrap().problems, []);
}

#[test]
fn they_are_acknowledged_together() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    library
        .create(
            &visit_of("v-1", 1),
            DocumentId([1; 16]),
            &stamp(1),
            &label(Action::Create),
        )
        .unwrap();
    library.settle();
    let file = library.file().to_owned();
    let before = fs::read(&file).unwrap();
    library
        .together(|library| edited(library, "Flags").and_then(|()| added(library, "v-2")))
        .unwrap();
    drop(library);
    // Who puts the older file back learns that saved changes are missing.
    fs::write(&file, before).unwrap();
    let reading = archive::OpenOptions {
        access: archive::Access::Read,
        ..crate::support::options(2)
    };
    let (_, report) = Library::open(folder.path(), &reading).unwrap();
    assert!(matches!(report.damage, Some(archive::FileDamage::Behind(missing)) if missing == 2));
}
