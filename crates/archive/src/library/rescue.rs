//! Saving what can be read of a damaged library into a new one. The damaged one is never written.

use std::{fs, ops::ControlFlow, path::Path, path::PathBuf};

use tempfile::{Builder, TempDir, TempPath};
use visit::VisitId;

use super::{DamagedVisit, FILE_NAME, Library, LostChange, OpenOptions, Progress};
use crate::{
    error::ArchiveError,
    private,
    stamp::Stamp,
    table::{
        steps,
        visits::{self, ListedVisit},
    },
};

/// What a rescue saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RescueReport {
    /// The visits that are in the new library, with their histories.
    pub saved: Vec<SavedVisit>,
    /// The visits of which nothing could be read.
    pub lost: Vec<DamagedVisit>,
}

/// A visit that a rescue saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedVisit {
    /// The id.
    pub id: VisitId,
    /// The title.
    pub title: String,
    /// Why it may not be all that there was; `None` where everything was read and compared.
    pub detail: Option<String>,
    /// The changes that could not be read, the first one first.
    pub lost: Vec<LostChange>,
}

impl Library {
    /// Saves every visit that can be read, with its history, into a new library in `folder`; a damaged one up to its first unreadable
    /// change.
    ///
    /// The new library is made in a folder of its own, checked, and only then put into its place. `progress` may break off.
    ///
    /// # Errors
    /// [`ArchiveError::TargetExists`] where `folder` already holds a library, [`ArchiveError::Cancelled`],
    /// [`ArchiveError::CopyNotGood`], or that the disk does not take it. Nothing is then left in `folder`.
    pub fn rescue(
        &self,
        folder: &Path,
        options: &OpenOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<RescueReport, ArchiveError> {
        let target = folder.join(FILE_NAME);
        if fs::symlink_metadata(&target).is_ok() {
            return Err(ArchiveError::TargetExists {
                path: folder.to_owned(),
            });
        }
        self.guard().allow_folder(folder)?;
        let made = MadeFolders::make(folder)?;
        let place = Builder::new()
            .prefix(".chancery-rescue-")
            .tempdir_in(folder)
            .map_err(|error| ArchiveError::from_io(folder, error))?;
        let report = self.save_into(&place, options, progress)?;
        publish(&place.path().join(FILE_NAME), &target)?;
        made.keep();
        Ok(report)
    }

    /// Fills the new library and checks it.
    fn save_into(
        &self,
        place: &TempDir,
        options: &OpenOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<RescueReport, ArchiveError> {
        let (mut new, _) = Library::open(place.path(), options)?;
        let mut report = RescueReport::default();
        let listed = self.list_damaged();
        let total = listed.len().saturating_mul(2);
        for (done, visit) in listed.iter().enumerate() {
            if progress(Progress { done, total }).is_break() {
                return Err(ArchiveError::Cancelled);
            }
            match self.save_one(visit, &mut new)? {
                Ok(saved) => report.saved.push(saved),
                Err(lost) => report.lost.push(lost),
            }
        }
        let found = new.check(&mut |checked| {
            progress(Progress {
                done: listed.len().saturating_add(checked.done),
                total,
            })
        })?;
        if found.visits == report.saved.len() && found.problems.is_empty() {
            Ok(report)
        } else {
            Err(ArchiveError::CopyNotGood {
                path: new.file.clone(),
            })
        }
    }

    /// Saves one visit into the new library; the inner error is a visit of which nothing can be read.
    fn save_one(
        &self,
        listed: &ListedVisit,
        new: &mut Library,
    ) -> Result<Result<SavedVisit, DamagedVisit>, ArchiveError> {
        let detail = self.open_visit(&listed.id).err().map(why);
        let salvaged = match self.salvage(&listed.id) {
            Ok(salvaged) => salvaged,
            Err(error) => {
                return Ok(Err(DamagedVisit {
                    id: listed.id.clone(),
                    title: listed.title().to_owned(),
                    detail: error.to_string(),
                }));
            }
        };
        let stamp = Stamp {
            author: listed.changed_by.clone(),
            time: listed.changed_at,
        };
        new.insert(&salvaged.document, &salvaged.visit, &stamp)?;
        let id = &salvaged.visit.id;
        new.write(|tx| {
            visits::set_created(tx, id, listed.created_at)?;
            // Steps fit only the visit as it was when they were made.
            if detail.is_none() && self.steps_are_sound(id) {
                visits::fold_steps(tx, id, steps::copy(&self.connection, tx, id)?)?;
            }
            Ok(())
        })?;
        // Whether a damaged entry was in the trash is not known; in the list it can be seen.
        if let (Some((time, author)), false) = (listed.trashed.clone(), listed.damaged) {
            new.trash(id, &Stamp { author, time })?;
        }
        Ok(Ok(SavedVisit {
            id: salvaged.visit.id.clone(),
            title: salvaged.visit.summary().title.read(&[]).to_owned(),
            detail,
            lost: salvaged.lost,
        }))
    }
}

/// What is wrong with a visit, without the sentence around it.
fn why(error: ArchiveError) -> String {
    match error {
        ArchiveError::VisitDamaged { detail, .. } => detail,
        other => other.to_string(),
    }
}

/// Gives a finished library its name, where nobody has taken that meanwhile.
fn publish(made: &Path, target: &Path) -> Result<(), ArchiveError> {
    let finished = TempPath::try_from_path(made).map_err(|error| ArchiveError::from_io(made, error))?;
    finished.persist_noclobber(target).map_err(|failed| {
        if failed.error.kind() == std::io::ErrorKind::AlreadyExists {
            ArchiveError::TargetExists {
                path: target.to_owned(),
            }
        } else {
            ArchiveError::from_io(target, failed.error)
        }
    })?;
    let folder = target.parent().unwrap_or(target);
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| ArchiveError::from_io(folder, error))
}

/// The folders that had to be made for a target; they go again where they stay empty.
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn make(folder: &Path) -> Result<Self, ArchiveError> {
        let missing = folder.ancestors().take_while(|above| !above.exists());
        // The innermost one first, as they are removed.
        let made = Self(missing.map(Path::to_owned).collect());
        private::make_folder(folder).map_err(|error| ArchiveError::from_io(folder, error))?;
        Ok(made)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            // One that is no longer empty belongs to somebody else, too.
            let _ = fs::remove_dir(folder);
        }
    }
}
