//! Files in and out: `archive` reads and writes them; the desk says which ones are not to be touched.

use std::path::Path;

use archive::files::{self, FileError, Guard, Limit};

use crate::{Desk, DeskError, Job, JobStep};

/// The most that a file may have which is imported: what a visit file and a calendar may have, so that no more than that is read
/// before it is refused.
pub const MAX_IMPORT: Limit = Limit {
    bytes: 64 << 20,
    of: "a file to import",
};

/// Reads a file that is none of those of the library in `folder`, and tells how far that is.
pub(crate) fn read(folder: &Path, path: &Path, job: &Job) -> Result<Vec<u8>, DeskError> {
    Guard::library(folder).allow_reading(path)?;
    let read = files::read(path, MAX_IMPORT, &mut |bytes| {
        job.follow_bytes(JobStep::Reading, bytes)
    });
    Ok(read?)
}

impl Desk {
    /// Writes what was exported into a file, through [`archive::files::write`]. An older file stays as it was where that fails.
    ///
    /// # Errors
    /// Where the target belongs to a library, or cannot be written; [`DeskError::Cancelled`] while nobody reads from a pipe.
    pub fn write_file(&self, path: &Path, bytes: &[u8], job: &Job) -> Result<(), DeskError> {
        Ok(files::write(path, bytes, &self.guard(), &mut || job.flow())?)
    }

    /// Makes a folder for exports, with those above it that are missing.
    ///
    /// # Errors
    /// Where it would lie in the library's, or cannot be made.
    pub fn make_folder(&self, folder: &Path) -> Result<(), DeskError> {
        Ok(files::make_folder(folder, &self.guard())?)
    }

    /// Refuses a file that nothing may be written to, before the work that would be in vain.
    ///
    /// # Errors
    /// Where the target belongs to the library, or cannot be a file.
    pub fn allow_file(&self, path: &Path) -> Result<(), DeskError> {
        Ok(self.guard().allow(path)?)
    }

    fn guard(&self) -> Guard {
        Guard::library(&self.folder)
    }
}

impl From<FileError> for DeskError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Cancelled => DeskError::Cancelled,
            other => DeskError::File(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_one_of_the_readers_takes() {
        let most = visit::MAX_VISIT_BYTES.max(ical::MAX_BYTES);
        assert_eq!(usize::try_from(MAX_IMPORT.bytes), Ok(most));
    }
}
