//! Visit files in: one visit, or a list of them, as JSON.

use std::{collections::BTreeSet, path::Path};

use visit::{Action, Refusal, Visit, VisitId};

use super::{ImportReport, Skipped};
use crate::{Desk, DeskError};

impl Desk {
    /// Imports the visit, or the list of visits, that a file holds: all of them, or none.
    pub(super) fn import_visits(
        &self,
        path: &Path,
        bytes: &[u8],
        into: Option<&VisitId>,
    ) -> Result<ImportReport, DeskError> {
        if into.is_some() {
            return Err(DeskError::VisitIntoVisit {
                path: path.to_owned(),
            });
        }
        let visits = visits_in(bytes).map_err(|refusal| DeskError::NotAVisit {
            path: path.to_owned(),
            refusal,
        })?;
        let mut skipped = Vec::new();
        let mut summaries = Vec::new();
        let mut known: BTreeSet<VisitId> = self
            .visits()?
            .into_iter()
            .map(|listed| listed.summary.id)
            .collect();
        let taken = visits.len();
        for mut visit in visits {
            if !known.insert(visit.id.clone()) {
                // The library has this visit; what is imported becomes a copy beside it, so that nothing is overwritten.
                skipped.push(Skipped {
                    line: None,
                    outcome: ical::Outcome::Altered,
                    what: "id".to_owned(),
                    why: format!(
                        "The library already has a visit '{}'; the file was imported as another one.",
                        visit.id
                    ),
                });
                visit.id = VisitId(self.new_id());
            }
            summaries.push(self.add_visit(&visit, Action::Import)?);
        }
        let summary = summaries.into_iter().next().ok_or_else(|| DeskError::NoVisits {
            path: path.to_owned(),
        })?;
        Ok(ImportReport {
            visit: summary.summary.id.clone(),
            summary,
            taken,
            skipped,
        })
    }
}

/// Reads the visit, or the list of visits, in a JSON text.
fn visits_in(bytes: &[u8]) -> Result<Vec<Visit>, Refusal> {
    Visit::list_from_json(&String::from_utf8_lossy(bytes))
}
