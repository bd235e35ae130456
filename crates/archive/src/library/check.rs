//! The integrity check: every page, every history, every entity.

use std::ops::ControlFlow;

use visit::{Document as _, VisitId};

use super::{Library, Progress, examine::examine, open::in_one_line};
use crate::{
    acknowledged,
    error::ArchiveError,
    table::{steps, visits},
};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckReport {
    /// How many visits were read in full.
    pub visits: usize,
    /// What is wrong; empty in a sound library.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The visit; `None` where it is the file.
    pub visit: Option<VisitId>,
    /// Its title, as the list of visits has it.
    pub title: String,
    /// What is wrong.
    pub detail: String,
}

impl Library {
    /// Reads everything: the pages of the file, the history of every visit up to where the list says that it ends, every entity in it.
    /// `progress` may break off.
    ///
    /// # Errors
    /// [`ArchiveError::Cancelled`]. Damage is not an error here but what the report is about.
    pub fn check(
        &self,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<CheckReport, ArchiveError> {
        // Before the moment that is checked: it is noted after the commit.
        let mark = self.file.parent().and_then(acknowledged::read);
        // Somebody may be editing; what is compared with each other is to be of one moment. Where it cannot be fixed, that is found below.
        let _moment = self.at_one_moment();
        let mut report = CheckReport::default();
        let file = |detail: String| Problem {
            visit: None,
            title: String::new(),
            detail,
        };
        report
            .problems
            .extend(self.pragma_problems().into_iter().map(file));
        report
            .problems
            .extend(examine(&self.connection).into_iter().map(file));
        let missing = self.missing_of(mark).map(|missing| {
            format!("its last {missing} acknowledged changes are missing: its journal was lost, or this is an older copy")
        });
        report.problems.extend(missing.map(file));
        let listed = self.list_damaged();
        let total = listed.len();
        for (done, visit) in listed.iter().enumerate() {
            if progress(Progress { done, total }).is_break() {
                return Err(ArchiveError::Cancelled);
            }
            if !self.steps_are_sound(&visit.id) {
                report.problems.push(Problem {
                    visit: Some(visit.id.clone()),
                    title: visit.title().to_owned(),
                    detail: "what can be undone and redone in it is not what was written".to_owned(),
                });
            }
            match self.check_visit(&visit.id) {
                Ok(()) => report.visits += 1,
                Err(detail) => {
                    report.problems.push(Problem {
                        visit: Some(visit.id.clone()),
                        title: visit.title().to_owned(),
                        detail,
                    });
                }
            }
        }
        Ok(report)
    }

    fn pragma_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for pragma in ["integrity_check(20)", "foreign_key_check"] {
            let found = (|| {
                let mut read = self.connection.prepare(&format!("PRAGMA {pragma}"))?;
                let rows = read.query_map([], |row| row.get::<_, String>(0))?;
                rows.filter(|row| row.as_ref().map_or(true, |row| row != "ok"))
                    .map(|row| row.map(|finding| in_one_line(&finding)))
                    .collect::<rusqlite::Result<Vec<_>>>()
            })();
            problems.extend(found.unwrap_or_else(|error| vec![error.to_string()]));
        }
        problems
    }

    /// Whether every step of every author in a visit is as it was written, and none is missing.
    pub(super) fn steps_are_sound(&self, id: &VisitId) -> bool {
        let sums = || -> rusqlite::Result<bool> {
            Ok(steps::sum_of(&self.connection, id)? == visits::steps(&self.connection, id)?)
        };
        sums().unwrap_or(false)
    }

    fn check_visit(&self, id: &VisitId) -> Result<(), String> {
        let detail = |error: ArchiveError| match error {
            ArchiveError::VisitDamaged { detail, .. } => detail,
            other => other.to_string(),
        };
        let visit = self
            .open_visit(id)
            .and_then(|open| open.visit())
            .map_err(detail)?;
        visit
            .validate()
            .map_err(|refusal| format!("{} ({})", refusal.message, refusal.path))?;
        let listed = visits::one(&self.connection, id).map_err(|error| error.to_string())?;
        match listed {
            _ if visit.id != *id => Err("its history is that of another visit".to_owned()),
            Some(listed) if listed.summary == visit.summary() => Ok(()),
            _ => Err("the list of visits shows something else than its history".to_owned()),
        }
    }
}
