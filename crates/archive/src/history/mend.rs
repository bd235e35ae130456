//! What is read otherwise than it stands in the history, because a merge has left what no edit could have left.

use visit::{EntityKey, Mend};

use super::History;
use crate::{error::Unreadable, stored::Stored};

impl History {
    /// Returns what is mended whenever the document is read, and not written yet. Reading the document finds it; after that it costs
    /// nothing.
    pub(crate) fn mended<D: Stored>(&self) -> Result<&[Mend], Unreadable> {
        if self.mended.get().is_none() {
            self.read::<D>()?;
        }
        Ok(self.mended.get().map_or(&[], Vec::as_slice))
    }

    /// Returns what is to be written where these entities were edited: they, and those in which something is mended that would not be
    /// without them, so that what is on the disk and what is in memory stay the same.
    pub(super) fn to_be_written<D: Stored>(
        &self,
        edited: &[EntityKey],
    ) -> Result<Vec<EntityKey>, Unreadable> {
        let mut keys = edited.to_vec();
        for mend in self.mended::<D>()? {
            if mend.goes_with(edited) && !keys.contains(&mend.entity) {
                keys.push(mend.entity.clone());
            }
        }
        Ok(keys)
    }

    /// Notes that these entities are written now as they are read.
    pub(super) fn note_mended(&mut self, written: &[EntityKey]) {
        if let Some(mends) = self.mended.get_mut() {
            mends.retain(|mend| !written.contains(&mend.entity));
        }
    }
}
