//! `snapshots`: the history of each document up to some change, as one compact blob.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::Migration;
use crate::{
    checksum::{self, Checksum, Columns},
    name::DocumentName,
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 2,
    sql: "CREATE TABLE snapshots (
        document TEXT PRIMARY KEY NOT NULL REFERENCES documents (name) ON DELETE CASCADE,
        checksum BLOB NOT NULL,
        bytes BLOB NOT NULL CHECK (length(bytes) > 0)
    ) STRICT;",
}];

fn sum(id: &DocumentName, bytes: &[u8]) -> Checksum {
    Columns::of("snapshots").text(id.as_str()).bytes(bytes).finish()
}

/// The snapshot of a document; a damage error where it is not what was written.
pub(crate) fn one(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut read = connection.prepare_cached("SELECT bytes, checksum FROM snapshots WHERE document = ?1")?;
    let found: Option<(Vec<u8>, Vec<u8>)> = read
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((bytes, stored)) if sum(id, &bytes).0.as_slice() != stored => {
            Err(checksum::mismatch("snapshots"))
        }
        found => Ok(found.map(|(bytes, _)| bytes)),
    }
}

/// The snapshot of a document, whatever the checksum of its row says: Automerge's own says whether it is what was written.
pub(crate) fn readable(connection: &Connection, id: &DocumentName) -> Option<Vec<u8>> {
    let read = || {
        let mut read = connection.prepare_cached("SELECT bytes FROM snapshots WHERE document = ?1")?;
        read.query_row([id.as_str()], |row| row.get(0))
    };
    read().ok()
}

/// The snapshots that stand under none of the `known` documents, or under `id` where the index does not say so.
pub(crate) fn strays(connection: &Connection, id: &DocumentName, known: &[DocumentName]) -> Vec<Vec<u8>> {
    let mut places = BTreeSet::new();
    for order in ["", "DESC"] {
        // Where it stops does not matter here: what was found is what there is.
        let _ = (|| -> rusqlite::Result<()> {
            let find = format!("SELECT rowid, document FROM snapshots NOT INDEXED ORDER BY rowid {order}");
            let mut read = connection.prepare(&find)?;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let name = row.get(1).ok().map(DocumentName);
                if name.is_none_or(|name| name == *id || !known.contains(&name)) {
                    places.extend(row.get::<_, i64>(0));
                }
            }
            Ok(())
        })();
    }
    let read = |place: i64| -> rusqlite::Result<Vec<u8>> {
        let mut read = connection.prepare_cached("SELECT bytes FROM snapshots WHERE rowid = ?1")?;
        read.query_row([place], |row| row.get(0))
    };
    places.into_iter().filter_map(|place| read(place).ok()).collect()
}

pub(crate) fn put(connection: &Connection, id: &DocumentName, bytes: &[u8]) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO snapshots (document, checksum, bytes) VALUES (?1, ?2, ?3)
         ON CONFLICT (document) DO UPDATE SET checksum = excluded.checksum, bytes = excluded.bytes",
        params![id.as_str(), sum(id, bytes).0, bytes],
    )?;
    Ok(())
}
