//! What can go wrong with a library, in words that name the file and the way out.

use std::{io, path::PathBuf};

use visit::Refusal;

use crate::{files::FileError, name::DocumentName};

/// Why the archive could not do what it was asked.
///
/// The message says what happened to which file, and what to do. Nothing was changed on disk unless the variant says so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// Another window, or another process, has the library open.
    #[error("The library in {} is already open. Close the other Chancery, then try again.", folder.display())]
    AlreadyOpen {
        /// The folder of the library.
        folder: PathBuf,
    },
    /// The library was written by a newer version; it was not touched.
    #[error(
        "The library {} was written by a newer version of Chancery (form {found}; this version knows form {known}). \
         It was not touched. Open it with the newer version.",
        file.display()
    )]
    NewerLibrary {
        /// The file.
        file: PathBuf,
        /// The form of the file.
        found: i64,
        /// The newest form that this version reads.
        known: i64,
    },
    /// The file is not a library of Chancery, or its first page is damaged; it was not touched.
    #[error(
        "{} is not a library of Chancery, or its beginning is damaged. It was not touched. Choose another folder, or put a \
         backup copy in the place of the file.",
        file.display()
    )]
    NotALibrary {
        /// The file.
        file: PathBuf,
    },
    /// The file is damaged so that the library cannot be used, or may only be read; it was not touched.
    #[error(
        "The library {} is damaged: {detail}. It was not touched. Rescue what can be read into a new folder, or \
         put a backup copy in the place of the file.",
        file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// There is no library in the folder, and none was to be made.
    #[error(
        "There is no library in {}. Check the name of the folder. A new library is made by importing something into it.",
        folder.display()
    )]
    NoLibrary {
        /// The folder.
        folder: PathBuf,
    },
    /// The library was opened to be read, and is not written.
    #[error(
        "The library in {} was opened only to be read. Nothing was changed. Open it for changes, then try again.",
        folder.display()
    )]
    OpenToRead {
        /// The folder.
        folder: PathBuf,
    },
    /// The library lacks writes that were acknowledged in it; it was not touched.
    #[error(
        "The library {} lacks changes that were acknowledged in it ({missing}, the last ones): its journal (the file beside it whose name \
         ends in -wal) was removed or damaged, or an older copy was put in its place. It was not touched. What is left has {}. Put the newest copy and \
         its journal back, or accept the library as it is now.",
        file.display(),
        documents(*left)
    )]
    Behind {
        /// The file.
        file: PathBuf,
        /// How many acknowledged writes are missing.
        missing: u64,
        /// How many documents are left.
        left: usize,
    },
    /// The folder or the file may not be written.
    #[error("{} may only be read. Choose a folder in which you may write.", path.display())]
    ReadOnly {
        /// The folder or the file.
        path: PathBuf,
    },
    /// The disk has no room left; what was to be written is not written.
    #[error("There is no room left on the disk of {}. Make room, then try again.", path.display())]
    DiskFull {
        /// The file that was being written.
        path: PathBuf,
    },
    /// The operating system refused a folder or a file.
    #[error("{} cannot be used: {source}. Check the folder, or choose another one.", path.display())]
    Folder {
        /// The folder or the file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The library has no such document.
    #[error("The library has no {document}. Look it up in the list of {}s.", document.kind_text())]
    NoSuchDocument {
        /// The document that was asked for.
        document: DocumentName,
    },
    /// The library already has a document with this name.
    #[error(
        "The library already has a {document}, perhaps in the trash. Open that one, or give the new one another id."
    )]
    DocumentExists {
        /// The document.
        document: DocumentName,
    },
    /// A document is damaged. It was not touched.
    #[error("The {} is damaged: {detail}. It was not touched.", named(title, document))]
    DocumentDamaged {
        /// The document.
        document: DocumentName,
        /// Its title, as the list has it; empty where that too is unreadable.
        title: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The document on the disk is not the one that was changed; nothing was written, and the one on the disk was read again.
    #[error(
        "The {document} was changed elsewhere meanwhile. Nothing was overwritten. Look at it as it is now, then do it again."
    )]
    ChangedElsewhere {
        /// The document.
        document: DocumentName,
    },
    /// A change could not be saved, and the document could not be read again either; what was saved before is safe.
    #[error(
        "The {document} is no longer in step with the disk. Close it and open it again; every saved change is safe."
    )]
    OutOfStep {
        /// The document.
        document: DocumentName,
    },
    /// What can be undone and redone in a document is not what was written; the document itself is whole.
    #[error(
        "What can be undone and redone in the {document} is damaged on the disk. It is whole itself, and its history shows \
         what each edit changed. Forget the damaged steps; what is edited from then on can be undone again."
    )]
    StepsDamaged {
        /// The document.
        document: DocumentName,
    },
    /// The step to undo or redo is not the last one any more.
    #[error(
        "This step was already undone or redone, or another one came after it. Look at the last step again."
    )]
    StepMoved,
    /// The history has no such change.
    #[error("The history has no change '{change}'. Read the history again.")]
    NoSuchChange {
        /// The change that was asked for.
        change: String,
    },
    /// What came from another copy does not belong to this document, or is damaged; nothing was taken from it.
    #[error("The changes cannot be taken in: {detail}. Nothing was taken. Ask for the file once more.")]
    ForeignChanges {
        /// What is wrong with them.
        detail: String,
    },
    /// What came from another copy is larger than what is read; nothing was taken from it.
    #[error(
        "The changes cannot be taken in: {detail}. Nothing was taken. Ask for a visit file (JSON), which has no history, \
         and import that."
    )]
    ForeignTooLarge {
        /// What is too large.
        detail: String,
    },
    /// The history of a document has no room for another change; nothing was changed.
    #[error(
        "The history of the {document} is full. Nothing was changed. Duplicate it: the copy has the same content, and a \
         history of its own begins with it."
    )]
    HistoryFull {
        /// The document.
        document: DocumentName,
    },
    /// The target of a backup or a rescue exists; it was not overwritten.
    #[error("{} already exists and is not overwritten. Choose another name.", path.display())]
    TargetExists {
        /// The file or the folder.
        path: PathBuf,
    },
    /// The copy that was just written does not hold what the library holds; it was removed.
    #[error("The copy {} could not be verified and was removed. Try another disk.", path.display())]
    CopyNotGood {
        /// The copy.
        path: PathBuf,
    },
    /// The user cancelled.
    #[error("Cancelled; nothing was changed.")]
    Cancelled,
    /// The document breaks a rule of the model.
    #[error("{}", .0.message)]
    Refused(#[from] Refusal),
    /// A file was not read or not written.
    #[error("{} {}", .0, .0.remedy())]
    File(FileError),
    /// The database or the history refused, for a reason that has no remedy of its own.
    #[error("{} could not be read or written: {detail}. Nothing was changed. Check the disk, then try again.", file.display())]
    Storage {
        /// The file.
        file: PathBuf,
        /// What the storage says.
        detail: String,
    },
}

impl ArchiveError {
    /// Returns the code under which the user interface knows the error.
    pub fn code(&self) -> &'static str {
        match self {
            ArchiveError::AlreadyOpen { .. } => "library_already_open",
            ArchiveError::NewerLibrary { .. } => "library_newer",
            ArchiveError::NotALibrary { .. } => "not_a_library",
            ArchiveError::Damaged { .. } => "library_damaged",
            ArchiveError::NoLibrary { .. } => "no_library",
            ArchiveError::OpenToRead { .. } => "library_open_to_read",
            ArchiveError::Behind { .. } => "library_behind",
            ArchiveError::ReadOnly { .. } => "read_only",
            ArchiveError::DiskFull { .. } => "disk_full",
            ArchiveError::Folder { .. } => "folder_unusable",
            ArchiveError::NoSuchDocument { .. } => "no_such_visit",
            ArchiveError::DocumentExists { .. } => "visit_exists",
            ArchiveError::DocumentDamaged { .. } => "visit_damaged",
            ArchiveError::ChangedElsewhere { .. } => "visit_changed_elsewhere",
            ArchiveError::OutOfStep { .. } => "visit_out_of_step",
            ArchiveError::StepsDamaged { .. } => "steps_damaged",
            ArchiveError::StepMoved => "step_moved",
            ArchiveError::NoSuchChange { .. } => "no_such_change",
            ArchiveError::ForeignChanges { .. } => "foreign_changes",
            ArchiveError::ForeignTooLarge { .. } => "foreign_changes_too_large",
            ArchiveError::HistoryFull { .. } => "history_full",
            ArchiveError::TargetExists { .. } => "target_exists",
            ArchiveError::CopyNotGood { .. } => "copy_not_good",
            ArchiveError::Cancelled => "cancelled",
            ArchiveError::Refused(_) => "refused",
            ArchiveError::File(error) => error.code(),
            ArchiveError::Storage { .. } => "storage",
        }
    }

    /// Tells of `target` what was met at the temporary file `draft`, of which nobody has heard.
    pub(crate) fn about(mut self, draft: &std::path::Path, target: &std::path::Path) -> Self {
        if let ArchiveError::ReadOnly { path }
        | ArchiveError::DiskFull { path }
        | ArchiveError::Folder { path, .. }
        | ArchiveError::CopyNotGood { path }
        | ArchiveError::Storage { file: path, .. } = &mut self
            && path == draft
        {
            target.clone_into(path);
        }
        self
    }

    /// Turns an error of the operating system about `path` into one of ours.
    pub(crate) fn from_io(path: &std::path::Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                ArchiveError::ReadOnly { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ArchiveError::DiskFull { path },
            _ => ArchiveError::Folder { path, source },
        }
    }

    /// Turns an error of SQLite about `file` into one of ours.
    pub(crate) fn from_sqlite(file: &std::path::Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = file.to_owned();
        // The index of the journal could not grow: of that SQLite says only that it was reading or writing.
        if error
            .sqlite_error()
            .is_some_and(|found| found.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
        {
            return ArchiveError::DiskFull { path };
        }
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => ArchiveError::DiskFull { path },
            Some(Code::ReadOnly | Code::PermissionDenied) => ArchiveError::ReadOnly { path },
            Some(Code::DatabaseCorrupt) => ArchiveError::Damaged {
                file: path,
                detail: match error {
                    rusqlite::Error::SqliteFailure(_, Some(said)) if said.starts_with("a row") => said,
                    _ => "its pages contradict each other".into(),
                },
            },
            Some(Code::NotADatabase) => ArchiveError::NotALibrary { file: path },
            // Whoever writes is waited for; this is somebody who does not let go.
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => ArchiveError::AlreadyOpen {
                folder: file.parent().map_or(path, std::path::Path::to_owned),
            },
            _ => ArchiveError::Storage {
                file: path,
                detail: error.to_string(),
            },
        }
    }
}

/// Names a document, of which the title may be lost.
fn named(title: &str, document: &DocumentName) -> String {
    let (kind, name) = (document.kind_text(), document.name());
    if title.trim().is_empty() {
        format!("{kind} without a readable title ({name})")
    } else {
        format!("{kind} '{title}' ({name})")
    }
}

/// Returns how many documents there are, in words.
fn documents(count: usize) -> String {
    match count {
        0 => "no documents".to_owned(),
        1 => "1 document".to_owned(),
        more => format!("{more} documents"),
    }
}

impl From<FileError> for ArchiveError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Exists { path } => ArchiveError::TargetExists { path },
            FileError::DiskFull { path } => ArchiveError::DiskFull { path },
            FileError::Cancelled => ArchiveError::Cancelled,
            other => ArchiveError::File(other),
        }
    }
}

/// Why a document cannot be read. The callers add which visit it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("its stored history cannot be read")]
    Empty,
    #[error("its stored history fails its checksum")]
    Checksum,
    #[error("its history cannot be read ({0})")]
    History(String),
    #[error("its entry in the list is not what was written")]
    Entry,
    #[error("its history has a gap: it ends elsewhere than the list says")]
    Gap,
    #[error("the history would take more than {} MiB of memory", .most >> 20)]
    TooLarge { most: u64 },
    #[error("it has {} MiB; what comes from another copy has at most {} MiB", .bytes.div_ceil(1 << 20), .most >> 20)]
    TooLong { bytes: usize, most: usize },
    #[error("the value at {0} cannot be read")]
    Value(String),
    #[error("it is of form {0}, which only a newer version reads")]
    Newer(i64),
}

impl From<automerge::AutomergeError> for Unreadable {
    fn from(error: automerge::AutomergeError) -> Self {
        Unreadable::History(error.to_string())
    }
}
