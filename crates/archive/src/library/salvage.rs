//! What can still be read of one visit, up to the first change that cannot.

use automerge::ReadDoc;
use visit::{Facts, Label, Visit, VisitId};

use super::{Library, OpenVisit};
use crate::{
    document::Document,
    error::Unreadable,
    table::{
        changes::{self, ChangeRow},
        snapshots,
        visits::{self, ListedVisit},
    },
};

/// A change whose content cannot be read; who made it and what it was can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostChange {
    /// Who made it; empty where that too is unreadable.
    pub author: String,
    /// When, in milliseconds since 1970 in UTC; 0 where that too is unreadable.
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
        let sound = rows.iter().take_while(|row| row.is_sound(id)).count();
        let read = |count: usize| self.read_beginning(&snapshot, &rows, count);
        // Most often everything can be read, or what cannot is one of the last.
        if let Ok((document, visit)) = read(sound) {
            return Ok(Salvaged {
                document,
                visit,
                lost: rows.iter().skip(sound).map(|row| lost_change(row, id)).collect(),
            });
        }
        // The longest readable beginning, found by halving: it is readable up to the first bad change and not after.
        let (mut good, mut bad) = (0, sound);
        let (mut document, mut visit) = read(0)?;
        while good + 1 < bad {
            let middle = good.midpoint(bad);
            match read(middle) {
                Ok(longer) => (good, (document, visit)) = (middle, longer),
                Err(_) => bad = middle,
            }
        }
        let lost = rows.iter().skip(good).map(|row| lost_change(row, id)).collect();
        Ok(Salvaged {
            document,
            visit,
            lost,
        })
    }

    /// Lists what can be found of the visits of a damaged library. An entry that is lost is filled from the history.
    pub(super) fn list_damaged(&self) -> Vec<ListedVisit> {
        let mut listed = visits::readable(&self.connection).0;
        for id in visits::mentioned(&self.connection) {
            if listed.iter().any(|known| known.id == id) {
                continue;
            }
            let found = visits::one(&self.connection, &id).ok().flatten();
            listed.push(found.unwrap_or_else(|| self.entry_from_history(id)));
        }
        listed
    }

    fn entry_from_history(&self, id: VisitId) -> ListedVisit {
        let mut entry = ListedVisit {
            summary: Visit::new(id.clone(), Facts::default()).summary(),
            id,
            created_at: 0,
            changed_at: 0,
            changed_by: String::new(),
            trashed: None,
            damaged: true,
        };
        if let Ok(Salvaged { document, visit, .. }) = self.salvage(&entry.id) {
            entry.summary = visit.summary();
            let history = OpenVisit {
                id: entry.id.clone(),
                document,
                pending: 0,
                out_of_step: false,
            }
            .history();
            if let (Some(last), Some(first)) = (history.first(), history.last()) {
                entry.created_at = first.time;
                entry.changed_at = last.time;
                entry.changed_by.clone_from(&last.author);
            }
        }
        entry
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

fn lost_change(row: &ChangeRow, id: &VisitId) -> LostChange {
    if !row.is_known(id) {
        return LostChange {
            author: String::new(),
            time: 0,
            label: None,
        };
    }
    LostChange {
        author: row.author.clone(),
        time: row.time,
        label: serde_json::from_str(&row.label).ok(),
    }
}
