//! `steps`: what each author can undo and redo in each visit. It outlives the session.

use rusqlite::{Connection, OptionalExtension, params};
use visit::{Label, Patch, VisitId};

use super::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 1,
    sql: "CREATE TABLE steps (
        visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
        author TEXT NOT NULL,
        stack TEXT NOT NULL CHECK (stack IN ('undo', 'redo')),
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        patch TEXT NOT NULL,
        PRIMARY KEY (visit, author, stack, position)
    ) STRICT;",
}];

/// How many steps an author can undo in a visit; older ones can still be seen in the history.
pub(crate) const DEPTH: i64 = 500;

/// Which of the two stacks a step stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stack {
    Undo,
    Redo,
}

impl Stack {
    fn as_str(self) -> &'static str {
        match self {
            Stack::Undo => "undo",
            Stack::Redo => "redo",
        }
    }
}

/// A step that can be undone or done again.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which step it is; say it when the step is taken, so that no other one is taken in its place.
    pub position: i64,
    /// What was done: 'Undo: move Talks'.
    pub label: Label,
    /// What takes it back, or does it again.
    pub patch: Patch,
}

/// The last step on a stack.
pub(crate) fn top(
    connection: &Connection,
    id: &VisitId,
    author: &str,
    stack: Stack,
) -> rusqlite::Result<Option<Step>> {
    let mut read = connection.prepare_cached(
        "SELECT position, label, patch FROM steps WHERE visit = ?1 AND author = ?2 AND stack = ?3
         ORDER BY position DESC LIMIT 1",
    )?;
    let row: Option<(i64, String, String)> = read
        .query_row(params![id.as_str(), author, stack.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    // A step that can no longer be read cannot be taken back; that must not keep anybody from editing.
    Ok(row.and_then(|(position, label, patch)| {
        let label = serde_json::from_str(&label).ok()?;
        let patch = serde_json::from_str(&patch).ok()?;
        Some(Step {
            position,
            label,
            patch,
        })
    }))
}

pub(crate) fn push(
    connection: &Connection,
    id: &VisitId,
    author: &str,
    stack: Stack,
    label: &Label,
    patch: &Patch,
) -> rusqlite::Result<()> {
    // Both are made of values that came from JSON.
    let label = serde_json::to_string(label).unwrap_or_default();
    let patch = serde_json::to_string(patch).unwrap_or_default();
    let mut next = connection.prepare_cached(
        "SELECT coalesce(max(position), 0) + 1 FROM steps WHERE visit = ?1 AND author = ?2 AND stack = ?3",
    )?;
    let position: i64 = next.query_row(params![id.as_str(), author, stack.as_str()], |row| row.get(0))?;
    let mut write = connection.prepare_cached(
        "INSERT INTO steps (visit, author, stack, position, label, patch) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    write.execute(params![
        id.as_str(),
        author,
        stack.as_str(),
        position,
        label,
        patch
    ])?;
    let mut forget = connection.prepare_cached(
        "DELETE FROM steps WHERE visit = ?1 AND author = ?2 AND stack = ?3 AND position <= ?4",
    )?;
    forget.execute(params![id.as_str(), author, stack.as_str(), position - DEPTH])?;
    Ok(())
}

/// Takes the last step from a stack, if it is still the one at `position`; returns whether it was.
pub(crate) fn pop(
    connection: &Connection,
    id: &VisitId,
    author: &str,
    stack: Stack,
    position: i64,
) -> rusqlite::Result<bool> {
    let mut write = connection.prepare_cached(
        "DELETE FROM steps WHERE visit = ?1 AND author = ?2 AND stack = ?3 AND position = ?4
         AND NOT EXISTS (SELECT 1 FROM steps WHERE visit = ?1 AND author = ?2 AND stack = ?3 AND position > ?4)",
    )?;
    Ok(write.execute(params![id.as_str(), author, stack.as_str(), position])? > 0)
}

/// Empties the redo stack of an author, after a new edit.
pub(crate) fn clear_redo(connection: &Connection, id: &VisitId, author: &str) -> rusqlite::Result<()> {
    let mut write =
        connection.prepare_cached("DELETE FROM steps WHERE visit = ?1 AND author = ?2 AND stack = 'redo'")?;
    write.execute(params![id.as_str(), author])?;
    Ok(())
}
