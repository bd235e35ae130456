//! The sample visit: Tokyo, March 2017, as the public announcement of 17 March 2017 has it.

use visit::{Action, Visit};

use crate::{Desk, DeskError, ListedVisit};

/// The sample, as it ships.
const SAMPLE: &str = include_str!("../../../tests/data/tokyo-2017.visit.json");

impl Desk {
    /// Puts the sample visit into the library, or finds it there; one in the trash is restored.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open_sample(&self) -> Result<ListedVisit, DeskError> {
        let sample = Visit::from_json(SAMPLE)?;
        let Some(mut listed) = self
            .visits()?
            .into_iter()
            .find(|listed| listed.summary.id == sample.id)
        else {
            return self.add_visit(&sample, Action::Import);
        };
        if listed.trashed {
            self.restore_visit(&sample.id)?;
            listed.trashed = false;
        }
        Ok(listed)
    }
}
