//! What can still be read of one document: every change that does not rest on one that cannot be read.

mod pieces;

use std::collections::HashSet;

use automerge::{ChangeHash, ReadDoc};
use visit::Label;

use super::Library;
use crate::{
    author::Author,
    error::Unreadable,
    history::History,
    listed::AnyEntry,
    name::DocumentName,
    stamp::Message,
    stored::Outline,
    table::{changes, documents, snapshots},
};
use pieces::Piece;

/// A change whose content cannot be read; who made it and what it was can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostChange {
    /// Who made it; empty where that too is unreadable.
    pub author: Author,
    /// When, in milliseconds since 1970 in UTC; 0 where that too is unreadable.
    pub time: i64,
    /// What it was; `None` where that too is unreadable.
    pub label: Option<Label>,
}

impl LostChange {
    /// A change of which nothing is known but that there was one.
    const UNKNOWN: Self = Self {
        author: Author::UNKNOWN,
        time: 0,
        label: None,
    };
}

/// What is wrong with a document whose history says that it is another one.
pub(super) const OF_ANOTHER: &str = "its history is that of another one";

/// A document as far as its history can be read.
pub(super) struct Salvaged {
    pub(super) history: History,
    pub(super) outline: Outline,
    /// The changes that are not in it, the first one first.
    pub(super) lost: Vec<LostChange>,
    /// Whether more may be missing: the history ends elsewhere than the list says, or the list does not say where.
    pub(super) incomplete: bool,
}

impl Library {
    /// Reads as much of the history of a document as can be read. What a stored change is, its own checksum says; what the rows say counts
    /// only for what is told of a change that is lost.
    pub(super) fn salvage(&self, id: &DocumentName) -> Result<Salvaged, Unreadable> {
        let (snapshot, base) = self.snapshot_of(id)?;
        let mut held = base.hashes();
        let found = changes::readable(&self.connection, id);
        let mut left: Vec<_> = found.into_iter().map(Piece::of).collect();
        let mut fitting = pieces::fitting(&mut held, &mut left);
        let ends = documents::ends(&self.connection, id).or_else(|| {
            let mut strays = documents::stray_ends(&self.connection).into_iter();
            Some((
                strays.find(|ends| ends.iter().all(|end| held.contains(end)))?,
                false,
            ))
        });
        if let Some((ends, _)) = &ends
            && !ends.iter().all(|end| held.contains(end))
        {
            let elsewhere = changes::all_readable(&self.connection, id);
            let elsewhere = elsewhere.into_iter().map(Piece::of);
            left.extend(pieces::leading_to(ends, &held, &left, elsewhere));
            fitting.extend(pieces::fitting(&mut held, &mut left));
        }
        let (good, (history, outline)) = self.longest(&snapshot, &fitting)?;
        left.extend(fitting.drain(good..));
        left.sort_by_key(Piece::number);
        let held = history.hashes();
        let incomplete = !ends
            .as_ref()
            .is_some_and(|(ends, _)| ends.iter().all(|end| held.contains(end)));
        let mut lost: Vec<_> = left.iter().map(Piece::lost).collect();
        if !incomplete {
            // Every change leads to the end of the history: a row that is not needed to get there is no change that was made.
            lost.clear();
        } else if lost.is_empty() && ends.is_some_and(|(_, sound)| sound) {
            lost.push(LostChange::UNKNOWN);
        }
        Ok(Salvaged {
            history,
            outline,
            lost,
            incomplete,
        })
    }

    /// Whether all that is stored under a document is among the changes that were `saved` with others: one whose name is damaged in one
    /// place is found under two names.
    pub(super) fn is_among(&self, id: &DocumentName, saved: &HashSet<ChangeHash>) -> bool {
        let ends = documents::ends(&self.connection, id).map(|(ends, _)| ends);
        let rows = changes::readable(&self.connection, id);
        let later: Option<Vec<_>> = rows
            .into_iter()
            .map(|row| Piece::of(row).hash().copied())
            .collect();
        later.is_some_and(|later| {
            let mut all = later.iter().chain(ends.iter().flatten()).peekable();
            all.peek().is_some() && all.all(|hash| saved.contains(hash))
        })
    }

    /// Finds the snapshot of a document; where there is none under its name, one that says itself whose it is.
    fn snapshot_of(&self, id: &DocumentName) -> Result<(Vec<u8>, History), Unreadable> {
        let read = |bytes: Vec<u8>| History::load(&bytes, [], self.session).map(|read| (bytes, read));
        let own = snapshots::readable(&self.connection, id).ok_or(Unreadable::Empty);
        let own = own.and_then(read);
        if own.as_ref().is_ok_and(|(_, history)| history.is_of(id)) {
            return own;
        }
        let known = documents::readable(&self.connection).0;
        let known: Vec<_> = known.into_iter().map(|listed| listed.name).collect();
        snapshots::strays(&self.connection, id, &known)
            .into_iter()
            .filter_map(|bytes| read(bytes).ok())
            .find(|(_, history)| history.is_of(id))
            .map_or(own, Ok)
    }

    /// Reads the longest beginning of the changes that can be read; returns how many of them that are.
    fn longest(&self, snapshot: &[u8], changes: &[Piece]) -> Result<(usize, (History, Outline)), Unreadable> {
        let read = |count: usize| self.read_beginning(snapshot, changes, count);
        // Most often everything can be read.
        if let Ok(whole) = read(changes.len()) {
            return Ok((changes.len(), whole));
        }
        // Found by halving: it can be read up to the first bad change and not after.
        let (mut good, mut bad) = (0, changes.len());
        let mut longest = read(0)?;
        while good + 1 < bad {
            let middle = good.midpoint(bad);
            match read(middle) {
                Ok(longer) => (good, longest) = (middle, longer),
                Err(_) => bad = middle,
            }
        }
        Ok((good, longest))
    }

    /// Lists what can be found of the documents of a damaged library. An entry that is lost is filled from the history.
    pub(super) fn list_damaged(&self) -> Vec<AnyEntry> {
        let mut listed = documents::readable(&self.connection).0;
        for name in documents::mentioned(&self.connection) {
            if listed.iter().any(|known| known.name == name) {
                continue;
            }
            let found = documents::one(&self.connection, &name).ok().flatten();
            listed.push(found.unwrap_or_else(|| self.entry_from_history(name)));
        }
        listed
    }

    fn entry_from_history(&self, name: DocumentName) -> AnyEntry {
        let mut entry = AnyEntry {
            name,
            id: None,
            summary: String::new(),
            created_at: 0,
            changed_at: 0,
            changed_by: Author::UNKNOWN,
            trashed: None,
            damaged: true,
        };
        if let Ok(Salvaged { history, outline, .. }) = self.salvage(&entry.name) {
            entry.id = history.document_id().ok();
            entry.summary = outline.summary;
            for change in history.made_after(&[]) {
                let message = Message::read(change.message.as_deref(), change.timestamp);
                if entry.created_at == 0 {
                    entry.created_at = message.time;
                }
                entry.changed_at = message.time;
                entry.changed_by = message.author;
            }
        }
        entry
    }

    fn read_beginning(
        &self,
        snapshot: &[u8],
        changes: &[Piece],
        count: usize,
    ) -> Result<(History, Outline), Unreadable> {
        let good = changes.iter().take(count).map(Piece::bytes);
        let history = History::load(snapshot, good, self.session)?;
        if !history.automerge().get_missing_deps(&[]).is_empty() {
            return Err(Unreadable::Gap);
        }
        let outline = history.outline()?;
        Ok((history, outline))
    }
}
