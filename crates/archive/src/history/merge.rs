//! Taking the changes of another copy into a history.

use automerge::{Automerge, AutomergeError, Change, ReadDoc};

use super::{History, guarded};
use crate::{error::Unreadable, seal, weight};

/// The most bytes that are taken from another copy at once.
pub(crate) const MOST_FOREIGN: usize = 128 << 20;

impl History {
    /// Returns a copy of this history with the changes in `bytes` merged into it, and those that are new, in an order in which they can be
    /// applied.
    pub(crate) fn merged(&self, bytes: &[u8]) -> Result<(Self, Vec<Change>), Unreadable> {
        if bytes.len() > MOST_FOREIGN {
            return Err(Unreadable::TooLong {
                bytes: bytes.len(),
                most: MOST_FOREIGN,
            });
        }
        seal::verify(bytes)?;
        weight::weigh(bytes, weight::MOST_WRITTEN)?;
        let heads = self.heads();
        let mut merged = self.automerge.clone();
        let (merged, new) = guarded(|| {
            merged.apply_changes_batch(sent(&merged, bytes)?)?;
            let new = merged.get_changes(&heads);
            Ok((merged, new))
        })?;
        if !merged.get_missing_deps(&[]).is_empty() {
            return Err(Unreadable::Gap);
        }
        // A change that is not written as Automerge writes it has another hash once it is part of a snapshot, which could not be read.
        let stays = |change: &Change| merged.get_change_meta_by_hash(&change.hash()).is_some();
        if !new.iter().all(stays) {
            return Err(Unreadable::History(
                "its changes change when they are saved".to_owned(),
            ));
        }
        let mut weight = self.weight;
        for change in &new {
            weight = weight.saturating_add(weight::weigh(change.raw_bytes(), u64::MAX)?);
        }
        let merged = Self::of(merged, weight)?;
        if merged.is_full() {
            return Err(Unreadable::TooLarge {
                most: weight::MOST_WRITTEN,
            });
        }
        Ok((merged, new))
    }
}

/// Reads the changes in `bytes` that a history does not have yet.
fn sent(doc: &Automerge, bytes: &[u8]) -> Result<Vec<Change>, AutomergeError> {
    let mut changes = Vec::new();
    let mut rest = bytes;
    // Whether they are whole was verified before.
    while let Some(chunk) = seal::first(rest) {
        let (own, after) = rest.split_at(rest.len() - chunk.rest.len());
        if chunk.kind == seal::DOCUMENT {
            changes.extend(doc.get_changes_added(&Automerge::load(own)?));
        } else {
            changes.push(Change::from_bytes(own.to_vec())?);
        }
        rest = after;
    }
    Ok(changes)
}
