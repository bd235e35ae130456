//! Recovering one damaged visit beside the damaged one.

use visit::{Label, VisitId};

use super::{Library, LostChange, OpenVisit, damaged, salvage::OF_ANOTHER};
use crate::{error::ArchiveError, stamp::Stamp, table::visits};

/// A visit that was recovered as far as its history can be read.
pub struct Recovered {
    /// The new visit, opened.
    pub visit: OpenVisit,
    /// The changes that are not in it, the first one first.
    pub lost: Vec<LostChange>,
    /// Whether more may be missing than `lost` names: the history ends elsewhere than the list of visits says, or the list does not say
    /// where.
    pub incomplete: bool,
}

impl Library {
    /// Recovers what can be read of a damaged visit, as a new visit with the id `new`; the damaged one stays.
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
        if visit.id != *id {
            return Err(ArchiveError::VisitDamaged {
                id: id.clone(),
                title: listed.title().to_owned(),
                detail: OF_ANOTHER.to_owned(),
            });
        }
        visit.id = new;
        Ok(Recovered {
            visit: self.create(&visit, stamp, label)?,
            lost: salvaged.lost,
            incomplete: salvaged.incomplete,
        })
    }
}
