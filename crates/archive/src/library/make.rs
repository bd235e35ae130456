//! Making a library where there is none, and saying so where none may be made.

use std::{
    fs::{self, OpenOptions as FileOptions},
    io,
    path::Path,
};

use rusqlite::Connection;

use super::{Access, OpenOptions, reading};
use crate::{
    error::ArchiveError,
    file_names::FILE_NAME,
    private,
    stamp::SessionId,
    table::{self, library},
};

/// Refuses a folder in which there is no library.
pub(super) fn must_be_there(folder: &Path, file: &Path) -> Result<(), ArchiveError> {
    match fs::metadata(file) {
        Ok(_) => Ok(()),
        Err(error) if is_missing(&error) => {
            refuse_journal_alone(file)?;
            Err(ArchiveError::NoLibrary {
                folder: folder.to_owned(),
            })
        }
        Err(error) => Err(ArchiveError::from_io(file, error)),
    }
}

/// Whether there is nothing under a name; a file in the place of a folder has nothing in it either.
fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Refuses to take a journal without its file for no library: it may hold acknowledged edits.
fn refuse_journal_alone(file: &Path) -> Result<(), ArchiveError> {
    if reading::has_content(&reading::journal_of(file)) {
        return Err(ArchiveError::Damaged {
            file: file.to_owned(),
            detail: "its file is missing, but its journal is there".to_owned(),
        });
    }
    Ok(())
}

/// Makes an empty library where there is none and one may be made; returns whether it did. The lock is held.
pub(super) fn make_where_missing(
    folder: &Path,
    file: &Path,
    options: &OpenOptions,
) -> Result<bool, ArchiveError> {
    match fs::metadata(file) {
        Ok(_) => Ok(false),
        Err(error) if is_missing(&error) && options.access == Access::Create => {
            refuse_journal_alone(file)?;
            make(folder, file, options.session).map(|()| true)
        }
        Err(error) => Err(ArchiveError::from_io(file, error)),
    }
}

/// Makes an empty library beside its place and moves it there, so that nobody ever finds half of one.
fn make(folder: &Path, file: &Path, session: SessionId) -> Result<(), ArchiveError> {
    let new = folder.join(format!("{FILE_NAME}.new"));
    let io = |error: io::Error| ArchiveError::from_io(&new, error);
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    // SQLite gives the journal the mode of the file, so that it is enough to give it to the file.
    private::open(FileOptions::new().create_new(true).write(true), &new).map_err(io)?;
    let made = (|| {
        let mut connection = Connection::open(&new)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        table::migrate(&mut connection)?;
        library::begin(&connection, session)
    })();
    made.map_err(|error| ArchiveError::from_sqlite(&new, error))?;
    fs::rename(&new, file).map_err(io)?;
    private::sync_folder(folder).map_err(|error| ArchiveError::from_io(folder, error))
}
