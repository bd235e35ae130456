//! What nobody may write to: the library, and the file that is being read.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use super::{FileError, Identity, destination::Destination};
use crate::{file_names::FILE_NAME, table};

/// The files beside a library's own that SQLite believes without a question.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// What nobody may write to. Whatever it guards, a library or a backup is never overwritten, and nothing goes into the folder of any
/// library: what stands there besides the visits is its lock and its count of writes.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    library: Option<PathBuf>,
    reading: Vec<PathBuf>,
}

impl Guard {
    /// Guards the folder of a library with everything in it.
    pub fn library(folder: &Path) -> Self {
        Self {
            library: Some(folder.to_owned()),
            reading: Vec::new(),
        }
    }

    /// Guards a file that is being read, too.
    #[must_use]
    pub fn reading(mut self, source: &Path) -> Self {
        self.reading.push(source.to_owned());
        self
    }

    /// Refuses a target that is guarded: by its place, through links, or as another name of the same file.
    ///
    /// # Errors
    /// [`FileError::InLibrary`], [`FileError::IsLibrary`], [`FileError::IsSource`]; [`FileError::Folder`] and
    /// [`FileError::Unwritable`] where the target cannot be a file at all.
    pub fn allow(&self, target: &Path) -> Result<(), FileError> {
        self.allow_destination(target, &Destination::of(target)?)
    }

    /// Refuses to read a file of the library itself: POSIX takes the locks of a process on a file away when any handle on it is closed,
    /// and another program could then take the journal from under the library.
    ///
    /// # Errors
    /// [`FileError::OfLibrary`].
    pub fn allow_reading(&self, source: &Path) -> Result<(), FileError> {
        let Some(folder) = &self.library else {
            return Ok(());
        };
        match Identity::of(source) {
            Some(identity) if holds(folder, &identity) => Err(FileError::OfLibrary {
                path: source.to_owned(),
                folder: folder.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Refuses a folder that is a library's, or lies in it. It need not be there yet.
    ///
    /// # Errors
    /// [`FileError::InLibrary`].
    pub fn allow_folder(&self, folder: &Path) -> Result<(), FileError> {
        let absolute = std::path::absolute(folder).map_err(|error| FileError::writing(folder, error))?;
        // Of a folder that is to be made, its nearest ancestor that is there decides.
        let there = absolute.ancestors().find_map(|path| fs::canonicalize(path).ok());
        self.outside(folder, there.as_deref().unwrap_or(&absolute))
    }

    pub(super) fn allow_destination(
        &self,
        target: &Path,
        destination: &Destination,
    ) -> Result<(), FileError> {
        let path = destination.path();
        if let Destination::File(path) = destination {
            self.outside(target, path.parent().unwrap_or(path))?;
        }
        let identity = Identity::of(path);
        if let (Some(folder), Some(identity)) = (&self.library, &identity)
            && holds(folder, identity)
        {
            return Err(in_library(target, folder));
        }
        if identity.is_some() && self.reading.iter().any(|source| Identity::of(source) == identity) {
            return Err(FileError::IsSource {
                path: target.to_owned(),
            });
        }
        if is_library(path) || (matches!(destination, Destination::File(_)) && accompanies_library(path)) {
            return Err(FileError::IsLibrary {
                path: target.to_owned(),
            });
        }
        Ok(())
    }

    /// Refuses a folder that is a library's, or lies in it: the guarded one's, under whatever name, or another one's.
    fn outside(&self, target: &Path, folder: &Path) -> Result<(), FileError> {
        let guarded = self
            .library
            .as_ref()
            .and_then(|library| Some((library, Identity::of(library)?)));
        for above in folder.ancestors() {
            if let Some((library, identity)) = &guarded
                && Identity::of(above).as_ref() == Some(identity)
            {
                return Err(in_library(target, library));
            }
            // Also a link that leads nowhere: what it names may come back.
            if above.join(FILE_NAME).symlink_metadata().is_ok() {
                return Err(in_library(target, above));
            }
        }
        Ok(())
    }
}

fn in_library(target: &Path, folder: &Path) -> FileError {
    FileError::InLibrary {
        path: target.to_owned(),
        folder: folder.to_owned(),
    }
}

/// Whether a file in the folder is the same as another one: a hard link leads out of the folder.
fn holds(folder: &Path, identity: &Identity) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .into_iter()
        .any(|entry| Identity::of(&entry.path()).as_ref() == Some(identity))
}

/// Whether a file is a library or a backup of one, by its application id. Its form: <https://sqlite.org/fileformat2.html>.
fn is_library(path: &Path) -> bool {
    let mut header = Vec::with_capacity(72);
    let read = fs::metadata(path)
        .is_ok_and(|found| found.is_file())
        .then(|| File::open(path).and_then(|file| file.take(72).read_to_end(&mut header)));
    matches!(read, Some(Ok(_)))
        && header.starts_with(b"SQLite format 3\0")
        && header
            .get(68..72)
            .and_then(|bytes| bytes.try_into().ok())
            .map(u32::from_be_bytes)
            .map(i64::from)
            == Some(table::APPLICATION_ID)
}

/// Whether SQLite would take a file for a part of the library beside it.
fn accompanies_library(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    COMPANIONS
        .iter()
        .filter_map(|end| name.strip_suffix(end))
        .any(|library| is_library(&path.with_file_name(library)))
}
