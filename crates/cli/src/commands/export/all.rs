//! `chancery export --all`: every visit that is not in the trash. One that cannot be exported keeps no other one back.

use std::{fs, path::Path};

use desk::{DeskError, Exported, FileNames};
use visit::{VisitId, VisitSummary};

use super::{Exporter, Outcome};
use crate::{
    error::{CliError, is_cancelled},
    notice::Notice,
};

impl Exporter<'_> {
    /// Exports all: into one file, or a file a visit in a folder.
    pub(super) fn all(&self) -> Result<Outcome, CliError> {
        let listed = self.desk.visits()?.into_iter().filter(|listed| !listed.trashed);
        let visits: Vec<VisitSummary> = listed.map(|listed| listed.summary).collect();
        if visits.is_empty() {
            return Err(DeskError::EmptyLibrary.into());
        }
        let ending = self.out.extension();
        if self.to_standard_output() || ending.is_some_and(|ending| ending == self.format.extension()) {
            self.in_one_file(&visits)
        } else {
            self.in_a_folder(&visits)
        }
    }

    fn in_one_file(&self, visits: &[VisitSummary]) -> Result<Outcome, CliError> {
        let mut outcome = Outcome::default();
        let exported = match self.together(visits) {
            Err(error) if !is_cancelled(&error) => {
                // Which visit is at fault shows when each goes out alone.
                let mut sound = Vec::new();
                for visit in visits {
                    match self.desk.export(&visit.id, self.format, &self.options, self.job) {
                        Ok(_) => sound.push(visit.clone()),
                        Err(error) if is_cancelled(&error) => return Err(error.into()),
                        Err(error) => outcome.failed.push(not_exported(visit, &error)),
                    }
                }
                if outcome.failed.is_empty() {
                    return Err(error.into());
                }
                if sound.is_empty() {
                    return Ok(outcome);
                }
                // An older file may be the last one that has the visit that fails now.
                if !self.to_standard_output() && fs::exists(self.out).unwrap_or(true) {
                    outcome.failed.push(not_replaced(self.out));
                    return Ok(outcome);
                }
                self.together(&sound)?
            }
            exported => exported?,
        };
        self.write(&exported, "")?;
        outcome.written.push(self.out.to_owned());
        Ok(outcome)
    }

    fn together(&self, visits: &[VisitSummary]) -> Result<Exported, DeskError> {
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id.clone()).collect();
        match ids.as_slice() {
            [id] => self.desk.export(id, self.format, &self.options, self.job),
            ids => self
                .desk
                .export_several(ids, self.format, &self.options, self.job),
        }
    }

    fn in_a_folder(&self, visits: &[VisitSummary]) -> Result<Outcome, CliError> {
        self.desk.make_folder(self.out)?;
        let mut names = FileNames::default();
        let mut outcome = Outcome::default();
        for visit in visits {
            let title = visit.title.read(&self.options.languages);
            let name = names.name(title, visit.id.as_str(), self.format.extension());
            let path = self.out.join(name);
            let exported = self
                .desk
                .export_to(&visit.id, self.format, &self.options, &path, self.job);
            match exported {
                Ok(notes) => {
                    self.remark(&notes, visit.id.as_str());
                    outcome.written.push(path);
                }
                Err(error) if is_cancelled(&error) => {
                    outcome.cancelled = true;
                    let done = outcome.written.len();
                    outcome.failed.push(Notice::error(
                        "cancelled",
                        format!(
                            "Cancelled; {done} of {} files were written, and they are whole.",
                            visits.len()
                        ),
                        "",
                        "",
                    ));
                    break;
                }
                // That one visit has nothing on some days is no failure of all.
                Err(DeskError::Refused(refusal))
                    if self.options.days.is_some() && refusal.path == "/days" =>
                {
                    self.remark(&[refusal.message], visit.id.as_str());
                }
                Err(error) => outcome.failed.push(not_exported(visit, &error)),
            }
        }
        Ok(outcome)
    }
}

/// Returns what is said about a visit that was not exported.
fn not_exported(visit: &VisitSummary, error: &DeskError) -> Notice {
    let notice = Notice::from(error);
    let id = visit.id.as_str();
    let message = if notice.message.contains(&format!("({id})")) {
        notice.message
    } else {
        let title = visit.title.read(&[]);
        format!("The visit '{title}' ({id}) was not exported: {}", notice.message)
    };
    Notice {
        message,
        subject: id.to_owned(),
        ..notice
    }
}

fn not_replaced(path: &Path) -> Notice {
    Notice::error(
        "incomplete",
        format!(
            "{} is there already and was left as it was, since the new file would lack what could not be exported.",
            path.display()
        ),
        &path.display().to_string(),
        "Name a file that does not exist, or a folder.",
    )
}
