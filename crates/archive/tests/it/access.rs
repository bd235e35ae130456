//! Who may open a library when, and what reading leaves behind: nothing.

#[cfg(unix)]
mod on_unix;

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::Command,
};

use archive::{Access, ArchiveError, Edited, FILE_NAME, Library, OpenOptions, OpenReport};
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Kind, Visit};

use crate::durability::{ENGAGEMENTS, start};
use crate::support::{Desk, document_id, go_on, id, label, options, stamp, visit_of};

fn open_to(access: Access, folder: &Path) -> Result<(Library, OpenReport), ArchiveError> {
    let options = OpenOptions { access, ..options(9) };
    Library::open(folder, &options)
}

fn read(folder: &Path) -> Library {
    open_to(Access::Read, folder).unwrap().0
}

/// Every file of a folder with its bytes.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            (path, bytes)
        })
        .collect()
}

/// A library that was closed.
fn closed() -> (TempDir, visit::Visit) {
    let mut desk = Desk::new(3);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let Desk { folder, visit, .. } = desk;
    (folder, visit)
}

/// What is left of a library whose process was killed: the journal holds edits that are not in the file yet.
fn killed() -> (TempDir, visit::Visit) {
    let mut desk = Desk::new(3);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let folder = TempDir::new().unwrap();
    for (path, bytes) in content(desk.folder.path()) {
        fs::write(folder.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    assert!(fs::metadata(journal(folder.path())).unwrap().len() > 0);
    (folder, desk.visit)
}

fn journal(folder: &Path) -> PathBuf {
    folder.join(format!("{FILE_NAME}-wal"))
}

#[test]
fn a_library_is_read_beside_its_writer_who_goes_on() {
    let mut desk = Desk::new(3);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let before: Vec<PathBuf> = content(desk.folder.path()).into_keys().collect();
    let reader = read(desk.folder.path());
    assert_eq!(reader.open_visit(&id("v-1")).unwrap().read().unwrap(), desk.visit);
    desk.set(Kind::Engagement, "e-2", json!({"status": "cancelled"}));
    assert_eq!(reader.open_visit(&id("v-1")).unwrap().read().unwrap(), desk.visit);
    drop(reader);
    let after: Vec<PathBuf> = content(desk.folder.path()).into_keys().collect();
    assert_eq!(after, before);
    desk.set(Kind::Engagement, "e-0", json!({"status": "cancelled"}));
    let visit = desk.visit.clone();
    assert_eq!(desk.reopen(2).visit, visit);
}

#[test]
fn whoever_reads_while_another_process_edits_and_compacts_reads_what_was_there_at_one_moment() {
    let folder = TempDir::new().unwrap();
    let visit = visit_of("v-1", usize::try_from(ENGAGEMENTS).unwrap());
    let (mut library, _) = open_to(Access::Create, folder.path()).unwrap();
    library
        .create(&visit, document_id(&visit), &stamp(0), &label(Action::Create))
        .unwrap();
    drop(library);
    let mut child = start(folder.path(), 1);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = 0;
    for _ in 0..12 {
        // Each reading sees at least what was acknowledged before it began.
        let line = lines.find_map(|line| {
            let line = line.unwrap();
            Some(
                line.split("acknowledged ")
                    .nth(1)?
                    .trim()
                    .parse::<usize>()
                    .unwrap(),
            )
        });
        acknowledged = line.unwrap().max(acknowledged);
        let reader = read(folder.path());
        assert_eq!(reader.check(&mut go_on).unwrap().problems, []);
        assert_eq!(reader.damaged_documents(&mut go_on).unwrap(), []);
        let seen = reader.open_visit(&id("v-1")).unwrap().history().len() - 1;
        assert!(seen >= acknowledged, "{acknowledged} acknowledged, {seen} seen");
        acknowledged = seen;
        let to = TempDir::new().unwrap();
        reader.backup(&to.path().join(FILE_NAME), &mut go_on).unwrap();
        assert_eq!(read(to.path()).check(&mut go_on).unwrap().problems, []);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let reader = read(folder.path());
    assert!(reader.open_visit(&id("v-1")).unwrap().history().len() > acknowledged);
}

#[test]
fn a_library_is_not_taken_for_damaged_while_visits_are_made_in_it() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open_to(Access::Create, folder.path()).unwrap();
    let path = folder.path();
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            for number in 0..80 {
                let visit = visit_of(&format!("v-{number}"), 1);
                library
                    .create(
                        &visit,
                        document_id(&visit),
                        &stamp(number),
                        &label(Action::Create),
                    )
                    .unwrap();
                library.trash(&visit.id, &stamp(number)).unwrap();
            }
        });
        while !writer.is_finished() {
            let (_, report) = open_to(Access::Read, path).unwrap();
            assert_eq!(report.damage, None);
        }
        writer.join().unwrap();
    });
    assert_eq!(read(path).list::<Visit>().unwrap().len(), 80);
}

#[test]
fn a_writer_that_closes_while_another_reads_leaves_everything_in_the_file() {
    let mut desk = Desk::new(3);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let Desk {
        folder,
        library,
        visit,
        ..
    } = desk;
    let reader = read(folder.path());
    drop(library);
    let copy = TempDir::new().unwrap();
    fs::copy(folder.path().join(FILE_NAME), copy.path().join(FILE_NAME)).unwrap();
    drop(reader);
    let copy = read(copy.path());
    assert_eq!(copy.open_visit(&id("v-1")).unwrap().read().unwrap(), visit);
}

#[test]
fn reading_leaves_a_closed_library_as_it_was() {
    let (folder, visit) = closed();
    let before = content(folder.path());
    let readers = [read(folder.path()), read(folder.path())];
    for reader in &readers {
        assert_eq!(reader.open_visit(&id("v-1")).unwrap().read().unwrap(), visit);
        assert_eq!(reader.check(&mut go_on).unwrap().problems, []);
    }
    drop(readers);
    assert_eq!(content(folder.path()), before);
}

#[test]
fn reading_leaves_nothing_behind_where_somebody_holds_the_lock_for_a_moment() {
    let (folder, _) = closed();
    let before = content(folder.path());
    let reader = read(folder.path());
    // As a process does that was started while this one had the library open, until its own program begins.
    let lock = fs::File::open(folder.path().join("library.lock")).unwrap();
    lock.lock().unwrap();
    let holder = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        drop(lock);
    });
    drop(reader);
    holder.join().unwrap();
    assert_eq!(content(folder.path()), before);
}

#[test]
fn reading_makes_no_lock() {
    let (folder, visit) = closed();
    fs::remove_file(folder.path().join("library.lock")).unwrap();
    let before = content(folder.path());
    let reader = read(folder.path());
    assert_eq!(reader.open_visit(&id("v-1")).unwrap().read().unwrap(), visit);
    drop(reader);
    assert_eq!(content(folder.path()), before);
}

#[test]
fn reading_after_a_killed_process_sees_every_acknowledged_edit_and_leaves_the_journal_to_the_next_writer() {
    for index_too in [true, false] {
        let (folder, visit) = killed();
        let index = folder.path().join(format!("{FILE_NAME}-shm"));
        if !index_too {
            fs::remove_file(&index).unwrap();
        }
        let without_index = |mut content: BTreeMap<PathBuf, Vec<u8>>| {
            // It is derived from the journal, and made anew by whoever reads it first.
            content.insert(index.clone(), Vec::new());
            content
        };
        let before = without_index(content(folder.path()));
        let reader = read(folder.path());
        assert_eq!(reader.open_visit(&id("v-1")).unwrap().read().unwrap(), visit);
        drop(reader);
        assert_eq!(without_index(content(folder.path())), before);
        let writer = open_to(Access::Write, folder.path()).unwrap().0;
        assert_eq!(writer.open_visit(&id("v-1")).unwrap().read().unwrap(), visit);
    }
}

#[test]
fn what_is_opened_to_be_read_refuses_every_change() {
    let (folder, visit) = closed();
    let before = content(folder.path());
    let mut reader = read(folder.path());
    let mut open = reader.open_visit(&id("v-1")).unwrap();
    let compaction = open.compaction().unwrap();
    let other = visit_of("v-2", 1);
    let step = archive::UndoStep::Edit(visit::Patch::default());
    let key = [visit::EntityKey::facts()];
    let refusals = [
        reader
            .create(&other, document_id(&other), &stamp(1), &label(Action::Create))
            .map(|_| ()),
        reader.trash(&id("v-1"), &stamp(1)),
        reader.restore(&id("v-1")),
        reader.delete_forever(&id("v-1")),
        reader.compact(&mut open, &compaction),
        reader
            .record(
                &mut open,
                &visit,
                &Edited::new(&key, &label(Action::Set)),
                &stamp(1),
                &step,
            )
            .map(|_| ()),
    ];
    for refused in refusals {
        assert!(
            matches!(&refused, Err(ArchiveError::OpenToRead { .. })),
            "{refused:?}"
        );
    }
    drop(reader);
    assert_eq!(content(folder.path()), before);
}

#[test]
fn a_folder_without_a_library_is_refused_and_nothing_is_made_in_it() {
    let folder = TempDir::new().unwrap();
    for folder in [folder.path().to_owned(), folder.path().join("mistyped")] {
        for access in [Access::Read, Access::Write] {
            let refused = open_to(access, &folder).map(|_| ());
            assert!(
                matches!(&refused, Err(ArchiveError::NoLibrary { .. })),
                "{refused:?}"
            );
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
