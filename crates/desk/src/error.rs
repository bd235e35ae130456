//! What the desk cannot do, as a code that an interface acts on and words for the person.

use std::{io, path::PathBuf};

use archive::{ArchiveError, files::FileError};
use documents::DocumentError;
use ical::{IcalError, NothingToWrite};
use serde::Serialize;
use ts_rs::TS;
use visit::{Refusal, VisitId};

/// Why a use case failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The library or the history refused.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The visit or the edit breaks a rule of the model.
    #[error("{}", .0.message)]
    Refused(#[from] Refusal),
    /// A file is no calendar.
    #[error("{error}")]
    Calendar {
        /// The file.
        path: PathBuf,
        /// Why.
        error: IcalError,
    },
    /// A file is no visit.
    #[error("{} is not a visit that can be read: {}{}", path.display(), refusal.message, place(refusal))]
    NotAVisit {
        /// The file.
        path: PathBuf,
        /// Why.
        refusal: Refusal,
    },
    /// A file holds a list of visits in which there is none.
    #[error("{} holds no visit.", path.display())]
    NoVisits {
        /// The file.
        path: PathBuf,
    },
    /// A file holds a whole visit, which cannot go into another one.
    #[error("{} is a visit of its own and cannot go into another one.", path.display())]
    VisitIntoVisit {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("{} cannot be read: {source}.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{} cannot be written: {source}.", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file was not read or not written.
    #[error(transparent)]
    File(FileError),
    /// A document could not be made.
    #[error("{0}")]
    Document(DocumentError),
    /// There is nothing of which a calendar could be made.
    #[error(transparent)]
    NothingToWrite(#[from] NothingToWrite),
    /// There is nothing to undo or redo.
    #[error("There is nothing to take back.")]
    NothingToUndo,
    /// Something of every visit was asked for, and there is none.
    #[error("The library has no visits.")]
    EmptyLibrary,
    /// No visit answers to a name.
    #[error("The library has no visit '{0}'.")]
    NoSuchVisit(String),
    /// A dossier, or the house, is named where a visit is to be recovered: there is one of each, so none can be made beside it.
    #[error("'{0}' is no visit, and only a visit can be recovered beside the damaged one.")]
    NotRecoverable(String),
    /// Several visits answer to a name.
    #[error("{} visits are called '{name}': {}.", ids.len(), some_of(ids))]
    AmbiguousVisit {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<VisitId>,
    },
    /// The job was cancelled.
    #[error("Cancelled; nothing was changed.")]
    Cancelled,
    /// A job ended without an answer.
    #[error("The job stopped in the middle: {0}.")]
    Stopped(String),
}

impl From<DocumentError> for DeskError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Cancelled => DeskError::Cancelled,
            other => DeskError::Document(other),
        }
    }
}

/// An error as it crosses to the screen or into the answer of the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields)]
pub struct ApiError {
    /// What happened, for the interface to act on.
    pub code: String,
    /// What happened, as a sentence.
    pub message: String,
    /// To which thing: a path in the visit, a file, an id.
    pub subject: String,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

impl DeskError {
    /// Returns the form in which the error crosses to an interface.
    pub fn to_api(&self) -> ApiError {
        let error = |code: &str, subject: String, remedy: &str| ApiError {
            code: code.to_owned(),
            message: self.to_string(),
            subject,
            remedy: (!remedy.is_empty()).then(|| remedy.to_owned()),
        };
        match self {
            DeskError::Archive(ArchiveError::Refused(refusal)) | DeskError::Refused(refusal) => ApiError {
                code: refusal_code(refusal),
                message: refusal.message.clone(),
                subject: refusal.path.clone(),
                remedy: Some(refusal.remedy.clone()),
            },
            DeskError::Archive(ArchiveError::Cancelled) => error("cancelled", String::new(), ""),
            DeskError::Archive(inner @ ArchiveError::DocumentDamaged { document, .. }) => {
                let remedy = "Recover what can be read of it, or take it from a backup copy.";
                error(inner.code(), document.name().to_owned(), remedy)
            }
            DeskError::Archive(ArchiveError::File(inner)) | DeskError::File(inner) => ApiError {
                message: inner.to_string(),
                ..error(
                    inner.code(),
                    inner
                        .path()
                        .map_or(String::new(), |path| path.display().to_string()),
                    inner.remedy(),
                )
            },
            // Its messages carry their remedy, since most of it names the file.
            DeskError::Archive(inner) => error(inner.code(), String::new(), ""),
            DeskError::Calendar { path, error: inner } => {
                error("not_a_calendar", path.display().to_string(), inner.remedy())
            }
            DeskError::NotAVisit { path, refusal } => {
                error("not_a_visit", path.display().to_string(), &refusal.remedy)
            }
            DeskError::NoVisits { path } => error(
                "no_visits",
                path.display().to_string(),
                "Choose a file that Chancery has exported.",
            ),
            DeskError::VisitIntoVisit { path } => error(
                "visit_into_visit",
                path.display().to_string(),
                "Import it as a new visit, or choose a calendar (.ics).",
            ),
            DeskError::Unreadable { path, .. } => error(
                "file_unreadable",
                path.display().to_string(),
                "Check that the file is there and that you may read it.",
            ),
            DeskError::Unwritable { path, .. } => error(
                "file_unwritable",
                path.display().to_string(),
                "Choose another folder, or make room on the disk.",
            ),
            DeskError::Document(DocumentError::TooLong(_)) => error(
                "document_too_long",
                String::new(),
                "Print a range of days (--days FIRST..LAST), or fewer visits at once.",
            ),
            DeskError::Document(_) => error(
                "document",
                String::new(),
                "Export the visit as JSON and report the fault with it.",
            ),
            DeskError::NothingToWrite(inner) => error("nothing_to_write", String::new(), inner.remedy()),
            DeskError::NothingToUndo => error("nothing_to_undo", String::new(), ""),
            DeskError::EmptyLibrary => {
                error("empty_library", String::new(), "Create or import a visit first.")
            }
            DeskError::NoSuchVisit(name) => {
                error("no_such_visit", name.clone(), "Look it up in the list of visits.")
            }
            DeskError::NotRecoverable(name) => error(
                "not_recoverable",
                name.clone(),
                "'chancery rescue DIR' saves what can be read of every document, dossiers too, into a new library in the folder DIR.",
            ),
            DeskError::AmbiguousVisit { name, .. } => error("ambiguous_visit", name.clone(), "Use the id."),
            DeskError::Cancelled => error("cancelled", String::new(), ""),
            DeskError::Stopped(_) => error("job_stopped", String::new(), "Try again."),
        }
    }
}

/// The most ids that a message names.
const MOST_IDS: usize = 10;

/// Returns ids as part of a sentence, not all where there are many.
fn some_of(ids: &[VisitId]) -> String {
    let named = ids.iter().take(MOST_IDS).map(VisitId::as_str);
    let mut named = named.collect::<Vec<_>>().join(", ");
    if ids.len() > MOST_IDS {
        named.push_str(&format!(" and {} more", ids.len() - MOST_IDS));
    }
    named
}

/// Where in a file a rule is broken, after the sentence; nothing where it is the file as a whole.
fn place(refusal: &Refusal) -> String {
    if refusal.path.is_empty() {
        String::new()
    } else {
        format!(" ({})", refusal.path)
    }
}

/// The code of a refusal, as the model writes it.
fn refusal_code(refusal: &Refusal) -> String {
    match serde_json::to_value(refusal.code) {
        Ok(serde_json::Value::String(code)) => code,
        _ => "refused".to_owned(),
    }
}
