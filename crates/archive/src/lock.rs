//! The lock that keeps a library to one window of one process. The operating system releases it when the process ends, however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::error::ArchiveError;

/// The file that is locked. It stays behind, empty; only the lock on it says anything.
const NAME: &str = "library.lock";

/// Takes the lock of the library in `folder`, for as long as the returned file lives.
pub(crate) fn take(folder: &Path) -> Result<File, ArchiveError> {
    let path = folder.join(NAME);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| ArchiveError::from_io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ArchiveError::AlreadyOpen {
            folder: folder.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(ArchiveError::from_io(&path, error)),
    }
}
