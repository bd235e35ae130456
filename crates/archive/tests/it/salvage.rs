//! What a rescue and a recovery make of rows that are damaged: all that Automerge can still read, and the truth about the rest.

use std::fs;

use archive::{DocumentId, FILE_NAME, HistoryEntry, Library, RescueReport, SavedDocument};
use rusqlite::{Connection, types::Value};
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Document as _, Kind, Visit, VisitId};

use crate::support::{AUTHOR, Desk, document_id, go_on, id, label, open, options, stamp, visit_of};

/// A closed library with two visits, the first edited four times, and what the first one is.
fn edited() -> (TempDir, Visit, Vec<HistoryEntry>) {
    let mut desk = Desk::new(2);
    let other = visit_of("v-2", 2);
    desk.library
        .create(&other, document_id(&other), &stamp(1), &label(Action::Create))
        .unwrap();
    for status in ["tentative", "cancelled", "confirmed", "tentative"] {
        desk.set(Kind::Engagement, "e-1", json!({"status": status}));
    }
    let history = desk.open.history();
    let Desk {
        folder,
        library,
        visit,
        ..
    } = desk;
    drop(library);
    (folder, visit, history)
}

fn connect(folder: &TempDir) -> Connection {
    let connection = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection
        .pragma_update(None, "ignore_check_constraints", true)
        .unwrap();
    connection
}

/// Flips a bit of one column of one row.
fn flip(folder: &TempDir, table: &str, column: &str, row: &str, bit: u8) {
    let connection = connect(folder);
    let read = format!("SELECT {column} FROM {table} WHERE {row}");
    let value: Value = connection.query_row(&read, [], |row| row.get(0)).unwrap();
    let flipped = |mut bytes: Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1 << bit;
        bytes
    };
    let (value, kind) = match value {
        Value::Integer(number) => (Value::Integer(number ^ (1 << bit)), "INTEGER"),
        // SQLite does not look whether a text is UTF-8.
        Value::Text(text) => (Value::Blob(flipped(text.into_bytes())), "TEXT"),
        Value::Blob(bytes) => (Value::Blob(flipped(bytes)), "BLOB"),
        other => panic!("{column} is {other:?}"),
    };
    let write = format!("UPDATE {table} SET {column} = CAST(?1 AS {kind}) WHERE {row}");
    assert_eq!(
        connection.execute(&write, [value]).unwrap(),
        1,
        "{table}.{column}"
    );
}

/// What a recovered visit is to be called.
fn new() -> (VisitId, DocumentId) {
    (id("v-3"), DocumentId([3; 16]))
}

fn rescued(folder: &TempDir) -> (TempDir, RescueReport) {
    let (library, _) = open(folder.path(), 2);
    let elsewhere = TempDir::new().unwrap();
    let report = library.rescue(elsewhere.path(), &options(3), &mut go_on).unwrap();
    (elsewhere, report)
}

fn saved<'a>(report: &'a RescueReport, visit: &VisitId) -> &'a SavedDocument {
    report.saved.iter().find(|saved| saved.name == *visit).unwrap()
}

#[test]
fn a_flipped_bit_outside_the_history_itself_loses_nothing_of_it() {
    let columns = [
        (
            "snapshots",
            "document = 'visit/v-1'",
            &["document", "checksum"][..],
        ),
        (
            "changes",
            "number = 2",
            &[
                "number", "document", "made", "author", "time", "label", "about", "checksum",
            ],
        ),
        (
            "documents",
            "name = 'visit/v-1'",
            &[
                "name",
                "id",
                "summary",
                "heads",
                "created_at",
                "changed_at",
                "changed_by",
                "steps",
                "checksum",
            ],
        ),
    ];
    for (table, row, columns) in columns {
        for (column, bit) in columns.iter().flat_map(|column| [(column, 1), (column, 7)]) {
            let what = format!("bit {bit} of {table}.{column}");
            let (folder, visit, history) = edited();
            flip(&folder, table, column, row, bit);
            let (elsewhere, report) = rescued(&folder);
            assert_eq!(report.saved.len(), 2, "{what}: {report:?}");
            assert_eq!(report.lost, [], "{what}");
            let first = saved(&report, &id("v-1"));
            assert_eq!(first.lost, [], "{what}");
            assert!(first.detail.is_some(), "{what}");
            // Where the history ends is then in no other place.
            assert_eq!(first.incomplete, *column == "heads", "{what}");
            let (library, _) = open(elsewhere.path(), 4);
            let read = library.open_visit(&id("v-1")).unwrap();
            assert_eq!(read.read().unwrap(), visit, "{what}");
            assert_eq!(read.history(), history, "{what}");
        }
    }
}

#[test]
fn a_change_that_is_lost_takes_those_with_it_that_rest_on_it_and_each_is_named() {
    let (folder, ..) = edited();
    flip(&folder, "changes", "bytes", "number = 3", 2);
    let (_elsewhere, report) = rescued(&folder);
    let first = saved(&report, &id("v-1"));
    assert!(first.incomplete && first.lost.len() == 2, "{first:?}");
    assert!(
        first
            .lost
            .iter()
            .all(|lost| lost.author.name == AUTHOR && lost.label.is_some())
    );
}

#[test]
fn a_lost_change_of_which_the_author_too_is_lost_is_counted_and_does_not_hide_the_next_ones() {
    let (folder, ..) = edited();
    flip(&folder, "changes", "author", "number = 2", 7);
    flip(&folder, "changes", "bytes", "number = 2", 0);
    let (mut library, _) = open(folder.path(), 2);
    let recovered = library
        .recover(&id("v-1"), new(), &stamp(9), &label(Action::Create))
        .unwrap();
    let authors: Vec<_> = recovered
        .lost
        .iter()
        .map(|lost| lost.author.name.as_str())
        .collect();
    assert_eq!(authors, ["", AUTHOR, AUTHOR]);
    assert!(recovered.incomplete);
}

#[test]
fn a_change_whose_row_is_gone_is_missed() {
    for gone in ["number = 4", "number = 2"] {
        let (folder, ..) = edited();
        connect(&folder)
            .execute(&format!("DELETE FROM changes WHERE {gone}"), [])
            .unwrap();
        let (mut library, _) = open(folder.path(), 2);
        let recovered = library
            .recover(&id("v-1"), new(), &stamp(9), &label(Action::Create))
            .unwrap();
        assert!(recovered.incomplete && !recovered.lost.is_empty(), "{gone}");
    }
}

#[test]
fn a_sound_visit_is_recovered_whole() {
    let (folder, visit, _) = edited();
    let (mut library, _) = open(folder.path(), 2);
    let recovered = library
        .recover(&id("v-1"), new(), &stamp(9), &label(Action::Create))
        .unwrap();
    assert!(recovered.lost.is_empty() && !recovered.incomplete);
    assert_eq!(recovered.document.read().unwrap().engagements, visit.engagements);
}

#[test]
fn a_visit_that_breaks_a_rule_is_saved_and_that_is_told() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    let mut broken = visit_of("v-1", 1);
    // Its topic belongs to an engagement that is not there.
    broken.engagements.clear();
    assert!(broken.validate().is_err());
    for visit in [&broken, &visit_of("v-2", 1)] {
        library
            .create(visit, document_id(visit), &stamp(1), &label(Action::Create))
            .unwrap();
    }
    drop(library);
    let (elsewhere, report) = rescued(&folder);
    assert_eq!((report.saved.len(), report.lost.len()), (2, 0));
    let detail = saved(&report, &id("v-1")).detail.as_deref().unwrap();
    assert!(detail.contains("rule"), "{detail}");
    assert_eq!(saved(&report, &id("v-2")).detail, None);
    let (library, _) = open(elsewhere.path(), 4);
    assert_eq!(library.open_visit(&id("v-1")).unwrap().read().unwrap(), broken);
}

#[test]
fn a_library_whose_journal_cannot_be_put_into_its_file_is_not_given_its_name() {
    let (folder, ..) = edited();
    let (library, _) = open(folder.path(), 2);
    let elsewhere = TempDir::new().unwrap();
    let mut reader = None;
    let refused = library.rescue(elsewhere.path(), &options(3), &mut |progress| {
        if progress.done == 1 {
            // Somebody looks into the new library and keeps what he sees: its journal is then needed.
            let place = fs::read_dir(elsewhere.path()).unwrap().next().unwrap().unwrap();
            let other = Connection::open(place.path().join(FILE_NAME)).unwrap();
            other.execute_batch("BEGIN").unwrap();
            other
                .query_row("SELECT count(*) FROM documents", [], |_| Ok(()))
                .unwrap();
            reader = Some(other);
        }
        go_on(progress)
    });
    assert!(reader.is_some());
    assert!(refused.is_err(), "{refused:?}");
    drop(reader);
    assert!(
        Library::open(elsewhere.path(), &options(4)).unwrap().1.created,
        "nothing was left"
    );
}
