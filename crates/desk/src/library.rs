//! The library as a whole: how it starts, whether it is sound, and its backup.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use archive::{Access, ArchiveError, Library, OpenOptions, SessionId};
use serde::Serialize;
use ts_rs::TS;
use visit::{Dossier, House, Visit};

use crate::{ApiError, Damage, Desk, DeskError, Job, JobStep, ListedVisit, OpenedVisit};

/// What the screen learns when it starts.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Startup {
    /// The version of the application.
    pub version: String,
    /// The folder of the library.
    pub library: String,
    /// Its visits. Where it is refused because saved changes are missing: those that are left without them.
    pub visits: Vec<ListedVisit>,
    /// Why the library cannot be used, if it cannot.
    pub trouble: Option<ApiError>,
    /// What opening the library found damaged.
    pub damage: Vec<Damage>,
    /// The visit that is not in the trash, opened, if it is the only one and can be read.
    pub only: Option<OpenedVisit>,
}

/// Returns the folder in which the library is kept where nobody names another: the platform's data folder, or `None`
/// where the user has no home.
pub fn default_library() -> Option<PathBuf> {
    directories::ProjectDirs::from("org", "Chancery", "Chancery").map(|dirs| dirs.data_dir().to_owned())
}

/// Returns the visits of a library that lacks saved changes: reading gives what is there, unless nothing is.
fn visits_left(folder: &Path) -> Vec<ListedVisit> {
    let reading = OpenOptions {
        // Nothing is written under it.
        session: SessionId([0; 16]),
        access: Access::Read,
    };
    let listed = Library::open(folder, &reading).and_then(|(library, _)| library.list());
    listed
        .unwrap_or_default()
        .into_iter()
        .map(ListedVisit::from)
        .collect()
}

/// How many documents a library has of each kind, those in the trash among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct DocumentCounts {
    /// Visits.
    pub visits: usize,
    /// Dossiers.
    pub dossiers: usize,
    /// Houses: one, or none yet.
    pub houses: usize,
    /// Documents of kinds that only a newer version knows.
    pub newer: usize,
}

/// Whether a library is sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LibraryCheck {
    /// Whether nothing was found.
    pub sound: bool,
    /// What was read.
    pub documents: DocumentCounts,
    /// What was found, as sentences.
    pub findings: Vec<String>,
}

/// What came of reading every visit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct VerifiedVisits {
    /// The visits of the library; the damaged ones are marked.
    pub visits: Vec<ListedVisit>,
    /// All that was found damaged so far.
    pub damage: Vec<Damage>,
}

impl Startup {
    /// Tells that a library cannot be used, and why; where it lacks saved changes, also what is left of it.
    pub fn in_trouble(version: &str, folder: &Path, error: &DeskError) -> Self {
        let visits = match error {
            DeskError::Archive(ArchiveError::Behind { .. }) => visits_left(folder),
            _ => Vec::new(),
        };
        Self {
            version: version.to_owned(),
            library: folder.display().to_string(),
            visits,
            trouble: Some(error.to_api()),
            damage: Vec::new(),
            only: None,
        }
    }
}

impl Desk {
    /// Returns what the screen needs when it starts.
    ///
    /// # Errors
    /// What the disk says.
    pub fn startup(&self, version: &str) -> Result<Startup, DeskError> {
        let visits = self.visits()?;
        let mut present = visits.iter().filter(|listed| !listed.trashed);
        let only = match (present.next(), present.next()) {
            // Why it cannot be opened is said to whoever opens it.
            (Some(only), None) => self.open_visit(&only.summary.id).ok(),
            _ => None,
        };
        Ok(Startup {
            version: version.to_owned(),
            library: self.folder().display().to_string(),
            trouble: None,
            damage: self.damage(),
            only,
            visits,
        })
    }

    /// Looks for visits that are damaged, so that the list shows it before somebody opens one. Opening a library does not, for it would
    /// read all of it.
    ///
    /// # Errors
    /// Where the library cannot even be read that far, or [`DeskError::Cancelled`].
    pub fn verify_visits(&self, job: &Job) -> Result<VerifiedVisits, DeskError> {
        let found = self
            .reader()?
            .damaged_documents(&mut |progress| job.follow(JobStep::Checking, progress))?;
        for document in found {
            self.note_damage(&document.name, &document.title, &document.detail);
        }
        Ok(VerifiedVisits {
            visits: self.visits()?,
            damage: self.damage(),
        })
    }

    /// Reads the whole library, as it is at this moment, and says what is wrong with it. It changes nothing, and keeps nobody from
    /// editing.
    ///
    /// # Errors
    /// Where the library cannot even be read that far, or [`DeskError::Cancelled`].
    pub fn check_library(&self, job: &Job) -> Result<LibraryCheck, DeskError> {
        let reader = self.reader()?;
        let report = reader.check(&mut |progress| job.follow(JobStep::Checking, progress))?;
        let mut documents = DocumentCounts {
            visits: reader.list::<Visit>()?.len(),
            dossiers: reader.list::<Dossier>()?.len(),
            houses: reader.list::<House>()?.len(),
            newer: 0,
        };
        let known = documents.visits + documents.dossiers + documents.houses;
        documents.newer = report.documents.saturating_sub(known);
        let findings = report.problems.iter().map(|problem| match &problem.document {
            Some(name) => format!(
                "The {} '{}' ({}): {}.",
                name.kind_text(),
                problem.title,
                name.name(),
                problem.detail
            ),
            None => format!("The file: {}.", problem.detail),
        });
        let findings: Vec<String> = findings.collect();
        Ok(LibraryCheck {
            sound: findings.is_empty(),
            documents,
            findings,
        })
    }

    /// Copies the library, as it is at this moment, into a file that does not exist yet. It keeps nobody from editing.
    ///
    /// # Errors
    /// Where the target exists or cannot be written, or [`DeskError::Cancelled`]. No half copy is left.
    pub fn back_up(&self, target: &Path, job: &Job) -> Result<(), DeskError> {
        Ok(self
            .reader()?
            .backup(target, &mut |progress| job.follow(JobStep::Copying, progress))?)
    }

    /// Asks where to, and copies the library there, beside the window. `None` where nobody chose a place.
    ///
    /// # Errors
    /// As for [`Desk::back_up`].
    pub async fn back_up_as_asked(self: &Arc<Self>, name: &str) -> Result<Option<PathBuf>, DeskError> {
        self.in_background(name, |desk, job| {
            let suggested = format!("chancery-{}.chancery", desk.host.now().format("%Y-%m-%d"));
            let Some(path) = desk.host.choose_backup(&suggested) else {
                return Ok(None);
            };
            desk.back_up(&path, job)?;
            Ok(Some(path))
        })
        .await
    }
}
