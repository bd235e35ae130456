//! Taking the changes of another copy into a history.

use automerge::{Automerge, Change, ReadDoc};

use super::{Document, guarded};
use crate::{error::Unreadable, seal, weight};

/// The most bytes that are taken from another copy at once.
pub(crate) const MOST_FOREIGN: usize = 128 << 20;

impl Document {
    /// Returns a copy of this document with the changes in `bytes` merged into it, and those that are new, in an order in which they can be
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
        let mut merged = self.clone();
        let mut together = merged.automerge.save();
        together.extend_from_slice(bytes);
        let read = guarded(|| Automerge::load(&together))?;
        if !read.get_missing_deps(&[]).is_empty() {
            return Err(Unreadable::Gap);
        }
        let heads = self.heads();
        if !heads.iter().all(|head| read.get_change_by_hash(head).is_some()) {
            return Err(Unreadable::Gap);
        }
        let (new, again) = guarded(|| Ok((read.get_changes(&heads), Automerge::load(&read.save())?)))?;
        // A change that is not written as Automerge writes it has another hash once it is part of a snapshot, which could not be read.
        if again.get_heads() != read.get_heads() {
            return Err(Unreadable::History(
                "its changes change when they are saved".to_owned(),
            ));
        }
        for change in &new {
            merged.weight = merged
                .weight
                .saturating_add(weight::weigh(change.raw_bytes(), u64::MAX)?);
        }
        if merged.is_full() {
            return Err(Unreadable::TooLarge {
                most: weight::MOST_WRITTEN,
            });
        }
        merged.automerge = read.with_actor(self.automerge.get_actor().clone());
        Ok((merged, new))
    }
}
