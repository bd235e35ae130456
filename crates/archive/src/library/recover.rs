//! Recovering one damaged visit beside the damaged one.

use visit::{Label, VisitId};

use super::{Library, LostChange, OpenVisit, damaged};
use crate::{error::ArchiveError, stamp::Stamp, table::visits};

/// A visit that was recovered up to the first change that cannot be read.
pub struct Recovered {
    /// The new visit, opened.
    pub visit: OpenVisit,
    /// The changes that are not in it, the first lost one first.
    pub lost: Vec<LostChange>,
}

impl Library {
    /// Recovers a damaged visit up to the first change that cannot be read, as a new visit with the id `new`; the damaged one stays.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchVisit`], [`ArchiveError::VisitDamaged`] where not even its snapshot can be read, or as
    /// [`Library::create`].
    pub fn recover_visit(
        &mut self,
        id: &VisitId,
        new: VisitId,
        stamp: &Stamp,
        label: &Label,
    ) -> Result<Recovered, ArchiveError> {
        self.writable()?;
        let listed = visits::one(&self.connection, id).map_err(|error| self.sqlite(error))?;
        let listed = listed.ok_or_else(|| ArchiveError::NoSuchVisit { id: id.clone() })?;
        let salvaged = self
            .salvage(id)
            .map_err(|error| damaged(id, listed.title(), &error))?;
        let mut visit = salvaged.visit;
        visit.id = new;
        Ok(Recovered {
            visit: self.create(&visit, stamp, label)?,
            lost: salvaged.lost,
        })
    }
}
