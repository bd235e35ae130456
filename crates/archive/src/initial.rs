//! The initial documents: the bytes with which the history of every document begins, one for each kind of document.
//!
//! A map that two copies create on their own is two maps, of which one hides the other. So the maps for the facts and for the kinds of
//! entities are created once and for all, here, and shipped with the application. `examples/initial_document.rs` writes the files.
//! A kind that a later version adds has no map here: [`crate::begin::map`] makes it on top of this change, the same on every copy, when
//! it is first needed. These files never change.

use automerge::{
    ActorId, Automerge, AutomergeError, ObjType, ROOT, transaction::CommitOptions, transaction::Transactable,
};
use visit::{DocumentKind, Kind};

/// What the name of who begins a history starts with; the kind of document follows.
pub(crate) const AUTHOR: &str = "chancery-";

/// A shipped document.
pub(crate) struct Shipped {
    pub(crate) bytes: &'static [u8],
    /// The kinds that have a map in it, in the order in which the maps were created.
    kinds: &'static [Kind],
}

static VISIT: Shipped = Shipped {
    bytes: include_bytes!("initial/visit.automerge"),
    kinds: &[
        Kind::Facts,
        Kind::Member,
        Kind::Venue,
        Kind::Room,
        Kind::Vehicle,
        Kind::Leg,
        Kind::Engagement,
        Kind::Topic,
        Kind::Deliverable,
        Kind::Task,
        Kind::Figure,
        Kind::Waiver,
        Kind::Comment,
        Kind::Edition,
        Kind::Source,
    ],
};

static DOSSIER: Shipped = Shipped {
    bytes: include_bytes!("initial/dossier.automerge"),
    kinds: &[
        Kind::Facts,
        Kind::Contact,
        Kind::Commitment,
        Kind::Agreement,
        Kind::Strand,
        Kind::Source,
    ],
};

static HOUSE: Shipped = Shipped {
    bytes: include_bytes!("initial/house.automerge"),
    kinds: &[
        Kind::Facts,
        Kind::KnownPerson,
        Kind::KnownTopic,
        Kind::KnownVenue,
        Kind::DriveTime,
        Kind::Template,
        Kind::Threshold,
        Kind::DayOff,
    ],
};

/// Returns the shipped document of a kind.
pub(crate) fn of(kind: DocumentKind) -> &'static Shipped {
    match kind {
        DocumentKind::Visit => &VISIT,
        DocumentKind::Dossier => &DOSSIER,
        DocumentKind::House => &HOUSE,
    }
}

/// Builds the initial document of a kind anew: always the same bytes, by a fixed author at time 0.
///
/// # Errors
/// When the history refuses an operation, which it does not.
pub fn build_initial_document(kind: DocumentKind) -> Result<Vec<u8>, AutomergeError> {
    let author = format!("{AUTHOR}{}", kind.as_str());
    let mut doc = Automerge::new().with_actor(ActorId::from(author.as_bytes()));
    let mut tx = doc.transaction();
    for kind in of(kind).kinds {
        tx.put_object(ROOT, kind.field(), ObjType::Map)?;
    }
    tx.commit_with(CommitOptions::default().with_time(0));
    Ok(doc.save_nocompress())
}

#[cfg(test)]
mod tests {
    use visit::{Document as _, Dossier, House, Visit};

    use super::*;

    #[test]
    fn the_shipped_bytes_can_be_built_again() {
        for kind in DocumentKind::ALL {
            assert_eq!(
                build_initial_document(*kind).unwrap(),
                of(*kind).bytes,
                "{kind:?}"
            );
        }
    }

    #[test]
    fn what_has_a_map_is_a_kind_of_the_document() {
        for (shipped, kinds) in [
            (&VISIT, Visit::KINDS),
            (&DOSSIER, Dossier::KINDS),
            (&HOUSE, House::KINDS),
        ] {
            let known = |kind: &Kind| *kind == Kind::Facts || kinds.contains(kind);
            assert!(shipped.kinds.iter().all(known));
        }
    }
}
