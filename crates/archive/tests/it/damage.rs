//! What is refused when a library is opened, and what a damaged one still gives.

use std::{fs, path::Path};

use archive::{ArchiveError, DocumentId, FILE_NAME, Library};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Kind, Visit};

use crate::support::{Desk, document_id, go_on, id, label, name, open, options, stamp, visit_of};

fn refused(folder: &Path) -> ArchiveError {
    Library::open(folder, &options(9)).map(|_| ()).unwrap_err()
}

/// A closed library with two visits, each edited a few times.
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

#[test]
fn a_library_that_is_open_is_refused_in_the_same_process_and_free_when_it_is_closed() {
    let desk = Desk::new(1);
    assert!(matches!(
        refused(desk.folder.path()),
        ArchiveError::AlreadyOpen { .. }
    ));
    let Desk { folder, library, .. } = desk;
    drop(library);
    open(folder.path(), 2);
}

#[test]
fn a_missing_folder_is_made() {
    let folder = TempDir::new().unwrap();
    let (library, report) = open(&folder.path().join("a/b"), 1);
    assert!(report.created);
    assert_eq!(library.list::<Visit>().unwrap(), []);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "not a folder").unwrap();
    let error = refused(&folder.path().join("file"));
    assert!(error.to_string().contains("file"), "{error}");
}

#[test]
fn a_library_of_a_newer_version_is_refused_and_not_touched() {
    let (folder, _) = two_visits();
    let file = folder.path().join(FILE_NAME);
    Connection::open(&file)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(
        refused(folder.path()),
        ArchiveError::NewerLibrary { found: 99, .. }
    ));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_file_that_is_not_a_library_is_refused_and_not_touched() {
    for content in [&b"A letter"[..], b"", &[0; 5000]] {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::write(&file, content).unwrap();
        assert!(matches!(
            refused(folder.path()),
            ArchiveError::NotALibrary { .. } | ArchiveError::Damaged { .. }
        ));
        assert_eq!(fs::read(&file).unwrap(), content);
    }
}

#[test]
fn the_database_of_another_program_is_refused_and_not_touched() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(FILE_NAME);
    Connection::open(&file)
        .unwrap()
        .execute_batch("CREATE TABLE letters (id)")
        .unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(refused(folder.path()), ArchiveError::NotALibrary { .. }));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_library_whose_journal_is_left_alone_is_not_begun_anew() {
    let (folder, _) = two_visits();
    let file = folder.path().join(FILE_NAME);
    fs::remove_file(&file).unwrap();
    fs::write(
        folder.path().join(format!("{FILE_NAME}-wal")),
        "acknowledged edits",
    )
    .unwrap();
    assert!(matches!(refused(folder.path()), ArchiveError::Damaged { .. }));
    assert!(!file.exists());
}

#[test]
fn one_damaged_visit_leaves_the_others_in_use_and_can_be_recovered_up_to_the_damage() {
    let (folder, visits) = two_visits();
    let connection = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let (number, mut bytes): (i64, Vec<u8>) = connection
        .query_row(
            "SELECT number, bytes FROM changes ORDER BY number LIMIT 1 OFFSET 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    connection
        .execute(
            "UPDATE changes SET bytes = ?1 WHERE number = ?2",
            (&bytes, number),
        )
        .unwrap();
    drop(connection);
    let (mut library, report) = open(folder.path(), 2);
    assert_eq!(report.damage, None);
    assert_eq!(
        library
            .damaged_documents(&mut go_on)
            .unwrap()
            .iter()
            .map(|it| (&it.name, it.title.as_str()))
            .collect::<Vec<_>>(),
        [(&name("v-1"), "Consultations")]
    );
    let error = library.open_visit(&id("v-1")).map(|_| ()).unwrap_err();
    assert!(
        matches!(&error, ArchiveError::DocumentDamaged { title, .. } if title == "Consultations"),
        "{error}"
    );
    assert_eq!(library.open_visit(&id("v-2")).unwrap().read().unwrap(), visits[1]);
    assert_eq!(library.check(&mut go_on).unwrap().problems.len(), 1);

    let recovered = library
        .recover(
            &id("v-1"),
            (id("v-3"), DocumentId([3; 16])),
            &stamp(9),
            &label(Action::Create),
        )
        .unwrap();
    assert_eq!(recovered.lost.len(), 2);
    assert!(
        recovered
            .lost
            .iter()
            .all(|lost| lost.author.name == crate::support::AUTHOR && lost.label.is_some())
    );
    let engagement = &recovered.document.read().unwrap().engagements[&visit::EngagementId("e-1".into())];
    assert_eq!(engagement.status, visit::Status::Tentative);
}

#[test]
fn an_empty_history_is_damage_and_not_an_empty_visit() {
    let (folder, visits) = two_visits();
    let connection = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    connection
        .pragma_update(None, "ignore_check_constraints", true)
        .unwrap();
    connection
        .execute(
            "UPDATE snapshots SET bytes = x'' WHERE document = 'visit/v-2'",
            [],
        )
        .unwrap();
    drop(connection);
    let (library, _) = open(folder.path(), 2);
    assert_eq!(library.damaged_documents(&mut go_on).unwrap().len(), 1);
    assert!(matches!(
        library.open_visit(&id("v-2")).map(|_| ()),
        Err(ArchiveError::DocumentDamaged { .. })
    ));
    assert_eq!(library.open_visit(&id("v-1")).unwrap().read().unwrap(), visits[0]);
}

#[test]
fn a_change_that_is_gone_is_noticed() {
    let (folder, _) = two_visits();
    let connection = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    connection
        .execute("DELETE FROM changes WHERE number = 2", [])
        .unwrap();
    drop(connection);
    let (library, _) = open(folder.path(), 2);
    assert!(matches!(
        library.open_visit(&id("v-1")).map(|_| ()),
        Err(ArchiveError::DocumentDamaged { .. })
    ));
}

/// Damages copies of a library in every way that `damage` gives, and sees that what opens is what was stored.
fn whatever_opens_is_right(damages: impl Iterator<Item = (String, Vec<u8>)>, visits: &[Visit]) -> usize {
    let mut refusals = 0;
    for (what, bytes) in damages {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::write(&file, &bytes).unwrap();
        let opened = Library::open(folder.path(), &options(3));
        let Ok((library, report)) = opened else {
            assert_eq!(
                fs::read(&file).unwrap(),
                bytes,
                "{what}: the damaged file was written"
            );
            refusals += 1;
            continue;
        };
        for visit in visits {
            match library.open_visit(&visit.id) {
                Ok(open) => assert_eq!(&open.read().unwrap(), visit, "{what}"),
                Err(_) => refusals += 1,
            }
        }
        drop(library);
        if report.damage.is_some() {
            assert_eq!(
                fs::read(&file).unwrap(),
                bytes,
                "{what}: the damaged file was written"
            );
        }
    }
    refusals
}

#[test]
fn a_flipped_bit_anywhere_never_gives_a_wrong_visit() {
    let (folder, visits) = two_visits();
    let sound = fs::read(folder.path().join(FILE_NAME)).unwrap();
    let positions = (0..120).map(|number| (number * 7919 + 13) % sound.len());
    let damages = positions.map(|position| {
        let mut bytes = sound.clone();
        bytes[position] ^= 1 << (position % 8);
        (format!("byte {position}"), bytes)
    });
    assert!(whatever_opens_is_right(damages, &visits) > 0);
}

#[test]
fn a_cut_file_never_gives_a_wrong_visit() {
    let (folder, visits) = two_visits();
    let sound = fs::read(folder.path().join(FILE_NAME)).unwrap();
    let cuts = (1..16).map(|part| sound.len() * part / 16);
    let damages = cuts.map(|cut| (format!("cut at {cut}"), sound[..cut].to_vec()));
    assert!(whatever_opens_is_right(damages, &visits) > 0);
}
