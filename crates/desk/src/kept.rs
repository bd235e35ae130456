//! What the desk needs to know of each kind of document to work on all of them alike.

use archive::Stored;
use visit::{Countries, Dossier, DossierFacts, House, HouseFacts, HouseId, Visit, VisitId};

use crate::{
    ListedVisit,
    opened::{OpenDocuments, Slots},
};

/// A document that the desk works on.
pub(crate) trait Kept: Stored {
    /// Returns the slots in memory of the documents of this kind.
    fn slots(open: &OpenDocuments) -> &Slots<Self>;

    /// Begins one that the library does not have yet, where the first edit makes it; `None` where somebody has to make it on purpose.
    fn begin(name: &Self::Name) -> Option<Self>;

    /// Returns its line in the list of visits; `None` where it is none.
    fn listed(&self, trashed: bool) -> Option<ListedVisit>;
}

impl Kept for Visit {
    fn slots(open: &OpenDocuments) -> &Slots<Self> {
        &open.visits
    }

    fn begin(_: &VisitId) -> Option<Self> {
        None
    }

    fn listed(&self, trashed: bool) -> Option<ListedVisit> {
        Some(ListedVisit {
            summary: self.summary(),
            trashed,
            damaged: false,
        })
    }
}

impl Kept for Dossier {
    fn slots(open: &OpenDocuments) -> &Slots<Self> {
        &open.dossiers
    }

    fn begin(name: &Countries) -> Option<Self> {
        Some(Dossier::new(name.clone(), DossierFacts::default()))
    }

    fn listed(&self, _: bool) -> Option<ListedVisit> {
        None
    }
}

impl Kept for House {
    fn slots(open: &OpenDocuments) -> &Slots<Self> {
        &open.houses
    }

    fn begin(name: &HouseId) -> Option<Self> {
        Some(House::new(name.clone(), HouseFacts::default()))
    }

    fn listed(&self, _: bool) -> Option<ListedVisit> {
        None
    }
}
