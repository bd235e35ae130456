//! What can still be read of one visit, up to the first change that cannot.

use automerge::ReadDoc;
use serde_json::Value;
use visit::{Label, Visit, VisitId};

use super::Library;
use crate::{
    document::Document,
    error::Unreadable,
    table::{
        changes::{self, ChangeRow},
        snapshots,
    },
};

/// A change whose content cannot be read; who made it and what it was can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostChange {
    /// Who made it.
    pub author: String,
    /// When, in milliseconds since 1970 in UTC.
    pub time: i64,
    /// What it was; `None` where that too is unreadable.
    pub label: Option<Label>,
}

/// A visit up to its first unreadable change.
pub(super) struct Salvaged {
    pub(super) document: Document,
    pub(super) visit: Visit,
    /// The changes after that, the first one first.
    pub(super) lost: Vec<LostChange>,
}

impl Library {
    /// Reads as much of the history of a visit as can be read, whatever the list of visits says of it.
    pub(super) fn salvage(&self, id: &VisitId) -> Result<Salvaged, Unreadable> {
        let sqlite = |error: rusqlite::Error| Unreadable::History(error.to_string());
        let snapshot = snapshots::one(&self.connection, id)
            .map_err(sqlite)?
            .unwrap_or_default();
        let rows = changes::readable(&self.connection, id);
        let read = |count: usize| self.read_beginning(&snapshot, &rows, count);
        // Most often everything can be read, or what cannot is one of the last.
        if let Ok((document, visit)) = read(rows.len()) {
            return Ok(Salvaged {
                document,
                visit,
                lost: Vec::new(),
            });
        }
        // The longest readable beginning, found by halving: it is readable up to the first bad change and not after.
        let (mut good, mut bad) = (0, rows.len());
        let (mut document, mut visit) = read(0)?;
        while good + 1 < bad {
            let middle = good.midpoint(bad);
            match read(middle) {
                Ok(longer) => (good, (document, visit)) = (middle, longer),
                Err(_) => bad = middle,
            }
        }
        let lost = rows.iter().skip(good).map(lost_change).collect();
        Ok(Salvaged {
            document,
            visit,
            lost,
        })
    }

    fn read_beginning(
        &self,
        snapshot: &[u8],
        rows: &[ChangeRow],
        count: usize,
    ) -> Result<(Document, Visit), Unreadable> {
        let good = rows.iter().take(count).map(|row| row.bytes.as_slice());
        let document = Document::load(snapshot, good, self.session)?;
        if !document.automerge().get_missing_deps(&[]).is_empty() {
            return Err(Unreadable::Gap);
        }
        let visit = document.visit()?;
        Ok((document, visit))
    }
}

fn lost_change(row: &ChangeRow) -> LostChange {
    LostChange {
        author: row.author.clone(),
        time: row.time,
        label: serde_json::from_str::<Value>(&row.label)
            .ok()
            .and_then(|label| serde_json::from_value(label).ok()),
    }
}
