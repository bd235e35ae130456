//! `documents`: a row for each document, with what the list shows and where its history ends.

use std::collections::BTreeSet;

use automerge::ChangeHash;
use rusqlite::{Connection, OptionalExtension};

use super::{Migration, library};
use crate::{
    author::Author,
    checksum::{self, Checksum, Columns},
    listed::AnyEntry,
    name::{DocumentId, DocumentName},
    stamp::Stamp,
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 2,
    // `name` is the kind of document, a slash, and its readable name; `id` the 16 bytes that all its copies share. `heads` are the
    // hashes of the last changes, 32 bytes each, in their order. Times are milliseconds since 1970 in UTC. `steps` is the sum of the
    // checksums of the document's rows of `steps`.
    sql: "CREATE TABLE documents (
        name TEXT PRIMARY KEY NOT NULL,
        id BLOB NOT NULL,
        summary TEXT NOT NULL,
        heads BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        changed_by TEXT NOT NULL,
        trashed_at INTEGER,
        trashed_by TEXT,
        steps BLOB NOT NULL,
        checksum BLOB NOT NULL
    ) STRICT;",
}];

const COLUMNS: &str =
    "name, id, summary, heads, created_at, changed_at, changed_by, trashed_at, trashed_by, steps, checksum";

/// A row as it is stored.
struct DocumentRow {
    name: String,
    id: Vec<u8>,
    summary: String,
    heads: Vec<u8>,
    created_at: i64,
    changed_at: i64,
    changed_by: String,
    trashed_at: Option<i64>,
    trashed_by: Option<String>,
    steps: Checksum,
    checksum: Checksum,
}

impl DocumentRow {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let sum = |column| -> rusqlite::Result<Checksum> {
            Checksum::from_bytes(row.get_ref(column)?.as_bytes()?)
                .ok_or_else(|| checksum::mismatch("documents"))
        };
        Ok(Self {
            name: row.get(0)?,
            id: row.get(1)?,
            summary: row.get(2)?,
            heads: row.get(3)?,
            created_at: row.get(4)?,
            changed_at: row.get(5)?,
            changed_by: row.get(6)?,
            trashed_at: row.get(7)?,
            trashed_by: row.get(8)?,
            steps: sum(9)?,
            checksum: sum(10)?,
        })
    }

    fn sum(&self) -> Checksum {
        Columns::of("documents")
            .text(&self.name)
            .bytes(&self.id)
            .text(&self.summary)
            .bytes(&self.heads)
            .number(self.created_at)
            .number(self.changed_at)
            .text(&self.changed_by)
            .number_or_null(self.trashed_at)
            .text_or_null(self.trashed_by.as_deref())
            .bytes(&self.steps.0)
            .finish()
    }

    fn entry(self) -> AnyEntry {
        AnyEntry {
            damaged: self.sum() != self.checksum,
            name: DocumentName(self.name),
            id: self.id.try_into().ok().map(DocumentId),
            summary: self.summary,
            created_at: self.created_at,
            changed_at: self.changed_at,
            changed_by: Author::from_text(&self.changed_by),
            trashed: self
                .trashed_at
                .map(|at| (at, Author::from_text(&self.trashed_by.unwrap_or_default()))),
        }
    }

    /// Changes the row. One that was not what was written stays so: the difference is carried over, for nobody has looked at the
    /// columns that are not changed here.
    fn store(mut self, connection: &Connection, change: impl FnOnce(&mut Self)) -> rusqlite::Result<()> {
        let before = self.checksum;
        let mut difference = self.sum();
        difference.fold(before);
        change(&mut self);
        self.checksum = self.sum();
        self.checksum.fold(difference);
        let mut write = connection.prepare_cached(
            "UPDATE documents SET id = ?2, summary = ?3, heads = ?4, created_at = ?5, changed_at = ?6, changed_by = ?7,
             trashed_at = ?8, trashed_by = ?9, steps = ?10, checksum = ?11 WHERE name = ?1",
        )?;
        write.execute(self.values())?;
        library::fold(connection, Some(before), Some(self.checksum))
    }

    fn values(&self) -> impl rusqlite::Params {
        (
            &self.name,
            &self.id,
            &self.summary,
            &self.heads,
            self.created_at,
            self.changed_at,
            &self.changed_by,
            self.trashed_at,
            &self.trashed_by,
            self.steps.0,
            self.checksum.0,
        )
    }
}

fn row(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Option<DocumentRow>> {
    let mut read = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM documents WHERE name = ?1"))?;
    match read.query_row([id.as_str()], DocumentRow::read).optional()? {
        // A damaged index gives another document than the one that was asked for.
        Some(row) if row.name != id.as_str() => Err(checksum::mismatch("documents")),
        row => Ok(row),
    }
}

fn heads_bytes(heads: &[ChangeHash]) -> Vec<u8> {
    heads.iter().flat_map(|hash| hash.0).collect()
}

/// Every document, trashed ones too, the last changed first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<AnyEntry>> {
    match readable(connection) {
        (found, None) => Ok(found),
        (_, Some(error)) => Err(error),
    }
}

/// Every document whose row can be read, and what stopped the reading, if anything did.
pub(crate) fn readable(connection: &Connection) -> (Vec<AnyEntry>, Option<rusqlite::Error>) {
    let mut found = Vec::new();
    let stopped = (|| {
        let mut read = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM documents"))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            found.push(DocumentRow::read(row)?.entry());
        }
        Ok(())
    })();
    found.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then_with(|| a.name.cmp(&b.name)));
    (found, stopped.err())
}

/// The ids of all documents that any table or index of a damaged library mentions.
pub(crate) fn mentioned(connection: &Connection) -> BTreeSet<DocumentName> {
    let mut found = BTreeSet::new();
    for (column, table) in [
        ("name", "documents"),
        ("document", "snapshots"),
        ("document", "changes"),
    ] {
        // Through the table and through its index, from both ends: a page that is lost stops each of them somewhere else.
        for order in [
            "rowid".to_owned(),
            "rowid DESC".to_owned(),
            column.to_owned(),
            format!("{column} DESC"),
        ] {
            // Where it stops does not matter here: what was found is what there is.
            let _ = (|| -> rusqlite::Result<()> {
                let mut read =
                    connection.prepare(&format!("SELECT {column} FROM {table} ORDER BY {order}"))?;
                let mut rows = read.query([])?;
                while let Some(row) = rows.next()? {
                    found.extend(row.get(0).map(DocumentName));
                }
                Ok(())
            })();
        }
    }
    found
}

/// Whether the rows are those that were written, as many and no others.
pub(crate) fn are_complete(connection: &Connection, sum: Checksum) -> rusqlite::Result<bool> {
    let mut read = connection.prepare_cached("SELECT checksum FROM documents")?;
    let mut found = Checksum::default();
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_bytes()?;
        found.fold(Checksum::from_bytes(bytes).ok_or_else(|| checksum::mismatch("documents"))?);
    }
    Ok(found == sum)
}

pub(crate) fn one(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Option<AnyEntry>> {
    Ok(row(connection, id)?.map(DocumentRow::entry))
}

/// Where the history of a document ends, as 32 bytes a head; a damage error where the row is not what was written.
pub(crate) fn heads(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Option<Vec<u8>>> {
    match row(connection, id)? {
        Some(row) if row.sum() != row.checksum => Err(checksum::mismatch("documents")),
        row => Ok(row.map(|row| row.heads)),
    }
}

/// Where the history of a document ends, as far as its row can be read, and whether that row is what was written.
pub(crate) fn ends(connection: &Connection, id: &DocumentName) -> Option<(Vec<ChangeHash>, bool)> {
    let read = || -> rusqlite::Result<Vec<u8>> {
        let mut read = connection.prepare_cached("SELECT heads FROM documents WHERE name = ?1")?;
        read.query_row([id.as_str()], |row| row.get(0))
    };
    let sound = row(connection, id).is_ok_and(|row| row.is_some_and(|row| row.sum() == row.checksum));
    Some((hashes_of(&read().ok()?)?, sound))
}

/// Where the histories end whose rows are not what was written, under whatever name: the name, too, may be damaged.
pub(crate) fn stray_ends(connection: &Connection) -> Vec<Vec<ChangeHash>> {
    let mut found = Vec::new();
    // Where it stops does not matter here: what was found is what there is.
    let _ = (|| -> rusqlite::Result<()> {
        let mut read = connection.prepare(&format!("SELECT {COLUMNS} FROM documents NOT INDEXED"))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            if !DocumentRow::read(row).is_ok_and(|row| row.sum() == row.checksum) {
                let heads: rusqlite::Result<Vec<u8>> = row.get(3);
                found.extend(heads.ok().and_then(|heads| hashes_of(&heads)));
            }
        }
        Ok(())
    })();
    found
}

fn hashes_of(heads: &[u8]) -> Option<Vec<ChangeHash>> {
    let (hashes, rest) = heads.as_chunks::<32>();
    (rest.is_empty() && !hashes.is_empty()).then(|| hashes.iter().map(|hash| ChangeHash(*hash)).collect())
}

/// The sum of the checksums of what can be undone and redone in a document.
pub(crate) fn steps(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Checksum> {
    Ok(row(connection, id)?.map(|row| row.steps).unwrap_or_default())
}

/// Returns whether `stored` names exactly these heads.
pub(crate) fn same_heads(stored: &[u8], heads: &[ChangeHash]) -> bool {
    stored == heads_bytes(heads)
}

pub(crate) fn insert(
    connection: &Connection,
    (name, id): (&DocumentName, DocumentId),
    summary: &str,
    heads: &[ChangeHash],
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let mut row = DocumentRow {
        name: name.as_str().to_owned(),
        id: id.0.to_vec(),
        summary: summary.to_owned(),
        heads: heads_bytes(heads),
        created_at: stamp.time,
        changed_at: stamp.time,
        changed_by: stamp.author.to_text(),
        trashed_at: None,
        trashed_by: None,
        steps: Checksum::default(),
        checksum: Checksum::default(),
    };
    row.checksum = row.sum();
    let mut write = connection.prepare_cached(&format!(
        "INSERT INTO documents ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    ))?;
    write.execute(row.values())?;
    library::fold(connection, None, Some(row.checksum))
}

pub(crate) fn change(
    connection: &Connection,
    id: &DocumentName,
    summary: &str,
    heads: &[ChangeHash],
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let Some(row) = row(connection, id)? else {
        return Ok(());
    };
    row.store(connection, |row| {
        summary.clone_into(&mut row.summary);
        row.heads = heads_bytes(heads);
        row.changed_at = stamp.time;
        row.changed_by = stamp.author.to_text();
    })
}

/// Returns whether a document lies in the trash; one that there is not does not.
pub(crate) fn is_trashed(connection: &Connection, id: &DocumentName) -> rusqlite::Result<bool> {
    Ok(row(connection, id)?.is_some_and(|row| row.trashed_at.is_some()))
}

/// Moves a document to the trash or back; returns whether there is such a document.
pub(crate) fn set_trashed(
    connection: &Connection,
    id: &DocumentName,
    stamp: Option<&Stamp>,
) -> rusqlite::Result<bool> {
    let Some(row) = row(connection, id)? else {
        return Ok(false);
    };
    row.store(connection, |row| {
        row.trashed_at = stamp.map(|stamp| stamp.time);
        row.trashed_by = stamp.map(|stamp| stamp.author.to_text());
    })?;
    Ok(true)
}

/// Notes that steps of a document came or went, whose checksums add up to `difference`.
pub(crate) fn fold_steps(
    connection: &Connection,
    id: &DocumentName,
    difference: Checksum,
) -> rusqlite::Result<()> {
    match row(connection, id)? {
        Some(row) if difference != Checksum::default() => {
            row.store(connection, |row| row.steps.fold(difference))
        }
        _ => Ok(()),
    }
}

/// Sets when a document was created, where it comes from another library.
pub(crate) fn set_created(
    connection: &Connection,
    id: &DocumentName,
    created_at: i64,
) -> rusqlite::Result<()> {
    match row(connection, id)? {
        Some(row) => row.store(connection, |row| row.created_at = created_at),
        None => Ok(()),
    }
}

/// Deletes a document that is in the trash, with all that belongs to it; returns whether there was one.
pub(crate) fn delete(connection: &Connection, id: &DocumentName) -> rusqlite::Result<bool> {
    let Some(row) = row(connection, id)?.filter(|row| row.trashed_at.is_some()) else {
        return Ok(false);
    };
    connection.execute("DELETE FROM documents WHERE name = ?1", [id.as_str()])?;
    library::fold(connection, Some(row.checksum), None)?;
    Ok(true)
}
