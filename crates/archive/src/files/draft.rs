//! A file that is written by somebody else, such as SQLite, and gets its name when it is good.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use tempfile::{Builder, TempDir, TempPath};

use super::{FileError, Guard, destination::Destination};
use crate::private::{sync_folder, temporary_folder};

/// How temporary files and folders are called: hidden, and with a random part.
pub(super) fn name() -> Builder<'static, 'static> {
    let mut name = Builder::new();
    name.prefix(".chancery-").suffix(".part").rand_bytes(12);
    name
}

/// A file in a folder of its own beside its place, which nobody else can look into. It goes with its folder, and with all
/// that was put beside it, unless it is given its name.
#[derive(Debug)]
pub struct Draft {
    target: PathBuf,
    destination: PathBuf,
    file: TempPath,
    _folder: TempDir,
}

impl Draft {
    /// Begins a file that is to be new at `target`.
    ///
    /// # Errors
    /// [`FileError::Exists`] where anything is there, a link too; else as for [`super::write`].
    pub fn new(target: &Path, guard: &Guard) -> Result<Self, FileError> {
        if target.symlink_metadata().is_ok() {
            return Err(FileError::Exists {
                path: target.to_owned(),
            });
        }
        let destination = Destination::of(target)?;
        guard.allow_destination(target, &destination)?;
        let destination = destination.path().to_owned();
        let beside = destination.parent().unwrap_or(Path::new("."));
        let writing = |error| FileError::writing(target, error);
        let folder = temporary_folder(&mut name(), beside).map_err(writing)?;
        let file = name().tempfile_in(folder.path()).map_err(writing)?;
        Ok(Self {
            target: target.to_owned(),
            destination,
            file: file.into_temp_path(),
            _folder: folder,
        })
    }

    /// Returns the file that is to be filled. It is there, empty, and its owner's alone (0600).
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Brings the file to the disk and gives it its name, unless somebody has taken that meanwhile.
    ///
    /// # Errors
    /// [`FileError::Exists`], or what the disk says; nothing is left then.
    pub fn publish(self) -> Result<(), FileError> {
        let writing = |error| FileError::writing(&self.target, error);
        File::open(&self.file)
            .and_then(|file| file.sync_all())
            .map_err(writing)?;
        self.file
            .persist_noclobber(&self.destination)
            .map_err(|error| writing(error.error))?;
        sync_folder(self.destination.parent().unwrap_or(Path::new("."))).map_err(writing)
    }
}
