//! Which stored changes of a damaged document can be put on its snapshot: Automerge's own checksums and the dependencies say so, not the
//! checksums of the rows.

use std::collections::{HashMap, HashSet};

use automerge::ChangeHash;

use super::LostChange;
use crate::{author::Author, history, table::changes::FoundChange, weight};

/// A stored change, and where it belongs in the history.
pub(super) struct Piece {
    row: FoundChange,
    /// Its hash, and the hashes of the changes that it rests on; `None` where it is not what was written.
    place: Option<(ChangeHash, Vec<ChangeHash>)>,
}

impl Piece {
    pub(super) fn of(row: FoundChange) -> Self {
        let read = |bytes: &Vec<u8>| history::read_change(bytes, weight::MOST_READ).ok();
        let place = row.bytes.as_ref().and_then(read);
        let place = place.map(|(change, _)| (change.hash(), change.deps().to_vec()));
        Self { row, place }
    }

    pub(super) fn hash(&self) -> Option<&ChangeHash> {
        self.place.as_ref().map(|(hash, _)| hash)
    }

    pub(super) fn number(&self) -> i64 {
        self.row.number
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.row.bytes.as_deref().unwrap_or_default()
    }

    /// What is told of it where it is lost.
    pub(super) fn lost(&self) -> LostChange {
        self.row
            .about
            .as_ref()
            .map_or(LostChange::UNKNOWN, |about| LostChange {
                author: Author::from_text(&about.author),
                time: about.time,
                label: serde_json::from_str(&about.label).ok(),
            })
    }
}

/// Takes the pieces that fit on what is `held`, each after those that it rests on, and leaves the others.
pub(super) fn fitting(held: &mut HashSet<ChangeHash>, left: &mut Vec<Piece>) -> Vec<Piece> {
    let mut fitting = Vec::new();
    loop {
        let before = fitting.len();
        for piece in std::mem::take(left) {
            match &piece.place {
                Some((hash, deps)) if deps.iter().all(|dep| held.contains(dep)) => {
                    held.insert(*hash);
                    fitting.push(piece);
                }
                _ => left.push(piece),
            }
        }
        if fitting.len() == before {
            return fitting;
        }
    }
}

/// Of changes that stand elsewhere, those that lead to `ends`: a row may have lost the name of its document.
pub(super) fn leading_to(
    ends: &[ChangeHash],
    held: &HashSet<ChangeHash>,
    left: &[Piece],
    elsewhere: impl Iterator<Item = Piece>,
) -> Vec<Piece> {
    let own: HashMap<_, _> = left.iter().filter_map(|piece| piece.place.clone()).collect();
    let mut others: HashMap<_, _> = elsewhere
        .filter_map(|piece| Some((*piece.hash()?, piece)))
        .collect();
    let mut wanted = ends.to_vec();
    let mut seen = HashSet::new();
    let mut leading = Vec::new();
    while let Some(hash) = wanted.pop() {
        if held.contains(&hash) || !seen.insert(hash) {
            continue;
        }
        if let Some(deps) = own.get(&hash) {
            wanted.extend(deps);
        } else if let Some(piece) = others.remove(&hash) {
            wanted.extend(piece.place.iter().flat_map(|(_, deps)| deps));
            leading.push(piece);
        }
    }
    leading
}
