//! A copy of the whole library as one file.

use std::{fs, ops::ControlFlow, path::Path};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::Library;
use crate::{error::ArchiveError, files::Draft};

/// How far a backup or a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How much is done.
    pub done: usize,
    /// Of how much.
    pub total: usize,
}

/// How many pages of 4 KiB are copied between two reports of progress.
const PAGES: i32 = 256;

impl Library {
    /// Copies the library, as it is at this moment, to the file `to`, which then is a library by itself: put it into a folder as [`crate::FILE_NAME`].
    ///
    /// The copy is written beside its place, verified, and only then given its name; an existing file is not overwritten, and nothing is
    /// written into the library's own folder. `progress`
    /// may break off. The copy may be read by those who may read the library.
    ///
    /// # Errors
    /// [`ArchiveError::TargetExists`], [`ArchiveError::Cancelled`], [`ArchiveError::CopyNotGood`], or that the disk does not take it.
    pub fn backup(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        let draft = Draft::new(to, &self.guard())?;
        self.copy_to(draft.path(), progress)
            .map_err(|error| error.about(draft.path(), to))?;
        Ok(draft.publish()?)
    }

    fn copy_to(
        &self,
        part: &Path,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        let sqlite = |error| ArchiveError::from_sqlite(part, error);
        let mut copy = Connection::open(part).map_err(sqlite)?;
        {
            // Were somebody to write between two steps, the copying would begin anew, and again with the next edit.
            let _moment = self.at_one_moment().map_err(|error| self.sqlite(error))?;
            let backup = Backup::new(&self.connection, &mut copy).map_err(sqlite)?;
            loop {
                let step = backup.step(PAGES).map_err(sqlite)?;
                let state = backup.progress();
                let total = usize::try_from(state.pagecount).unwrap_or_default();
                let left = usize::try_from(state.remaining).unwrap_or_default();
                if progress(Progress {
                    done: total.saturating_sub(left),
                    total,
                })
                .is_break()
                {
                    return Err(ArchiveError::Cancelled);
                }
                match step {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => {
                        return Err(ArchiveError::CopyNotGood {
                            path: part.to_owned(),
                        });
                    }
                }
            }
        }
        // Putting it back is no loss of what was acknowledged since, so it is not compared with the library that it was taken from.
        if self.damage.is_none() {
            crate::table::library::set_lineage(&copy, crate::table::library::COPY).map_err(sqlite)?;
        }
        // One file, with no journal beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")
            .map_err(sqlite)?;
        drop(copy);
        let copy = Connection::open_with_flags(part, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sqlite)?;
        let verdict: String = copy
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(sqlite)?;
        if verdict != "ok" && self.damage.is_none() {
            return Err(ArchiveError::CopyNotGood {
                path: part.to_owned(),
            });
        }
        drop(copy);
        let mode = fs::metadata(&self.file).map_err(|error| ArchiveError::from_io(&self.file, error))?;
        fs::set_permissions(part, mode.permissions()).map_err(|error| ArchiveError::from_io(part, error))
    }
}
