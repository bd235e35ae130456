//! A copy of the whole library as one file.

use std::{
    fs::{self, OpenOptions},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::Library;
use crate::{error::ArchiveError, private};

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
    /// Copies the library, as it is at this moment, to the file `to`, which then is a library by itself: put it into a folder as [`super::FILE_NAME`].
    ///
    /// The copy is written beside its place, verified, and only then given its name; an existing file is not overwritten. `progress`
    /// may break off. The copy may be read by those who may read the library.
    ///
    /// # Errors
    /// [`ArchiveError::TargetExists`], [`ArchiveError::Cancelled`], [`ArchiveError::CopyNotGood`], or that the disk does not take it.
    pub fn backup(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        if fs::symlink_metadata(to).is_ok() {
            return Err(ArchiveError::TargetExists { path: to.to_owned() });
        }
        let part = PathBuf::from(format!("{}.part", to.display()));
        let copied = self.copy_to(&part, progress).and_then(|()| {
            // A hard link fails where the name was taken meanwhile; a rename would overwrite.
            fs::hard_link(&part, to)
                .or_else(|_| rename_new(&part, to))
                .map_err(|error| ArchiveError::from_io(to, error))
        });
        let cleared = fs::remove_file(&part);
        copied?;
        match cleared {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(ArchiveError::from_io(&part, error))
            }
            _ => Ok(()),
        }
    }

    fn copy_to(
        &self,
        part: &Path,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        match fs::remove_file(part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::from_io(part, error));
            }
            _ => {}
        }
        let sqlite = |error| ArchiveError::from_sqlite(part, error);
        let io = |error| ArchiveError::from_io(part, error);
        private::open(OpenOptions::new().create_new(true).write(true), part).map_err(io)?;
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
        fs::set_permissions(part, mode.permissions()).map_err(io)?;
        fs::File::open(part)
            .and_then(|file| file.sync_all())
            .map_err(|error| ArchiveError::from_io(part, error))
    }
}

/// For disks without hard links, such as a memory stick.
fn rename_new(from: &Path, to: &Path) -> std::io::Result<()> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}
