//! `snapshots`: the history of each visit up to some change, as one compact blob.

use rusqlite::{Connection, OptionalExtension, params};
use visit::VisitId;

use super::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 1,
    sql: "CREATE TABLE snapshots (
        visit TEXT PRIMARY KEY NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
        document BLOB NOT NULL CHECK (length(document) > 0)
    ) STRICT;",
}];

pub(crate) fn one(connection: &Connection, id: &VisitId) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut read = connection.prepare_cached("SELECT document FROM snapshots WHERE visit = ?1")?;
    read.query_row([id.as_str()], |row| row.get(0)).optional()
}

pub(crate) fn put(connection: &Connection, id: &VisitId, document: &[u8]) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO snapshots (visit, document) VALUES (?1, ?2)
         ON CONFLICT (visit) DO UPDATE SET document = excluded.document",
        params![id.as_str(), document],
    )?;
    Ok(())
}
