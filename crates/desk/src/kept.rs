//! What the desk knows of each kind of document, so that it works on all of them alike.

use visit::{Countries, Dossier, DossierFacts, House, HouseFacts, HouseId, Visit, VisitId};

use crate::{
    ListedVisit,
    opened::{Kept, OpenDocuments, Slots},
};

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
