//! Recovering one damaged document beside the damaged one.

use visit::Label;

use super::{Library, LostChange, OpenDocument, damaged, salvage::OF_ANOTHER};
use crate::{
    error::ArchiveError,
    name::{DocumentId, DocumentName},
    stamp::Stamp,
    stored::{Name, Stored},
    table::documents,
};

/// A document that was recovered as far as its history can be read.
pub struct Recovered<D: Stored> {
    /// The new document, opened.
    pub document: OpenDocument<D>,
    /// The changes that are not in it, the first one first.
    pub lost: Vec<LostChange>,
    /// Whether more may be missing than `lost` names: the history ends elsewhere than the list says, or the list does not say where.
    pub incomplete: bool,
}

impl Library {
    /// Recovers what can be read of a damaged document, as a new one with the name and the id `new`; the damaged one stays.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchDocument`], [`ArchiveError::DocumentDamaged`] where not even its snapshot can be read, or as
    /// [`Library::create`].
    pub fn recover<N: Name>(
        &mut self,
        name: &N,
        new: (N, DocumentId),
        stamp: &Stamp,
        label: &Label,
    ) -> Result<Recovered<N::Document>, ArchiveError> {
        self.writable()?;
        let name = DocumentName::of(name);
        let listed = documents::one(&self.connection, &name).map_err(|error| self.sqlite(error))?;
        let Some(listed) = listed else {
            return Err(ArchiveError::NoSuchDocument { document: name });
        };
        let damaged = |error| damaged(&name, &listed.title(), &error);
        let salvaged = self.salvage(&name).map_err(damaged)?;
        if salvaged.outline.name != name {
            return Err(ArchiveError::DocumentDamaged {
                title: listed.title(),
                document: name,
                detail: OF_ANOTHER.to_owned(),
            });
        }
        let document: N::Document = salvaged.history.read().map_err(damaged)?;
        Ok(Recovered {
            document: self.create(&document.with_id(new.0), new.1, stamp, label)?,
            lost: salvaged.lost,
            incomplete: salvaged.incomplete,
        })
    }
}
