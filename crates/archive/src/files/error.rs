//! Why a file was not read or not written.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::Limit;

/// Why a file was not read or not written. An older file at the place is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The operating system does not let the file be read.
    #[error("{} cannot be read: {source}.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The operating system does not let the file be written.
    #[error("{} cannot be written: {source}.", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The disk has no room left.
    #[error("There is no room left on the disk of {}; nothing was written.", path.display())]
    DiskFull {
        /// The file that was being written.
        path: PathBuf,
    },
    /// The file that is there may only be read.
    #[error("{} may only be read and was not replaced.", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// A folder stands where a file was meant.
    #[error("{} is a folder, not a file.", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// The file is larger than what is read.
    #[error("{} is larger than {}, the most that {} may have; nothing was taken.", path.display(), limit.in_words(), limit.of)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit.
        limit: Limit,
    },
    /// The place lies in the folder of a library, of this one or another, or is another name of a file in this one's.
    #[error("{} belongs to the library in {}, into which nothing else is written.", path.display(), folder.display())]
    InLibrary {
        /// The place.
        path: PathBuf,
        /// The folder of the library.
        folder: PathBuf,
    },
    /// The file that was to be read is one of the library's own.
    #[error("{} is a file of the library in {} itself, which is open.", path.display(), folder.display())]
    OfLibrary {
        /// The file.
        path: PathBuf,
        /// The folder of the library.
        folder: PathBuf,
    },
    /// The file that is there is a library, or a backup of one.
    #[error("{} belongs to a library or a backup of Chancery and is not overwritten.", path.display())]
    IsLibrary {
        /// The file.
        path: PathBuf,
    },
    /// The file is the one that is being read, perhaps under another name.
    #[error("{} is the file that is being read and is not overwritten.", path.display())]
    IsSource {
        /// The file.
        path: PathBuf,
    },
    /// Something is there already.
    #[error("{} already exists and is not overwritten.", path.display())]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The user cancelled.
    #[error("Cancelled; nothing was changed.")]
    Cancelled,
}

impl FileError {
    /// Returns the code under which the user interface knows the error.
    pub fn code(&self) -> &'static str {
        match self {
            FileError::Unreadable { .. } => "file_unreadable",
            FileError::Unwritable { .. } => "file_unwritable",
            FileError::DiskFull { .. } => "disk_full",
            FileError::ReadOnly { .. } => "read_only",
            FileError::Folder { .. } => "file_is_folder",
            FileError::TooLarge { .. } => "file_too_large",
            FileError::InLibrary { .. } => "target_in_library",
            FileError::OfLibrary { .. } => "source_is_library",
            FileError::IsLibrary { .. } => "target_is_library",
            FileError::IsSource { .. } => "target_is_source",
            FileError::Exists { .. } => "target_exists",
            FileError::Cancelled => "cancelled",
        }
    }

    /// Returns what can be done about it; empty where nothing need be.
    pub fn remedy(&self) -> &'static str {
        match self {
            FileError::Unreadable { .. } => "Check that the file is there and that you may read it.",
            FileError::Unwritable { .. } => "Check the folder, or choose another one in which you may write.",
            FileError::DiskFull { .. } => "Make room, or choose another disk, then try again.",
            FileError::ReadOnly { .. } => "Choose another name, or allow the file to be written.",
            FileError::Folder { .. } => "Name a file.",
            FileError::TooLarge { .. } => "Divide it into smaller files.",
            FileError::OfLibrary { .. } => "Choose the file of a visit or a calendar.",
            FileError::InLibrary { .. } => "Choose a folder outside the library.",
            FileError::IsLibrary { .. } | FileError::IsSource { .. } | FileError::Exists { .. } => {
                "Choose another name."
            }
            FileError::Cancelled => "",
        }
    }

    /// Returns the file that it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            FileError::Unreadable { path, .. }
            | FileError::Unwritable { path, .. }
            | FileError::DiskFull { path }
            | FileError::ReadOnly { path }
            | FileError::Folder { path }
            | FileError::TooLarge { path, .. }
            | FileError::OfLibrary { path, .. }
            | FileError::InLibrary { path, .. }
            | FileError::IsLibrary { path }
            | FileError::IsSource { path }
            | FileError::Exists { path } => Some(path),
            FileError::Cancelled => None,
        }
    }

    /// Turns an error of the operating system, met while `path` was read, into one of ours.
    pub(super) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::IsADirectory => FileError::Folder { path },
            _ => FileError::Unreadable { path, source },
        }
    }

    /// Turns an error of the operating system, met while `path` was written, into one of ours.
    pub(super) fn writing(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        let source = plain(source);
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileError::DiskFull { path },
            io::ErrorKind::ReadOnlyFilesystem => FileError::ReadOnly { path },
            io::ErrorKind::IsADirectory => FileError::Folder { path },
            io::ErrorKind::AlreadyExists => FileError::Exists { path },
            _ => FileError::Unwritable { path, source },
        }
    }
}

/// Returns what the operating system said, without the name of the temporary file that it said it about: nobody has chosen that.
fn plain(error: io::Error) -> io::Error {
    let inner = error.get_ref().and_then(|said| said.source());
    let inner = inner.and_then(|said| said.downcast_ref::<io::Error>());
    match inner.and_then(io::Error::raw_os_error) {
        Some(code) => io::Error::from_raw_os_error(code),
        None => error,
    }
}
