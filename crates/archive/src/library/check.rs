//! The integrity check: every page, every history, every entity.

use std::ops::ControlFlow;

use super::{Library, Progress, examine::examine, open::in_one_line, salvage::OF_ANOTHER};
use crate::{
    acknowledged,
    error::ArchiveError,
    name::DocumentName,
    table::{documents, steps},
};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckReport {
    /// How many documents were read in full.
    pub documents: usize,
    /// What is wrong; empty in a sound library.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The document; `None` where it is the file.
    pub document: Option<DocumentName>,
    /// Its title, as the list has it.
    pub title: String,
    /// What is wrong.
    pub detail: String,
}

impl Library {
    /// Reads everything: the pages of the file, the history of every document up to where the list says that it ends, every entity in it.
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
            document: None,
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
        for (done, listed) in listed.iter().enumerate() {
            if progress(Progress { done, total }).is_break() {
                return Err(ArchiveError::Cancelled);
            }
            let problem = |detail: String| Problem {
                document: Some(listed.name.clone()),
                title: listed.title(),
                detail,
            };
            if !self.steps_are_sound(&listed.name) {
                report.problems.push(problem(
                    "what can be undone and redone in it is not what was written".to_owned(),
                ));
            }
            match self.check_document(&listed.name) {
                Ok(()) => report.documents += 1,
                Err(detail) => report.problems.push(problem(detail)),
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

    /// Whether every step of every author in a document is as it was written, and none is missing.
    pub(super) fn steps_are_sound(&self, name: &DocumentName) -> bool {
        let sums = || -> rusqlite::Result<bool> {
            Ok(steps::sum_of(&self.connection, name)? == documents::steps(&self.connection, name)?)
        };
        sums().unwrap_or(false)
    }

    fn check_document(&self, name: &DocumentName) -> Result<(), String> {
        let detail = |error: ArchiveError| match error {
            ArchiveError::DocumentDamaged { detail, .. } => detail,
            other => other.to_string(),
        };
        let (history, _) = self.load(name).map_err(detail)?;
        let outline = history.outline().map_err(|error| error.to_string())?;
        if let Some(refusal) = outline.refusal {
            return Err(format!("{} ({})", refusal.message, refusal.path));
        }
        let id = history.document_id().map_err(|error| error.to_string())?;
        let listed = documents::one(&self.connection, name).map_err(|error| error.to_string())?;
        match listed {
            _ if outline.name != *name => Err(OF_ANOTHER.to_owned()),
            Some(listed) if listed.summary == outline.summary && listed.id == Some(id) => Ok(()),
            _ => Err("the list shows something else than its history".to_owned()),
        }
    }
}
