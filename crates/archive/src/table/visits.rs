//! `visits`: a row for each visit, with what the list shows and where its history ends.

use automerge::ChangeHash;
use rusqlite::{Connection, OptionalExtension, Row, params};
use visit::{Facts, Visit, VisitId, VisitSummary};

use super::Migration;
use crate::stamp::Stamp;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 1,
    // `heads` are the hashes of the last changes, 32 bytes each, in their order. Times are milliseconds since 1970 in UTC.
    sql: "CREATE TABLE visits (
        id TEXT PRIMARY KEY NOT NULL,
        summary TEXT NOT NULL,
        heads BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        changed_by TEXT NOT NULL,
        trashed_at INTEGER,
        trashed_by TEXT
    ) STRICT;",
}];

/// A visit, as the list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedVisit {
    /// The id.
    pub id: VisitId,
    /// What it is.
    pub summary: VisitSummary,
    /// When it was created, in milliseconds since 1970 in UTC.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since 1970 in UTC.
    pub changed_at: i64,
    /// Who changed it last.
    pub changed_by: String,
    /// When it was moved to the trash, in milliseconds since 1970 in UTC, and by whom; `None` for a visit that is not there.
    pub trashed: Option<(i64, String)>,
}

impl ListedVisit {
    /// Returns the title in the first language that it has; empty where it has none.
    pub fn title(&self) -> &str {
        self.summary.title.read(&[])
    }
}

const COLUMNS: &str = "id, summary, created_at, changed_at, changed_by, trashed_at, trashed_by";

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedVisit> {
    let summary: String = row.get(1)?;
    let trashed_at: Option<i64> = row.get(5)?;
    let trashed_by: Option<String> = row.get(6)?;
    let id = VisitId(row.get(0)?);
    Ok(ListedVisit {
        // A summary is only a copy of what the history holds: an unreadable one leaves the visit in the list, without a title.
        summary: serde_json::from_str(&summary)
            .unwrap_or_else(|_| Visit::new(id.clone(), Facts::default()).summary()),
        id,
        created_at: row.get(2)?,
        changed_at: row.get(3)?,
        changed_by: row.get(4)?,
        trashed: trashed_at.map(|at| (at, trashed_by.unwrap_or_default())),
    })
}

fn summary_text(summary: &VisitSummary) -> String {
    // A summary is made of strings, which JSON can always hold.
    serde_json::to_string(summary).unwrap_or_default()
}

fn heads_bytes(heads: &[ChangeHash]) -> Vec<u8> {
    heads.iter().flat_map(|hash| hash.0).collect()
}

/// Every visit, trashed ones too, the last changed first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<ListedVisit>> {
    let mut read = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM visits ORDER BY changed_at DESC, id"
    ))?;
    read.query_map([], listed)?.collect()
}

/// Every visit whose row can be read, and what stopped the reading, if anything did.
pub(crate) fn readable(connection: &Connection) -> (Vec<ListedVisit>, Option<rusqlite::Error>) {
    let mut found = Vec::new();
    let stopped = (|| {
        let mut read = connection.prepare(&format!("SELECT {COLUMNS} FROM visits"))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            found.push(listed(row)?);
        }
        Ok(())
    })();
    found.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then_with(|| a.id.cmp(&b.id)));
    (found, stopped.err())
}

pub(crate) fn one(connection: &Connection, id: &VisitId) -> rusqlite::Result<Option<ListedVisit>> {
    let mut read = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM visits WHERE id = ?1"))?;
    read.query_row([id.as_str()], listed).optional()
}

/// Where the history of a visit ends, as 32 bytes a head.
pub(crate) fn heads(connection: &Connection, id: &VisitId) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut read = connection.prepare_cached("SELECT heads FROM visits WHERE id = ?1")?;
    read.query_row([id.as_str()], |row| row.get(0)).optional()
}

/// Returns whether `stored` names exactly these heads.
pub(crate) fn same_heads(stored: &[u8], heads: &[ChangeHash]) -> bool {
    stored == heads_bytes(heads)
}

pub(crate) fn insert(
    connection: &Connection,
    id: &VisitId,
    summary: &VisitSummary,
    heads: &[ChangeHash],
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let mut write = connection.prepare_cached(
        "INSERT INTO visits (id, summary, heads, created_at, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4, ?4, ?5)",
    )?;
    write.execute(params![
        id.as_str(),
        summary_text(summary),
        heads_bytes(heads),
        stamp.time,
        stamp.author
    ])?;
    Ok(())
}

pub(crate) fn change(
    connection: &Connection,
    id: &VisitId,
    summary: &VisitSummary,
    heads: &[ChangeHash],
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let mut write = connection.prepare_cached(
        "UPDATE visits SET summary = ?2, heads = ?3, changed_at = ?4, changed_by = ?5 WHERE id = ?1",
    )?;
    write.execute(params![
        id.as_str(),
        summary_text(summary),
        heads_bytes(heads),
        stamp.time,
        stamp.author
    ])?;
    Ok(())
}

/// Moves a visit to the trash or back; returns whether there is such a visit.
pub(crate) fn set_trashed(
    connection: &Connection,
    id: &VisitId,
    stamp: Option<&Stamp>,
) -> rusqlite::Result<bool> {
    let (at, by) = stamp.map(|stamp| (stamp.time, stamp.author.as_str())).unzip();
    let rows = connection.execute(
        "UPDATE visits SET trashed_at = ?2, trashed_by = ?3 WHERE id = ?1",
        params![id.as_str(), at, by],
    )?;
    Ok(rows > 0)
}

/// Deletes a visit that is in the trash, with all that belongs to it; returns whether there was one.
pub(crate) fn delete(connection: &Connection, id: &VisitId) -> rusqlite::Result<bool> {
    let rows = connection.execute(
        "DELETE FROM visits WHERE id = ?1 AND trashed_at IS NOT NULL",
        [id.as_str()],
    )?;
    Ok(rows > 0)
}
