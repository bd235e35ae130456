//! `changes`: each change that was made after the snapshot, in the order in which it was acknowledged.

use rusqlite::{Connection, Row, params};
use visit::VisitId;

use super::Migration;
use crate::{
    checksum::{self, Checksum, Columns},
    stamp::Message,
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 1,
    // Who, when and what stand in `bytes` too; here they can be read when `bytes` cannot. So they have a checksum of their own,
    // `about`; `checksum` is that of the whole row.
    sql: "CREATE TABLE changes (
        number INTEGER PRIMARY KEY,
        visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
        made TEXT NOT NULL,
        author TEXT NOT NULL,
        time INTEGER NOT NULL,
        label TEXT NOT NULL,
        about BLOB NOT NULL,
        checksum BLOB NOT NULL,
        bytes BLOB NOT NULL CHECK (length(bytes) > 0)
    ) STRICT;
    CREATE INDEX changes_of_visit ON changes (visit, number);",
}];

/// A stored change.
pub(crate) struct ChangeRow {
    number: i64,
    made: String,
    pub(crate) author: String,
    pub(crate) time: i64,
    /// A label as JSON.
    pub(crate) label: String,
    about: Vec<u8>,
    checksum: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
}

const COLUMNS: &str = "number, made, author, time, label, about, checksum, bytes";

impl ChangeRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            made: row.get(1)?,
            author: row.get(2)?,
            time: row.get(3)?,
            label: row.get(4)?,
            about: row.get(5)?,
            checksum: row.get(6)?,
            bytes: row.get(7)?,
        })
    }

    fn sum_about(&self, id: &VisitId) -> Checksum {
        Columns::of("changes")
            .number(self.number)
            .text(id.as_str())
            .text(&self.made)
            .text(&self.author)
            .number(self.time)
            .text(&self.label)
            .finish()
    }

    fn sum(&self, about: Checksum) -> Checksum {
        Columns::of("changes").bytes(&about.0).bytes(&self.bytes).finish()
    }

    /// Whether who, when and what are as they were written.
    pub(crate) fn is_known(&self, id: &VisitId) -> bool {
        self.sum_about(id).0.as_slice() == self.about
    }

    /// Whether the whole row is as it was written.
    pub(crate) fn is_sound(&self, id: &VisitId) -> bool {
        self.is_known(id) && self.sum(self.sum_about(id)).0.as_slice() == self.checksum
    }
}

/// The changes of a visit after its snapshot, in their order; a damage error where one is not what was written.
pub(crate) fn of_visit(connection: &Connection, id: &VisitId) -> rusqlite::Result<Vec<ChangeRow>> {
    let mut found = Vec::new();
    read_into(connection, id, &mut found)?;
    if found.iter().all(|row| row.is_sound(id)) {
        Ok(found)
    } else {
        Err(checksum::mismatch("changes"))
    }
}

/// The changes of a visit up to the first whose row cannot be read, sound or not.
pub(crate) fn readable(connection: &Connection, id: &VisitId) -> Vec<ChangeRow> {
    let mut found = Vec::new();
    // Where it stops does not matter here: what was found is what there is.
    let _ = read_into(connection, id, &mut found);
    found
}

fn read_into(connection: &Connection, id: &VisitId, found: &mut Vec<ChangeRow>) -> rusqlite::Result<()> {
    let mut read = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM changes WHERE visit = ?1 ORDER BY number"
    ))?;
    let mut rows = read.query([id.as_str()])?;
    while let Some(row) = rows.next()? {
        found.push(ChangeRow::read(row)?);
    }
    Ok(())
}

pub(crate) fn append(
    connection: &Connection,
    id: &VisitId,
    message: &Message,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let mut last = connection.prepare_cached("SELECT coalesce(max(number), 0) FROM changes")?;
    let last: i64 = last.query_row([], |row| row.get(0))?;
    let mut row = ChangeRow {
        number: last.saturating_add(1),
        made: message.made.as_str().to_owned(),
        author: message.author.clone(),
        time: message.time,
        // A label is made of strings, which JSON can always hold.
        label: serde_json::to_string(&message.label).unwrap_or_default(),
        about: Vec::new(),
        checksum: Vec::new(),
        bytes: bytes.to_vec(),
    };
    let about = row.sum_about(id);
    row.about = about.0.to_vec();
    row.checksum = row.sum(about).0.to_vec();
    let mut write = connection.prepare_cached(
        "INSERT INTO changes (number, visit, made, author, time, label, about, checksum, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    write.execute(params![
        row.number,
        id.as_str(),
        row.made,
        row.author,
        row.time,
        row.label,
        row.about,
        row.checksum,
        row.bytes
    ])?;
    Ok(())
}

/// Removes the changes of a visit, which a new snapshot now holds.
pub(crate) fn clear(connection: &Connection, id: &VisitId) -> rusqlite::Result<usize> {
    connection.execute("DELETE FROM changes WHERE visit = ?1", [id.as_str()])
}
