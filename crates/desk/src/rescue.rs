//! Saving what can be read of the documents of a damaged library, or of a damaged visit.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use archive::{Access, ArchiveError, DocumentId, FileDamage, Library, OpenOptions, SessionId};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;
use visit::{Action, Countries, Kind, Label, VisitId};

use crate::{Desk, DeskError, Host, Job, JobStep, ListedVisit, document_ref::HOUSE};

/// A change that could not be read; who made it and what it was could.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LostChange {
    /// Who made it.
    pub author: String,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// What it was; nothing where that too is unreadable.
    pub label: Option<Label>,
}

/// A document that a rescue saved.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct SavedDocument {
    /// The word for its kind, also where only a newer version knows it.
    pub kind: String,
    /// The readable name, in the damaged library and in the new one: the id of a visit, the two countries of a dossier.
    pub name: String,
    /// The title.
    pub title: String,
    /// What was wrong with it, as the end of a sentence; nothing where nothing was. It may be whole all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The changes that could not be read, the first one first.
    pub lost: Vec<LostChange>,
    /// Whether more may be missing than can be named.
    pub incomplete: bool,
}

/// A document of which a rescue could read nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LostDocument {
    /// The word for its kind, also where only a newer version knows it.
    pub kind: String,
    /// The readable name.
    pub name: String,
    /// The title; empty where that too is unreadable.
    pub title: String,
    /// Why, as the end of a sentence.
    pub why: String,
}

/// What a rescue saved and what it did not.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RescueReport {
    /// The folder of the new library; `None` where nothing could be saved, so that none was made.
    pub folder: Option<String>,
    /// The documents that are in it, with their histories.
    pub saved: Vec<SavedDocument>,
    /// The documents that are not.
    pub lost: Vec<LostDocument>,
}

/// What was recovered of one visit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecoverReport {
    /// The new visit.
    pub summary: ListedVisit,
    /// The changes that are not in it, the first one first.
    pub lost: Vec<LostChange>,
    /// Whether more may be missing than can be named.
    pub incomplete: bool,
}

/// Saves what can be read of the library in `folder` into a new library in the folder `to`, also where [`Desk::open`] refuses the
/// damaged one. Nothing is written to `folder`.
///
/// # Errors
/// Where `folder` holds nothing that can be read, where `to` already holds a library or cannot be
/// written, or [`DeskError::Cancelled`]. No half library is left.
pub fn rescue(folder: &Path, to: &Path, host: &Arc<dyn Host>, job: &Job) -> Result<RescueReport, DeskError> {
    let options = OpenOptions {
        session: SessionId(host.random()),
        access: Access::Read,
    };
    let library = match Library::open(folder, &options) {
        // Nothing is damaged; what is missing is to be put back or done without.
        Ok((library, report)) => match report.damage {
            Some(FileDamage::Behind(missing)) if library.count()? == 0 => {
                return Err(DeskError::Archive(ArchiveError::Behind {
                    file: library.file().to_owned(),
                    missing,
                    left: 0,
                }));
            }
            _ => library,
        },
        // What refused it first says more than what finds nothing in its copy.
        Err(first @ (ArchiveError::NotALibrary { .. } | ArchiveError::Damaged { .. })) => {
            Library::open_mended(folder, &options).map_err(|_| first)?
        }
        Err(error) => return Err(error.into()),
    };
    save(&library, to, host, job)
}

/// Takes the library in `folder` as it is now, where [`Desk::open`] has refused it because acknowledged changes are missing
/// (`library_behind`): an older copy was put back on purpose, or nothing newer is to be had. Returns how many visits it has, where
/// anything was missing; else nothing is changed.
///
/// # Errors
/// Where the library is open, or the folder may not be written.
pub fn accept_library(folder: &Path) -> Result<Option<usize>, DeskError> {
    Ok(Library::accept(folder)?)
}

/// Asks where to, and saves what can be read of the library in `folder` there. `None` where nobody chose a place.
///
/// # Errors
/// As for [`rescue`].
pub fn rescue_as_asked(
    folder: &Path,
    host: &Arc<dyn Host>,
    job: &Job,
) -> Result<Option<RescueReport>, DeskError> {
    let to = place_for(host.as_ref());
    to.map(|to| rescue(folder, &to, host, job)).transpose()
}

/// Asks where a rescued library is to be.
fn place_for(host: &dyn Host) -> Option<PathBuf> {
    host.choose_rescue(&format!("chancery-rescued-{}", host.now().format("%Y-%m-%d")))
}

impl Desk {
    /// Saves what can be read of this library into a new library in the folder `to`. This one is left as it is.
    ///
    /// # Errors
    /// Where `to` already holds a library or cannot be written, or [`DeskError::Cancelled`]. No half library is left.
    pub fn rescue(&self, to: &Path, job: &Job) -> Result<RescueReport, DeskError> {
        save(&self.reader()?, to, &self.host, job)
    }

    /// Asks where to, and saves what can be read of this library there. `None` where nobody chose a place.
    ///
    /// # Errors
    /// As for [`Desk::rescue`].
    pub fn rescue_as_asked(&self, job: &Job) -> Result<Option<RescueReport>, DeskError> {
        let to = place_for(self.host.as_ref());
        to.map(|to| self.rescue(&to, job)).transpose()
    }

    /// Returns the visit that is to be recovered, by its name.
    ///
    /// # Errors
    /// As for [`Desk::find_visit`]; [`DeskError::NotRecoverable`] where the name is that of a dossier or of the house.
    pub fn find_visit_to_recover(&self, name: &str) -> Result<VisitId, DeskError> {
        self.find_visit(name).map_err(|error| {
            let codes = name
                .split_once('-')
                .and_then(|(one, other)| Countries::new(one, other).ok());
            if codes.is_some() || name == HOUSE {
                DeskError::NotRecoverable(name.to_owned())
            } else {
                error
            }
        })
    }

    /// Recovers what can be read of a damaged visit, as a new visit beside it. The damaged one stays.
    ///
    /// # Errors
    /// Where nothing of it can be read, where the library as a whole is damaged (then only [`Desk::rescue`] helps), or
    /// [`DeskError::Cancelled`].
    pub fn recover(&self, visit: &VisitId, job: &Job) -> Result<RecoverReport, DeskError> {
        job.go_on()?;
        job.report(JobStep::Reading, 0, None);
        let title = self
            .visits()?
            .into_iter()
            .find(|listed| listed.summary.id == *visit);
        let label = Label {
            action: Action::Create,
            kind: Kind::Facts.into(),
            subject: title.map_or(String::new(), |listed| listed.summary.title.read(&[]).to_owned()),
        };
        let new = VisitId(self.new_id());
        let new = (new, DocumentId(self.host.random()));
        let recovered = self.library().recover(visit, new, &self.stamp(), &label)?;
        Ok(RecoverReport {
            summary: ListedVisit {
                summary: recovered.document.read()?.summary(),
                trashed: false,
                damaged: false,
            },
            lost: recovered.lost.into_iter().map(LostChange::from).collect(),
            incomplete: recovered.incomplete,
        })
    }
}

fn save(library: &Library, to: &Path, host: &Arc<dyn Host>, job: &Job) -> Result<RescueReport, DeskError> {
    let options = OpenOptions {
        session: SessionId(host.random()),
        access: Access::Create,
    };
    let report = library.rescue(to, &options, &mut |progress| {
        job.follow(JobStep::Copying, progress)
    })?;
    Ok(RescueReport {
        folder: (!report.saved.is_empty()).then(|| to.display().to_string()),
        saved: report.saved.into_iter().map(SavedDocument::from).collect(),
        lost: report.lost.into_iter().map(LostDocument::from).collect(),
    })
}

impl From<archive::LostChange> for LostChange {
    fn from(lost: archive::LostChange) -> Self {
        Self {
            author: lost.author.name,
            at: DateTime::from_timestamp_millis(lost.time).unwrap_or_default(),
            label: lost.label,
        }
    }
}

impl From<archive::SavedDocument> for SavedDocument {
    fn from(saved: archive::SavedDocument) -> Self {
        Self {
            kind: saved.name.kind_text().to_owned(),
            name: saved.name.name().to_owned(),
            title: saved.title,
            why: saved.detail,
            lost: saved.lost.into_iter().map(LostChange::from).collect(),
            incomplete: saved.incomplete,
        }
    }
}

impl From<archive::DamagedDocument> for LostDocument {
    fn from(lost: archive::DamagedDocument) -> Self {
        Self {
            kind: lost.name.kind_text().to_owned(),
            name: lost.name.name().to_owned(),
            title: lost.title,
            why: lost.detail,
        }
    }
}
