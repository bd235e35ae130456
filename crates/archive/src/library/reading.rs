//! Connections that read beside whoever writes, and leave the library's folder as they found it.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};
use tempfile::{Builder, TempDir};

use crate::{error::ArchiveError, file_names::FILE_NAME, lock, private};

/// How a library is read. Its clones keep what it needs for as long as they live.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// Through the journal, beside a writer in this process or in another one.
    Beside {
        /// Whether there was one when reading began.
        writer: bool,
    },
    /// As a file that nobody can change: there is no journal, and the lock keeps writers away. For folders that cannot be written.
    Still {
        /// `None` where nobody has ever locked the library.
        _lock: Option<Arc<File>>,
    },
    /// From a copy of file and journal, for a journal that cannot be read where it is.
    Copy(Arc<TempDir>),
}

impl Way {
    /// Finds the way to read a library, and connects.
    ///
    /// What can be read in place is read in place. Where the folder cannot be written, SQLite can read neither a journal that a killed
    /// process left nor a file that has none, for it would make an index of the journal beside it.
    pub(super) fn find(folder: &Path, file: &Path) -> Result<(Self, Connection), ArchiveError> {
        let sqlite = |error| ArchiveError::from_sqlite(file, error);
        let in_place = if has_content(&journal_of(file)) && !index_of(file).exists() {
            None
        } else {
            let writer = journal_of(file).exists() && lock::try_share(folder).is_err();
            let beside = Way::Beside { writer };
            match beside.connect(file) {
                Ok(connection) => return Ok((beside, connection)),
                Err(error) => Some(error),
            }
        };
        if let Some(error) = in_place.filter(|error| !is_about_the_place(error)) {
            return Err(sqlite(error));
        }
        let lock = lock::share(folder)?.map(Arc::new);
        let way = if has_content(&journal_of(file)) {
            Way::Copy(Arc::new(copy(file)?))
        } else {
            Way::Still { _lock: lock }
        };
        let connection = way.connect(file).map_err(sqlite)?;
        Ok((way, connection))
    }

    /// Connects to read. Nothing can be written over the connection.
    pub(super) fn connect(&self, file: &Path) -> rusqlite::Result<Connection> {
        let connection = match self {
            Way::Beside { .. } => beside(file)?,
            Way::Still { .. } => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
                    | OpenFlags::SQLITE_OPEN_URI
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                Connection::open_with_flags(unchanging(file), flags)?
            }
            Way::Copy(folder) => Connection::open(folder.path().join(FILE_NAME))?,
        };
        connection.set_prepared_statement_cache_capacity(64);
        connection.pragma_update(None, "query_only", true)?;
        // Only the first reading says whether this place can be read in this way.
        match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                read_past_damage(&connection)?;
            }
            read => read?,
        }
        Ok(connection)
    }
}

/// Lets a connection that may not write read what SQLite would refuse as a whole: a file that has lost its end, or a damaged schema.
pub(super) fn read_past_damage(connection: &Connection) -> rusqlite::Result<()> {
    // Despite its name it makes nothing writable where `query_only` is set.
    connection.pragma_update(None, "writable_schema", true)
}

/// Connects as one of several.
///
/// A connection that may not write cannot make what SQLite needs to read a file without a journal, and cannot take it away again; one
/// that may write does both. The one that closes last must not put the journal into the file, unless it alone has the lock: see [`tidy`].
fn beside(file: &Path) -> rusqlite::Result<Connection> {
    let flags = if has_content(&journal_of(file)) || rolling_back(file).exists() {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(connection)
}

/// Lets a reading connection take the empty journal away when it closes, where nobody writes; the answer keeps writers away till then.
///
/// A journal with content stays: it is for the next writer, and nothing that reads changes the file. Where there was a writer before,
/// the journal is the writer's, and nobody waits for the lock; where there was none, who holds it may be about to let go.
pub(super) fn tidy(connection: &Connection, file: &Path, writer: bool) -> Option<File> {
    let folder = file.parent()?;
    if has_content(&journal_of(file)) {
        return None;
    }
    let lock = if writer {
        lock::try_share(folder).ok()?
    } else {
        lock::share(folder).ok()?
    };
    // Where this fails, an empty journal stays behind, which the next writer takes away.
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
    lock
}

/// Makes a folder for a copy that a library is read from.
pub(super) fn folder_of_a_copy() -> Result<TempDir, ArchiveError> {
    let place = std::env::temp_dir();
    private::temporary_folder(&mut Builder::new(), &place)
        .map_err(|error| ArchiveError::from_io(&place, error))
}

/// Copies file and journal into a folder that only this process uses.
fn copy(file: &Path) -> Result<TempDir, ArchiveError> {
    let folder = folder_of_a_copy()?;
    let to = folder.path().join(FILE_NAME);
    for (from, to) in [(file.to_owned(), to.clone()), (journal_of(file), journal_of(&to))] {
        fs::copy(&from, &to)
            .and_then(|_| make_writable(&to))
            .map_err(|error| ArchiveError::from_io(&from, error))?;
    }
    Ok(folder)
}

/// A copy has the mode of what it is a copy of, and SQLite must write to this one.
fn make_writable(path: &Path) -> std::io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
    #[cfg(not(unix))]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions)
}

/// Whether an error may come from a folder or a file that cannot be written, and not from what is in the file.
fn is_about_the_place(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure
                | ErrorCode::DiskFull
        )
    )
}

pub(super) fn journal_of(file: &Path) -> PathBuf {
    with_suffix(file, "-wal")
}

fn index_of(file: &Path) -> PathBuf {
    with_suffix(file, "-shm")
}

fn rolling_back(file: &Path) -> PathBuf {
    with_suffix(file, "-journal")
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    // SQLite follows a link and puts its own files beside the file itself.
    let there = fs::canonicalize(file);
    let mut name = there.as_deref().unwrap_or(file).as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

pub(super) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > 0)
}

/// Names a file to SQLite as one that does not change. The form: <https://sqlite.org/uri.html>.
fn unchanging(file: &Path) -> String {
    let mut uri = "file:".to_owned();
    for &byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn nobody_else_can_look_into_a_copy_that_a_library_is_read_from() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        for path in [&file, &journal_of(&file)] {
            fs::write(path, b"anything").unwrap();
        }
        let copied = copy(&file).unwrap();
        let mode = fs::metadata(copied.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
