//! Files in: a visit as JSON, or any calendar, into a new visit or into one that is there.

mod calendar;
mod calendar_file;
mod clocks;
mod compare;
pub(crate) mod controls;
mod copy_title;
pub(crate) mod deliver;
mod entry;
mod file;
mod language;
mod merge;
pub(crate) mod parts;
mod report;
mod visits;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;
use ts_rs::TS;
use visit::VisitId;

use crate::{Desk, DeskError, Job, ListedVisit};

pub use file::FileToImport;
pub use parts::{ImportedEntry, ImportedPart};
pub use report::{CalendarEntry, CalendarReport, LeftAlone, WhyLeftAlone};
pub use visits::{ImportedVisit, VisitOutcome};

/// Something in a file that was not taken, or not as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields)]
pub struct Skipped {
    /// The line of the file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What became of it.
    #[ts(type = "\"skipped\" | \"altered\" | \"noted\"")]
    pub outcome: ical::Outcome,
    /// What it is about.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct ImportReport {
    /// The visit that has it now; the first, where the file holds several.
    pub visit: VisitId,
    /// The visit in the list of the library.
    pub summary: ListedVisit,
    /// How many engagements and tasks were taken, or how many whole visits were made.
    pub taken: usize,
    /// What became of each visit of a file of visits, in its order; empty for a calendar.
    pub visits: Vec<ImportedVisit>,
    /// What became of what a file of visits carries of other documents: the dossiers, the house. Nothing where it has all of it already.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ImportedPart>>")]
    pub parts: Vec<ImportedPart>,
    /// What became of the entries of a calendar; nothing for a file of visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarReport>,
    /// What was not taken, or not as it stands in the file, line by line.
    pub skipped: Vec<Skipped>,
}

impl Desk {
    /// Imports a file, into a new visit or into one that is there.
    ///
    /// # Errors
    /// Where the file cannot be read, holds neither a visit nor a calendar, or breaks a rule of the model; or what the
    /// disk says. Nothing is taken then.
    pub fn import(&self, path: &Path, into: Option<&VisitId>, job: &Job) -> Result<ImportReport, DeskError> {
        self.import_file(&FileToImport::of(self.folder(), path, job)?, into, job)
    }

    /// Imports a file that was read before.
    ///
    /// # Errors
    /// As for [`Desk::import`].
    pub fn import_file(
        &self,
        file: &FileToImport,
        into: Option<&VisitId>,
        job: &Job,
    ) -> Result<ImportReport, DeskError> {
        job.go_on()?;
        if looks_like_json(&file.bytes) {
            return self.import_visits(&file.path, &file.bytes, into, job);
        }
        self.import_calendar(&file.path, &file.bytes, into, job)
    }

    /// Asks for a file where none is given, and imports it beside the window. `None` where nobody chose one.
    ///
    /// # Errors
    /// As for [`Desk::import`].
    pub async fn import_as_asked(
        self: &Arc<Self>,
        name: &str,
        path: Option<PathBuf>,
        into: Option<VisitId>,
    ) -> Result<Option<ImportReport>, DeskError> {
        self.in_background(name, move |desk, job| {
            let Some(path) = path.or_else(|| desk.host.choose_file_to_import()) else {
                return Ok(None);
            };
            desk.import(&path, into.as_ref(), job).map(Some)
        })
        .await
    }
}

/// Whether a file begins as JSON does; also one of two bytes a letter, which is then refused by its name.
fn looks_like_json(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let marked = MARKS.iter().find_map(|mark| bytes.strip_prefix(*mark));
    marked
        .unwrap_or(bytes)
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && **byte != 0)
        .is_some_and(|byte| matches!(byte, b'{' | b'['))
}
