//! `changes`: each change that was made after the snapshot, in the order in which it was acknowledged.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::Migration;
use crate::{
    checksum::{self, Checksum, Columns},
    name::DocumentName,
    stamp::Message,
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 2,
    // Who, when and what stand in `bytes` too; here they can be read when `bytes` cannot. So they have a checksum of their own,
    // `about`; `checksum` is that of the whole row.
    sql: "CREATE TABLE changes (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (name) ON DELETE CASCADE,
        made TEXT NOT NULL,
        author TEXT NOT NULL,
        time INTEGER NOT NULL,
        label TEXT NOT NULL,
        about BLOB NOT NULL,
        checksum BLOB NOT NULL,
        bytes BLOB NOT NULL CHECK (length(bytes) > 0)
    ) STRICT;
    CREATE INDEX changes_of_document ON changes (document, number);",
}];

/// Who made a change, when, and what it was.
pub(crate) struct About {
    number: i64,
    made: String,
    pub(crate) author: String,
    pub(crate) time: i64,
    /// A label as JSON.
    pub(crate) label: String,
}

impl About {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            made: row.get(1)?,
            author: row.get(2)?,
            time: row.get(3)?,
            label: row.get(4)?,
        })
    }

    fn sum(&self, id: &DocumentName) -> Checksum {
        Columns::of("changes")
            .number(self.number)
            .text(id.as_str())
            .text(&self.made)
            .text(&self.author)
            .number(self.time)
            .text(&self.label)
            .finish()
    }
}

/// A stored change.
pub(crate) struct ChangeRow {
    about: About,
    about_sum: Vec<u8>,
    checksum: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
}

const COLUMNS: &str = "number, made, author, time, label, about, checksum, bytes";

impl ChangeRow {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            about: About::read(row)?,
            about_sum: row.get(5)?,
            checksum: row.get(6)?,
            bytes: row.get(7)?,
        })
    }

    fn sum(&self, about: Checksum) -> Checksum {
        Columns::of("changes").bytes(&about.0).bytes(&self.bytes).finish()
    }

    /// Whether the whole row is as it was written.
    fn is_sound(&self, id: &DocumentName) -> bool {
        let about = self.about.sum(id);
        about.0.as_slice() == self.about_sum && self.sum(about).0.as_slice() == self.checksum
    }
}

/// A row of a change as far as it can be read, column by column.
pub(crate) struct FoundChange {
    pub(crate) number: i64,
    /// `None` where that is not what was written.
    pub(crate) about: Option<About>,
    /// `None` where they cannot be read; Automerge's own checksum says whether they are what was written.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// The changes of a document after its snapshot, in their order; a damage error where one is not what was written.
pub(crate) fn of_document(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Vec<ChangeRow>> {
    let mut read = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM changes WHERE document = ?1 ORDER BY number"
    ))?;
    let rows = read.query_map([id.as_str()], ChangeRow::read)?;
    let found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    if found.iter().all(|row| row.is_sound(id)) {
        Ok(found)
    } else {
        Err(checksum::mismatch("changes"))
    }
}

/// Every change of a document of which any trace can be read, sound or not, in their order.
pub(crate) fn readable(connection: &Connection, id: &DocumentName) -> Vec<FoundChange> {
    // The index and the table, each from both ends: a page that is lost stops each of them somewhere else.
    let numbers = numbers(connection, |table, order| {
        let find = format!("SELECT number FROM changes {table} WHERE document = ?1 ORDER BY number {order}");
        (find, vec![id.as_str()])
    });
    numbers
        .into_iter()
        .map(|number| found(connection, id, number))
        .collect()
}

/// The changes that stand under whatever document, as far as they can be read.
pub(crate) fn all_readable(connection: &Connection, id: &DocumentName) -> Vec<FoundChange> {
    let numbers = numbers(connection, |_, order| {
        (
            format!("SELECT number FROM changes ORDER BY number {order}"),
            vec![],
        )
    });
    numbers
        .into_iter()
        .map(|number| found(connection, id, number))
        .collect()
}

fn numbers<'a>(
    connection: &Connection,
    find: impl Fn(&str, &str) -> (String, Vec<&'a str>),
) -> BTreeSet<i64> {
    let mut numbers = BTreeSet::new();
    for table in ["INDEXED BY changes_of_document", "NOT INDEXED"] {
        for order in ["", "DESC"] {
            let (find, values) = find(table, order);
            // Where it stops does not matter here: what was found is what there is.
            let _ = (|| -> rusqlite::Result<()> {
                let mut read = connection.prepare(&find)?;
                let mut rows = read.query(rusqlite::params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    numbers.extend(row.get::<_, i64>(0));
                }
                Ok(())
            })();
        }
    }
    numbers
}

/// One row as far as it can be read; `id` is the document whose change it is taken for.
fn found(connection: &Connection, id: &DocumentName, number: i64) -> FoundChange {
    let read = || -> rusqlite::Result<FoundChange> {
        let mut read =
            connection.prepare_cached(&format!("SELECT {COLUMNS} FROM changes WHERE number = ?1"))?;
        read.query_row([number], |row| {
            let about = About::read(row).ok();
            let stored: Option<Vec<u8>> = row.get(5).ok();
            Ok(FoundChange {
                number,
                about: about
                    .filter(|about| stored.is_some_and(|stored| about.sum(id).0.as_slice() == stored)),
                bytes: row.get(7).ok(),
            })
        })
    };
    // A row that cannot be reached at all is one of which nothing is known but that it was there.
    read().unwrap_or(FoundChange {
        number,
        about: None,
        bytes: None,
    })
}

pub(crate) fn append(
    connection: &Connection,
    id: &DocumentName,
    message: &Message,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let mut last = connection.prepare_cached("SELECT coalesce(max(number), 0) FROM changes")?;
    let last: i64 = last.query_row([], |row| row.get(0))?;
    let mut row = ChangeRow {
        about: About {
            number: last.saturating_add(1),
            made: message.made.as_str().to_owned(),
            author: message.author.to_text(),
            time: message.time,
            // A label is made of strings, which JSON can always hold; where there is none, it is `null`.
            label: serde_json::to_string(&message.label).unwrap_or_default(),
        },
        about_sum: Vec::new(),
        checksum: Vec::new(),
        bytes: bytes.to_vec(),
    };
    let about = row.about.sum(id);
    row.about_sum = about.0.to_vec();
    row.checksum = row.sum(about).0.to_vec();
    let mut write = connection.prepare_cached(
        "INSERT INTO changes (number, document, made, author, time, label, about, checksum, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    write.execute(params![
        row.about.number,
        id.as_str(),
        row.about.made,
        row.about.author,
        row.about.time,
        row.about.label,
        row.about_sum,
        row.checksum,
        row.bytes
    ])?;
    Ok(())
}

/// Removes the changes of a document, which a new snapshot now holds.
pub(crate) fn clear(connection: &Connection, id: &DocumentName) -> rusqlite::Result<usize> {
    connection.execute("DELETE FROM changes WHERE document = ?1", [id.as_str()])
}
