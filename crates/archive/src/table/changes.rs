//! `changes`: each change that was made after the snapshot, in the order in which it was acknowledged.

use automerge::ChangeHash;
use rusqlite::{Connection, params};
use visit::VisitId;

use super::Migration;
use crate::stamp::Message;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 1,
    // Who, when and what stand in `bytes` too; here they can be read when `bytes` cannot.
    sql: "CREATE TABLE changes (
        number INTEGER PRIMARY KEY,
        visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
        hash BLOB NOT NULL,
        made TEXT NOT NULL,
        author TEXT NOT NULL,
        time INTEGER NOT NULL,
        label TEXT NOT NULL,
        bytes BLOB NOT NULL CHECK (length(bytes) > 0)
    ) STRICT;
    CREATE INDEX changes_of_visit ON changes (visit, number);",
}];

/// A stored change.
pub(crate) struct ChangeRow {
    pub(crate) author: String,
    pub(crate) time: i64,
    /// A label as JSON.
    pub(crate) label: String,
    pub(crate) bytes: Vec<u8>,
}

/// The changes of a visit after its snapshot, in their order.
pub(crate) fn of_visit(connection: &Connection, id: &VisitId) -> rusqlite::Result<Vec<ChangeRow>> {
    let mut found = Vec::new();
    read_into(connection, id, &mut found)?;
    Ok(found)
}

/// The changes of a visit up to the first whose row cannot be read.
pub(crate) fn readable(connection: &Connection, id: &VisitId) -> Vec<ChangeRow> {
    let mut found = Vec::new();
    // Where it stops does not matter here: what was found is what there is.
    let _ = read_into(connection, id, &mut found);
    found
}

fn read_into(connection: &Connection, id: &VisitId, found: &mut Vec<ChangeRow>) -> rusqlite::Result<()> {
    let mut read = connection
        .prepare_cached("SELECT author, time, label, bytes FROM changes WHERE visit = ?1 ORDER BY number")?;
    let mut rows = read.query([id.as_str()])?;
    while let Some(row) = rows.next()? {
        found.push(ChangeRow {
            author: row.get(0)?,
            time: row.get(1)?,
            label: row.get(2)?,
            bytes: row.get(3)?,
        });
    }
    Ok(())
}

pub(crate) fn append(
    connection: &Connection,
    id: &VisitId,
    hash: &ChangeHash,
    message: &Message,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    // A label is made of strings, which JSON can always hold.
    let label = serde_json::to_string(&message.label).unwrap_or_default();
    let mut write = connection.prepare_cached(
        "INSERT INTO changes (visit, hash, made, author, time, label, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let made = message.made.as_str();
    write.execute(params![
        id.as_str(),
        hash.0,
        made,
        message.author,
        message.time,
        label,
        bytes
    ])?;
    Ok(())
}

/// Removes the changes of a visit, which a new snapshot now holds.
pub(crate) fn clear(connection: &Connection, id: &VisitId) -> rusqlite::Result<usize> {
    connection.execute("DELETE FROM changes WHERE visit = ?1", [id.as_str()])
}
