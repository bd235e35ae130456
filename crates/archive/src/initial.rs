//! The initial document: the bytes with which the history of every visit begins.
//!
//! A map that two copies create on their own is two maps, of which one hides the other. So the maps for the facts and for each kind of
//! entity are created once and for all, here, and shipped with the application. `examples/initial_document.rs` writes the file.
//! A kind that a later version adds comes as a second shipped change on top of this one; this file never changes.

use std::sync::OnceLock;

use automerge::{
    ActorId, Automerge, AutomergeError, ChangeHash, ObjType, ROOT, transaction::CommitOptions,
    transaction::Transactable,
};
use visit::Kind;

/// The shipped bytes.
pub(crate) const BYTES: &[u8] = include_bytes!("initial.automerge");

/// Returns the one change of which the shipped bytes consist.
pub(crate) fn hash() -> ChangeHash {
    static HASH: OnceLock<ChangeHash> = OnceLock::new();
    // A test has it that these bytes can be read; where they could not, no history would begin with this.
    *HASH.get_or_init(|| {
        let heads = Automerge::load(BYTES).map(|doc| doc.get_heads());
        let first = heads.ok().and_then(|heads| heads.first().copied());
        first.unwrap_or(ChangeHash([0; 32]))
    })
}

/// The kinds that have a map in the shipped document, in the order in which the maps were created.
const KINDS: [Kind; 14] = [
    Kind::Facts,
    Kind::Member,
    Kind::Venue,
    Kind::Vehicle,
    Kind::Engagement,
    Kind::Topic,
    Kind::Deliverable,
    Kind::Commitment,
    Kind::Task,
    Kind::Contact,
    Kind::Waiver,
    Kind::Comment,
    Kind::Edition,
    Kind::Source,
];

/// Builds the initial document anew: always the same bytes, by a fixed author at time 0.
///
/// # Errors
/// When the history refuses an operation, which it does not.
pub fn build_initial_document() -> Result<Vec<u8>, AutomergeError> {
    let mut doc = Automerge::new().with_actor(ActorId::from(*b"chancery-initial"));
    let mut tx = doc.transaction();
    for kind in KINDS {
        tx.put_object(ROOT, kind.field(), ObjType::Map)?;
    }
    tx.commit_with(CommitOptions::default().with_time(0));
    Ok(doc.save_nocompress())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_bytes_can_be_built_again() {
        assert_eq!(build_initial_document().unwrap(), BYTES);
        assert_eq!(Automerge::load(BYTES).unwrap().get_heads(), [hash()]);
    }

    #[test]
    fn every_kind_has_its_map() {
        assert!(
            <visit::Visit as visit::Document>::KINDS
                .iter()
                .all(|kind| KINDS.contains(kind))
        );
    }
}
