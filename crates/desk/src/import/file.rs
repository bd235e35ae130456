//! A file on its way into a library, which is there already or is made for it.

use std::path::{Path, PathBuf};

use visit::{Lang, VisitFile};

use super::looks_like_json;
use crate::{DeskError, Job, JobStep, LIBRARY_FILE, files};

/// A file to import, read whole.
#[derive(Debug)]
pub struct FileToImport {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

impl FileToImport {
    /// Reads a file that is to go into the library in `folder`. Where there is no library yet, it is also seen to that the file can go into
    /// one, so that none is made in vain.
    ///
    /// # Errors
    /// As for [`Desk::import`](crate::Desk::import).
    pub fn read(folder: &Path, path: &Path, job: &Job) -> Result<Self, DeskError> {
        let file = Self::of(folder, path, job)?;
        if !folder.join(LIBRARY_FILE).exists() {
            file.check()?;
        }
        Ok(file)
    }

    /// Reads a file that is to go into a library that is open.
    pub(super) fn of(folder: &Path, path: &Path, job: &Job) -> Result<Self, DeskError> {
        job.report(JobStep::Reading, 0, None);
        Ok(Self {
            path: path.to_owned(),
            bytes: files::read(folder, path, job)?,
        })
    }

    fn check(&self) -> Result<(), DeskError> {
        let path = || self.path.clone();
        if looks_like_json(&self.bytes) {
            let visits = VisitFile::list_from_bytes(&self.bytes);
            return match visits
                .map_err(|refusal| DeskError::NotAVisit {
                    path: path(),
                    refusal,
                })?
                .is_empty()
            {
                true => Err(DeskError::NoVisits { path: path() }),
                false => Ok(()),
            };
        }
        match ical::read(&self.bytes, &Lang::from("en")) {
            Ok(_) => Ok(()),
            Err(error) => Err(DeskError::Calendar { path: path(), error }),
        }
    }
}
