//! `snapshots`: the history of each visit up to some change, as one compact blob.

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

pub(crate) fn put(connection: &Connection, id: &VisitId, document: &[u8]) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO snapshots (visit, checksum, document) VALUES (?1, ?2, ?3)
         ON CONFLICT (visit) DO UPDATE SET checksum = excluded.checksum, document = excluded.document",
        params![id.as_str(), sum(id, document).0, document],
    )?;
    Ok(())
}
