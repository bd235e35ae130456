//! `snapshots`: the history of each visit up to some change, as one compact blob.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use visit::VisitId;

use super::Migration;
use crate::checksum::{self, Checksum, Columns};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 1,
    sql: "CREATE TABLE snapshots (
        visit TEXT PRIMARY KEY NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
        checksum BLOB NOT NULL,
        document BLOB NOT NULL CHECK (length(document) > 0)
    ) STRICT;",
}];

fn sum(id: &VisitId, document: &[u8]) -> Checksum {
    Columns::of("snapshots")
        .text(id.as_str())
        .bytes(document)
        .finish()
}

/// The snapshot of a visit; a damage error where it is not what was written.
pub(crate) fn one(connection: &Connection, id: &VisitId) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut read = connection.prepare_cached("SELECT document, checksum FROM snapshots WHERE visit = ?1")?;
    let found: Option<(Vec<u8>, Vec<u8>)> = read
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((document, stored)) if sum(id, &document).0.as_slice() != stored => {
            Err(checksum::mismatch("snapshots"))
        }
        found => Ok(found.map(|(document, _)| document)),
    }
}

/// The snapshot of a visit, whatever the checksum of its row says: Automerge's own says whether it is what was written.
pub(crate) fn readable(connection: &Connection, id: &VisitId) -> Option<Vec<u8>> {
    let read = || {
        let mut read = connection.prepare_cached("SELECT document FROM snapshots WHERE visit = ?1")?;
        read.query_row([id.as_str()], |row| row.get(0))
    };
    read().ok()
}

/// The snapshots that stand under none of the `known` visits, or under `id` where the index does not say so.
pub(crate) fn strays(connection: &Connection, id: &VisitId, known: &[VisitId]) -> Vec<Vec<u8>> {
    let mut places = BTreeSet::new();
    for order in ["", "DESC"] {
        // Where it stops does not matter here: what was found is what there is.
        let _ = (|| -> rusqlite::Result<()> {
            let find = format!("SELECT rowid, visit FROM snapshots NOT INDEXED ORDER BY rowid {order}");
            let mut read = connection.prepare(&find)?;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let visit = row.get(1).ok().map(VisitId);
                if visit.is_none_or(|visit| visit == *id || !known.contains(&visit)) {
                    places.extend(row.get::<_, i64>(0));
                }
            }
            Ok(())
        })();
    }
    let read = |place: i64| -> rusqlite::Result<Vec<u8>> {
        let mut read = connection.prepare_cached("SELECT document FROM snapshots WHERE rowid = ?1")?;
        read.query_row([place], |row| row.get(0))
    };
    places.into_iter().filter_map(|place| read(place).ok()).collect()
}

pub(crate) fn put(connection: &Connection, id: &VisitId, document: &[u8]) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO snapshots (visit, checksum, document) VALUES (?1, ?2, ?3)
         ON CONFLICT (visit) DO UPDATE SET checksum = excluded.checksum, document = excluded.document",
        params![id.as_str(), sum(id, document).0, document],
    )?;
    Ok(())
}
