//! The sample visit: Tokyo, March 2017, as the public announcement of 17 March 2017 has it.

use std::ops::ControlFlow;

use visit::VisitFile;

use crate::{
    Desk, DeskError, ListedVisit,
    import::{deliver::Delivery, parts::Parts},
};

/// The sample, as it ships.
const SAMPLE: &str = include_str!("../../../tests/data/tokyo-2017.visit.json");

impl Desk {
    /// Puts the sample visit into the library with what it refers to in the dossier of its countries, or finds it there; one in the trash is
    /// restored.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open_sample(&self) -> Result<ListedVisit, DeskError> {
        let mut parts = Parts::default();
        let sample = parts.take(VisitFile::from_json(SAMPLE)?);
        let Some(mut listed) = self
            .visits()?
            .into_iter()
            .find(|listed| listed.summary.id == sample.id)
        else {
            let listed = ListedVisit {
                summary: sample.summary(),
                trashed: false,
                damaged: false,
            };
            let delivery = Delivery {
                new: vec![sample],
                restored: Vec::new(),
                parts,
            };
            self.deliver(&delivery, &mut |_| ControlFlow::Continue(()))?;
            return Ok(listed);
        };
        if listed.trashed {
            self.restore_visit(&sample.id)?;
            listed.trashed = false;
        }
        Ok(listed)
    }
}
