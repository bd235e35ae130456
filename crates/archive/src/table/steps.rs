//! `steps`: what each person can undo and redo in each document. It outlives the session.

use rusqlite::{Connection, OptionalExtension, params, types::Value};
use serde::{Deserialize, Serialize};
use visit::{Label, Patch};

use super::{Migration, library};
use crate::{
    change_id::ChangeId,
    checksum::{self, Checksum, Columns},
    name::DocumentName,
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 2,
    // Without row numbers the key stands in the file once: a second one, in an index, could differ and hide a step.
    sql: "CREATE TABLE steps (
        document TEXT NOT NULL REFERENCES documents (name) ON DELETE CASCADE,
        person TEXT NOT NULL,
        stack TEXT NOT NULL CHECK (stack IN ('undo', 'redo')),
        position INTEGER NOT NULL,
        checksum BLOB NOT NULL,
        label TEXT NOT NULL,
        patch TEXT NOT NULL,
        PRIMARY KEY (document, person, stack, position)
    ) STRICT, WITHOUT ROWID;",
}];

/// How many steps an person can undo in a document; older ones can still be seen in the history.
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
    /// How many writes the library had taken before it: what was done last in several documents has the highest.
    pub turn: i64,
    /// What was done: 'Undo: move Talks'.
    pub label: Label,
    /// What takes it back, or does it again.
    pub patch: Patch,
    /// The change that made it, from which the history tells what takes it back in its texts ([`OpenDocument::taking_back`]).
    ///
    /// [`OpenDocument::taking_back`]: crate::OpenDocument::taking_back
    pub change: Option<ChangeId>,
}

/// What is stored of a step beside its label.
#[derive(Serialize, Deserialize)]
struct StoredStep {
    patch: Patch,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    change: Option<ChangeId>,
    #[serde(default)]
    turn: i64,
}

fn sum(id: &DocumentName, person: &str, stack: &str, position: i64, label: &str, patch: &str) -> Checksum {
    Columns::of("steps")
        .text(id.as_str())
        .text(person)
        .text(stack)
        .number(position)
        .text(label)
        .text(patch)
        .finish()
}

/// The last step on a stack; a damage error where it is not what was written.
pub(crate) fn top(
    connection: &Connection,
    id: &DocumentName,
    person: &str,
    stack: Stack,
) -> rusqlite::Result<Option<Step>> {
    let mut read = connection.prepare_cached(
        "SELECT position, label, patch, checksum FROM steps WHERE document = ?1 AND person = ?2 AND stack = ?3
         ORDER BY position DESC LIMIT 1",
    )?;
    let row: Option<(i64, String, String, Vec<u8>)> = read
        .query_row(params![id.as_str(), person, stack.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((position, label, patch, stored)) = row else {
        return Ok(None);
    };
    if sum(id, person, stack.as_str(), position, &label, &patch)
        .0
        .as_slice()
        != stored
    {
        return Err(checksum::mismatch("steps"));
    }
    match (serde_json::from_str(&label), serde_json::from_str(&patch)) {
        (Ok(label), Ok(StoredStep { patch, change, turn })) => Ok(Some(Step {
            position,
            turn,
            label,
            patch,
            change,
        })),
        _ => Err(checksum::mismatch("steps")),
    }
}

/// Puts a step on a stack and forgets those that are too deep; returns what that adds to the sum of the document's steps.
pub(crate) fn push(
    connection: &Connection,
    id: &DocumentName,
    person: &str,
    stack: Stack,
    label: &Label,
    patch: &Patch,
    change: Option<&ChangeId>,
) -> rusqlite::Result<Checksum> {
    // Both are made of values that came from JSON.
    let label = serde_json::to_string(label).unwrap_or_default();
    let stored = StoredStep {
        patch: patch.clone(),
        change: change.cloned(),
        turn: library::read(connection)?.commits,
    };
    let patch = serde_json::to_string(&stored).unwrap_or_default();
    let mut next = connection.prepare_cached(
        "SELECT coalesce(max(position), 0) + 1 FROM steps WHERE document = ?1 AND person = ?2 AND stack = ?3",
    )?;
    let position: i64 = next.query_row(params![id.as_str(), person, stack.as_str()], |row| row.get(0))?;
    let mut added = sum(id, person, stack.as_str(), position, &label, &patch);
    let mut write = connection.prepare_cached(
        "INSERT INTO steps (document, person, stack, position, checksum, label, patch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    write.execute(params![
        id.as_str(),
        person,
        stack.as_str(),
        position,
        added.0,
        label,
        patch
    ])?;
    let mut forget = connection.prepare_cached(
        "DELETE FROM steps WHERE document = ?1 AND person = ?2 AND stack = ?3 AND position <= ?4 RETURNING checksum",
    )?;
    let deepest = position.saturating_sub(DEPTH);
    added.fold(total(forget.query(params![
        id.as_str(),
        person,
        stack.as_str(),
        deepest
    ])?)?);
    Ok(added)
}

/// Takes the last step from a stack, if it is still the one at `position`; returns what that takes from the sum of the document's steps.
pub(crate) fn pop(
    connection: &Connection,
    id: &DocumentName,
    person: &str,
    stack: Stack,
    position: i64,
) -> rusqlite::Result<Checksum> {
    let mut write = connection.prepare_cached(
        "DELETE FROM steps WHERE document = ?1 AND person = ?2 AND stack = ?3 AND position = ?4
         AND NOT EXISTS (SELECT 1 FROM steps WHERE document = ?1 AND person = ?2 AND stack = ?3 AND position > ?4)
         RETURNING checksum",
    )?;
    total(write.query(params![id.as_str(), person, stack.as_str(), position])?)
}

/// Empties the redo stack of an person, after a new edit; returns what that takes from the sum of the document's steps.
pub(crate) fn clear_redo(
    connection: &Connection,
    id: &DocumentName,
    person: &str,
) -> rusqlite::Result<Checksum> {
    let mut write = connection.prepare_cached(
        "DELETE FROM steps WHERE document = ?1 AND person = ?2 AND stack = 'redo' RETURNING checksum",
    )?;
    total(write.query(params![id.as_str(), person])?)
}

/// Forgets every step of every person in a document.
pub(crate) fn clear(connection: &Connection, id: &DocumentName) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM steps WHERE document = ?1", [id.as_str()])?;
    Ok(())
}

/// The sum of the checksums of all steps of a document, computed from what is stored.
pub(crate) fn sum_of(connection: &Connection, id: &DocumentName) -> rusqlite::Result<Checksum> {
    let mut read = connection.prepare_cached(
        "SELECT person, stack, position, label, patch, document FROM steps WHERE document = ?1",
    )?;
    let mut rows = read.query([id.as_str()])?;
    let mut found = Checksum::default();
    while let Some(row) = rows.next()? {
        let text = |column| -> rusqlite::Result<String> { row.get(column) };
        // Where keys are out of order, the search may give a row of another document.
        let document = DocumentName(row.get(5)?);
        found.fold(sum(
            &document,
            &text(0)?,
            &text(1)?,
            row.get(2)?,
            &text(3)?,
            &text(4)?,
        ));
    }
    Ok(found)
}

/// Copies the steps of a document into another library, whose row of the document is there already; returns their sum.
pub(crate) fn copy(from: &Connection, to: &Connection, id: &DocumentName) -> rusqlite::Result<Checksum> {
    let mut read = from
        .prepare("SELECT person, stack, position, checksum, label, patch FROM steps WHERE document = ?1")?;
    let mut write = to.prepare_cached(
        "INSERT INTO steps (document, person, stack, position, checksum, label, patch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut rows = read.query([id.as_str()])?;
    let mut found = Checksum::default();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(3)?.as_bytes()?;
        found.fold(Checksum::from_bytes(bytes).ok_or_else(|| checksum::mismatch("steps"))?);
        write.execute(params![
            id.as_str(),
            row.get::<_, Value>(0)?,
            row.get::<_, Value>(1)?,
            row.get::<_, Value>(2)?,
            row.get::<_, Value>(3)?,
            row.get::<_, Value>(4)?,
            row.get::<_, Value>(5)?
        ])?;
    }
    Ok(found)
}

/// Adds up the checksums that a statement returns.
fn total(mut rows: rusqlite::Rows<'_>) -> rusqlite::Result<Checksum> {
    let mut sum = Checksum::default();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_bytes()?;
        sum.fold(Checksum::from_bytes(bytes).ok_or_else(|| checksum::mismatch("steps"))?);
    }
    Ok(sum)
}
