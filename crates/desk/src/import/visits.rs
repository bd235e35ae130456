//! Visit files in: one visit, or a list of them, as JSON. All of them, or none.

use std::{collections::BTreeMap, path::Path};

use archive::{ArchiveError, DocumentName};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use ts_rs::TS;
use visit::{CopiedFrom, Text, Visit, VisitFile, VisitId};

use super::{ImportReport, ImportedPart, controls, copy_title, deliver::Delivery, parts::Parts};
use crate::{Desk, DeskError, Job, JobStep, ListedVisit};

/// What became of one visit of a file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct ImportedVisit {
    /// The visit in the library that has it now.
    pub visit: VisitId,
    /// Its title there.
    pub title: Text,
    /// What became of it.
    pub outcome: VisitOutcome,
    /// For a copy, the visit of the library with the id that the file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<VisitId>,
    /// Whether it lay in the trash and was taken out of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub restored: bool,
}

/// What became of a visit of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// The library did not have it, and has it now.
    New,
    /// The library had it already, the same; or a copy that was made of the same file before. Nothing was made.
    AlreadyThere,
    /// The library has a visit with its id that is not the same; this one became a copy beside it.
    Copy,
}

/// What is to be done with the visits of a file, before any of it is done.
struct Plan<'a> {
    desk: &'a Desk,
    /// The visits of the library, by id.
    known: BTreeMap<VisitId, ListedVisit>,
    /// The copies that there are, by what they were copied from.
    copies: BTreeMap<CopiedFrom, VisitId>,
    /// The visits to be made, those for the same id in the file included.
    new: Vec<Visit>,
    /// The visits to be taken out of the trash.
    restored: Vec<VisitId>,
    outcomes: Vec<ImportedVisit>,
    /// What the files carry of other documents.
    parts: Parts,
}

/// What was done with the visits of a file.
struct Done {
    outcomes: Vec<ImportedVisit>,
    parts: Vec<ImportedPart>,
    /// The visits of the library, by id.
    known: BTreeMap<VisitId, ListedVisit>,
}

impl Desk {
    /// Imports the visit, or the list of visits, that a file holds: all of them, or none.
    ///
    /// A visit that the library has already, the same, is left alone; one that is not the same becomes a copy that says so, once.
    pub(super) fn import_visits(
        &self,
        path: &Path,
        bytes: &[u8],
        into: Option<&VisitId>,
        job: &Job,
    ) -> Result<ImportReport, DeskError> {
        if into.is_some() {
            return Err(DeskError::VisitIntoVisit {
                path: path.to_owned(),
            });
        }
        let files = VisitFile::list_from_bytes(bytes).map_err(|refusal| DeskError::NotAVisit {
            path: path.to_owned(),
            refusal,
        })?;
        let skipped = controls::noted(bytes, &files);
        let mut plan = Plan::new(self)?;
        for file in files {
            job.go_on()?;
            let visit = plan.parts.take(file);
            plan.take(visit)?;
        }
        let first = plan.outcomes.first().ok_or_else(|| DeskError::NoVisits {
            path: path.to_owned(),
        })?;
        let first = first.visit.clone();
        let taken = plan.new.len();
        let Done {
            outcomes,
            parts,
            mut known,
        } = plan.carry_out(job)?;
        let summary = known.remove(&first).ok_or_else(|| DeskError::NoVisits {
            path: path.to_owned(),
        })?;
        Ok(ImportReport {
            visit: first,
            summary,
            taken,
            visits: outcomes,
            parts,
            calendar: None,
            skipped,
        })
    }
}

impl<'a> Plan<'a> {
    fn new(desk: &'a Desk) -> Result<Self, DeskError> {
        let listed = desk.visits()?;
        let copies = listed.iter().filter_map(|listed| {
            let from = listed.summary.copied_from.clone()?;
            Some((from, listed.summary.id.clone()))
        });
        Ok(Self {
            desk,
            copies: copies.collect(),
            known: listed
                .into_iter()
                .map(|listed| (listed.summary.id.clone(), listed))
                .collect(),
            new: Vec::new(),
            restored: Vec::new(),
            outcomes: Vec::new(),
            parts: Parts::default(),
        })
    }

    /// Decides what becomes of a visit.
    fn take(&mut self, mut visit: Visit) -> Result<(), DeskError> {
        if !self.known.contains_key(&visit.id) {
            self.make(visit, VisitOutcome::New, None);
            return Ok(());
        }
        let id = visit.id.clone();
        if self.present(&id)?.is_some_and(|present| present == visit) {
            self.leave(&id, None);
            return Ok(());
        }
        let from = CopiedFrom {
            visit: id.clone(),
            content: digest(&visit),
        };
        if let Some(copy) = self.copies.get(&from).cloned() {
            self.leave(&copy, Some(id));
            return Ok(());
        }
        visit.id = VisitId(self.desk.new_id());
        copy_title::mark(&mut visit.facts.title, self.desk.host.now().date_naive());
        visit.facts.copied_from = Some(from.clone());
        self.copies.insert(from, visit.id.clone());
        self.make(visit, VisitOutcome::Copy, Some(id));
        Ok(())
    }

    /// Returns the visit that the library has, or will have; `None` where it is damaged, so that nothing is equal to it.
    fn present(&self, id: &VisitId) -> Result<Option<Visit>, DeskError> {
        if let Some(new) = self.new.iter().find(|new| new.id == *id) {
            return Ok(Some(new.clone()));
        }
        match self.desk.peek(id, Visit::clone) {
            Ok(visit) => Ok(Some(visit)),
            Err(DeskError::Archive(ArchiveError::DocumentDamaged { .. })) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn make(&mut self, visit: Visit, outcome: VisitOutcome, copy_of: Option<VisitId>) {
        let listed = ListedVisit {
            summary: visit.summary(),
            trashed: false,
            damaged: false,
        };
        self.known.insert(visit.id.clone(), listed);
        self.outcomes.push(ImportedVisit {
            visit: visit.id.clone(),
            title: visit.facts.title.clone(),
            outcome,
            copy_of,
            restored: false,
        });
        self.new.push(visit);
    }

    /// Leaves a visit alone that is there already. Whoever imports it wants to see it, so it comes out of the trash.
    fn leave(&mut self, id: &VisitId, copy_of: Option<VisitId>) {
        let Some(listed) = self.known.get_mut(id) else {
            return;
        };
        let restored = std::mem::take(&mut listed.trashed);
        if restored {
            self.restored.push(id.clone());
        }
        self.outcomes.push(ImportedVisit {
            visit: id.clone(),
            title: listed.summary.title.clone(),
            outcome: VisitOutcome::AlreadyThere,
            copy_of,
            restored,
        });
    }

    /// Does what was decided, all of it or nothing.
    fn carry_out(self, job: &Job) -> Result<Done, DeskError> {
        let delivery = Delivery {
            new: self.new,
            restored: self.restored.iter().map(DocumentName::of).collect(),
            parts: self.parts,
        };
        let parts = self
            .desk
            .deliver(&delivery, &mut |progress| job.follow(JobStep::Adding, progress))?;
        Ok(Done {
            outcomes: self.outcomes,
            parts,
            known: self.known,
        })
    }
}

/// Returns what tells one content of a visit from another: SHA-256 over its JSON, in hexadecimal.
fn digest(visit: &Visit) -> String {
    // A visit holds nothing that JSON cannot.
    let text = serde_json::to_vec(visit).unwrap_or_default();
    let sum = Sha256::digest(&text);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}
