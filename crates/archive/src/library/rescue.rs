//! Saving what can be read of a damaged library into a new one. The damaged one is never written.

use std::{
    collections::HashSet,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Duration,
};

use automerge::ChangeHash;
use tempfile::{Builder, TempDir, TempPath};

use super::{
    Access, DamagedDocument, Library, LostChange, OpenOptions, Progress, reading,
    salvage::{OF_ANOTHER, Salvaged},
};
use crate::{
    error::{ArchiveError, Unreadable},
    file_names::FILE_NAME,
    history::History,
    listed::AnyEntry,
    name::DocumentName,
    private,
    stamp::Stamp,
    table::{documents, steps},
};

/// What a rescue saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RescueReport {
    /// The documents that are in the new library, with their histories. Where there are none, no library was made.
    pub saved: Vec<SavedDocument>,
    /// The documents of which nothing could be read.
    pub lost: Vec<DamagedDocument>,
}

/// A document that a rescue saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedDocument {
    /// What it is called.
    pub name: DocumentName,
    /// The title.
    pub title: String,
    /// What was wrong with it; `None` where everything was read and compared. Its history may be whole all the same.
    pub detail: Option<String>,
    /// The changes that could not be read, the first one first.
    pub lost: Vec<LostChange>,
    /// Whether more may be missing than `lost` names: the history ends elsewhere than the list says, or the list does not say
    /// where.
    pub incomplete: bool,
}

impl Library {
    /// Saves every document that can be read, with its history, into a new library in `folder`; a damaged one without the changes that
    /// cannot be read and those that rest on them.
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
        let place = private::temporary_folder(Builder::new().prefix(".chancery-rescue-"), folder)
            .map_err(|error| ArchiveError::from_io(folder, error))?;
        let report = self.save_into(&place, options, progress)?;
        if report.saved.is_empty() {
            // An empty library in the place of a damaged one would be the worse of the two.
            return Ok(report);
        }
        publish(&place.path().join(FILE_NAME), &target)?;
        made.keep();
        Ok(report)
    }

    /// Fills the new library, closes it, and compares what is then in its file with what was put into it.
    fn save_into(
        &self,
        place: &TempDir,
        options: &OpenOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<RescueReport, ArchiveError> {
        let (mut new, _) = Library::open(place.path(), options)?;
        let listed = self.list_damaged();
        let mut progress = |done: usize| {
            let total = listed.len().saturating_mul(2);
            match progress(Progress { done, total }) {
                ControlFlow::Continue(()) => Ok(()),
                ControlFlow::Break(()) => Err(ArchiveError::Cancelled),
            }
        };
        let mut saved = Saved::default();
        let mut doubtful = Vec::new();
        for (done, listed) in listed.iter().enumerate() {
            progress(done)?;
            match self.salvage(&listed.name) {
                Ok(salvaged) if salvaged.outline.name == listed.name => {
                    self.save_one(listed, &salvaged, &mut new, &mut saved)?;
                }
                found => doubtful.push((listed, found)),
            }
        }
        for (listed, found) in doubtful {
            match found {
                Ok(salvaged) if salvaged.history.hashes().is_subset(&saved.changes) => {}
                Ok(salvaged) if !saved.has(&salvaged.outline.name) => {
                    self.save_one(listed, &salvaged, &mut new, &mut saved)?;
                }
                Ok(_) => saved.lose(listed, OF_ANOTHER),
                Err(_) if self.is_among(&listed.name, &saved.changes) => {}
                Err(error) => saved.lose(listed, &error.to_string()),
            }
        }
        new.put_into_one_file()?;
        let read = OpenOptions {
            access: Access::Read,
            ..options.clone()
        };
        let (copy, _) = Library::open(place.path(), &read)?;
        let before = listed.len();
        saved.compare(&copy, &mut |done| progress(before.saturating_add(done)))?;
        Ok(saved.report)
    }

    /// Saves one document into the new library.
    fn save_one(
        &self,
        listed: &AnyEntry,
        salvaged: &Salvaged,
        new: &mut Library,
        saved: &mut Saved,
    ) -> Result<(), ArchiveError> {
        let Salvaged {
            history,
            outline,
            lost,
            incomplete,
        } = salvaged;
        // What Automerge would write otherwise than it was could not be read again.
        let again = History::load(&history.snapshot(), [], new.session);
        if !again.is_ok_and(|again| again.heads() == history.heads()) {
            saved.lose(listed, &Unreadable::Gap.to_string());
            return Ok(());
        }
        if let Err(error) = history.document_id() {
            saved.lose(listed, &error.to_string());
            return Ok(());
        }
        let stamp = Stamp {
            author: listed.changed_by.clone(),
            time: listed.changed_at,
        };
        let name = &outline.name;
        new.insert((name, outline.summary.clone()), history, &stamp)?;
        new.write(|tx| {
            documents::set_created(tx, name, listed.created_at)?;
            // Steps fit only the document as it was when they were made.
            if !incomplete && self.steps_are_sound(name) {
                documents::fold_steps(tx, name, steps::copy(&self.connection, tx, name)?)?;
            }
            Ok(())
        })?;
        // Whether a damaged entry was in the trash is not known; in the list it can be seen.
        if let (Some((time, author)), false) = (listed.trashed.clone(), listed.damaged) {
            new.trash(name.clone(), &Stamp { author, time })?;
        }
        saved.changes.extend(history.hashes());
        saved.heads.push(history.heads());
        saved.report.saved.push(SavedDocument {
            name: name.clone(),
            title: outline.title.clone(),
            detail: self.load(&listed.name).err().map(why),
            lost: lost.clone(),
            incomplete: *incomplete,
        });
        Ok(())
    }

    /// Puts the journal into the file, so that the file alone is the library, and closes it. What is still in a journal would be lost
    /// with the folder in which it was made.
    fn put_into_one_file(self) -> Result<(), ArchiveError> {
        // Nobody knows of this library; whoever has it open all the same is not waited for.
        let alone = self.connection.busy_timeout(Duration::ZERO).and_then(|()| {
            self.connection
                .pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get::<_, String>(0))
        });
        let alone = alone.map_err(|error| self.sqlite(error))? == "delete";
        let file = self.file.clone();
        drop(self);
        if alone && !reading::has_content(&reading::journal_of(&file)) {
            Ok(())
        } else {
            Err(ArchiveError::CopyNotGood { path: file })
        }
    }
}

/// What was put into the new library so far.
#[derive(Default)]
struct Saved {
    report: RescueReport,
    /// Where the history of each saved document ends.
    heads: Vec<Vec<ChangeHash>>,
    /// All changes of all saved documents.
    changes: HashSet<ChangeHash>,
}

impl Saved {
    fn has(&self, name: &DocumentName) -> bool {
        self.report.saved.iter().any(|saved| saved.name == *name)
    }

    fn lose(&mut self, listed: &AnyEntry, why: &str) {
        self.report.lost.push(DamagedDocument {
            name: listed.name.clone(),
            title: listed.title(),
            detail: why.to_owned(),
        });
    }

    /// Compares what was saved with what is in the copy. That a document breaks a rule is told of it and is no fault of the copy.
    fn compare(
        &mut self,
        copy: &Library,
        progress: &mut dyn FnMut(usize) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let not_good = || ArchiveError::CopyNotGood {
            path: copy.file.clone(),
        };
        let verdict: String = copy
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(|error| copy.sqlite(error))?;
        let listed = documents::all(&copy.connection).map_err(|error| copy.sqlite(error))?;
        if verdict != "ok" || copy.damage.is_some() || listed.len() != self.report.saved.len() {
            return Err(not_good());
        }
        for (done, (saved, heads)) in self.report.saved.iter_mut().zip(&self.heads).enumerate() {
            progress(done)?;
            let (history, _) = copy.load(&saved.name).map_err(|_| not_good())?;
            let outline = history.outline().map_err(|_| not_good())?;
            let is_listed = listed.iter().any(|entry| {
                entry.name == outline.name
                    && entry.id == history.document_id().ok()
                    && entry.summary == outline.summary
                    && !entry.damaged
            });
            if !is_listed || history.heads() != *heads || !copy.steps_are_sound(&saved.name) {
                return Err(not_good());
            }
            if let Some(refusal) = outline.refusal {
                let rule = format!("it breaks a rule: {} ({})", refusal.message, refusal.path);
                saved.detail = Some(match saved.detail.take() {
                    Some(before) => format!("{before}; {rule}"),
                    None => rule,
                });
            }
        }
        Ok(())
    }
}

/// What is wrong with a document, without the sentence around it.
fn why(error: ArchiveError) -> String {
    match error {
        ArchiveError::DocumentDamaged { detail, .. } => detail,
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
    private::sync_folder(folder).map_err(|error| ArchiveError::from_io(folder, error))
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
