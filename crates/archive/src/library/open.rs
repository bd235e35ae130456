//! Opening a library: what is refused, what is made, and what is found damaged.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use visit::VisitId;

use super::{FILE_NAME, Library};
use crate::{
    error::ArchiveError,
    lock, seal,
    stamp::SessionId,
    table::{self, changes, snapshots, visits},
};

/// How a library is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOptions {
    /// The session, unlike any other there ever was.
    pub session: SessionId,
}

/// What was found when a library was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenReport {
    /// Whether there was no library in the folder, so that an empty one was made.
    pub created: bool,
    /// What is wrong with the file as a whole. Such a library can be read and rescued; it is not written.
    pub damage: Option<String>,
    /// The visits that cannot be opened. The others can.
    pub damaged: Vec<DamagedVisit>,
}

/// A visit that cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedVisit {
    /// The id.
    pub id: VisitId,
    /// The title, as the list of visits has it; empty where that too is unreadable.
    pub title: String,
    /// What is wrong.
    pub detail: String,
}

impl Library {
    /// Opens the library in `folder`, and makes it where there is none.
    ///
    /// Every stored blob is verified against its checksum; the histories themselves are read when a visit is opened.
    ///
    /// # Errors
    /// [`ArchiveError::AlreadyOpen`], [`ArchiveError::NewerLibrary`], [`ArchiveError::NotALibrary`], [`ArchiveError::Damaged`],
    /// [`ArchiveError::ReadOnly`], [`ArchiveError::DiskFull`], [`ArchiveError::Folder`] or [`ArchiveError::Storage`]. A file that
    /// is refused is left as it is.
    pub fn open(folder: &Path, options: &OpenOptions) -> Result<(Library, OpenReport), ArchiveError> {
        fs::create_dir_all(folder).map_err(|error| ArchiveError::from_io(folder, error))?;
        let lock = lock::take(folder)?;
        let file = folder.join(FILE_NAME);
        let created = match fs::metadata(&file) {
            Ok(_) => false,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                make(folder, &file)?;
                true
            }
            Err(error) => return Err(ArchiveError::from_io(&file, error)),
        };
        refuse_foreign(&file)?;
        let (connection, damage) = connect(&file).map_err(|error| ArchiveError::from_sqlite(&file, error))?;
        let mut library = Library {
            connection,
            file,
            session: options.session,
            damage,
            _lock: lock,
        };
        library.refuse_newer()?;
        if library.damage.is_none() {
            let migrated = prepare(&mut library.connection);
            migrated.map_err(|error| library.sqlite(error))?;
        }
        let damaged = library.damaged_visits()?;
        let report = OpenReport {
            created,
            damage: library.damage.clone(),
            damaged,
        };
        Ok((library, report))
    }

    /// A newer version may have left its form in the journal only, which the first page does not show yet.
    fn refuse_newer(&self) -> Result<(), ArchiveError> {
        let found = table::form_of(&self.connection).map_err(|error| self.sqlite(error))?;
        if found > table::FORM {
            return Err(ArchiveError::NewerLibrary {
                file: self.file.clone(),
                found,
                known: table::FORM,
            });
        }
        Ok(())
    }

    /// Finds the visits whose blobs fail their checksums.
    fn damaged_visits(&mut self) -> Result<Vec<DamagedVisit>, ArchiveError> {
        let (listed, stopped) = visits::readable(&self.connection);
        if let Some(error) = stopped {
            if listed.is_empty() {
                return Err(self.sqlite(error));
            }
            self.damage
                .get_or_insert_with(|| "the list of visits cannot be read to its end".to_owned());
        }
        let mut damaged = Vec::new();
        for visit in listed {
            if let Err(detail) = self.verify_blobs(&visit.id) {
                damaged.push(DamagedVisit {
                    title: visit.title().to_owned(),
                    id: visit.id,
                    detail,
                });
            }
        }
        Ok(damaged)
    }

    fn verify_blobs(&self, id: &VisitId) -> Result<(), String> {
        let snapshot = snapshots::one(&self.connection, id).map_err(|error| error.to_string())?;
        seal::verify(&snapshot.unwrap_or_default()).map_err(|error| error.to_string())?;
        let later = changes::of_visit(&self.connection, id).map_err(|error| error.to_string())?;
        later
            .iter()
            .try_for_each(|row| seal::verify(&row.bytes))
            .map_err(|error| error.to_string())
    }
}

/// Makes an empty library beside its place and moves it there, so that nobody ever finds half of one.
fn make(folder: &Path, file: &Path) -> Result<(), ArchiveError> {
    let journal = PathBuf::from(format!("{}-wal", file.display()));
    if fs::metadata(&journal).is_ok_and(|found| found.len() > 0) {
        let detail = "its file is missing, but its journal is there".to_owned();
        return Err(ArchiveError::Damaged {
            file: file.to_owned(),
            detail,
        });
    }
    let new = folder.join(format!("{FILE_NAME}.new"));
    let io = |error| ArchiveError::from_io(&new, error);
    match fs::remove_file(&new) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    let made = (|| {
        let mut connection = Connection::open(&new)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        table::migrate(&mut connection)
    })();
    made.map_err(|error| ArchiveError::from_sqlite(&new, error))?;
    fs::rename(&new, file).map_err(io)?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| ArchiveError::from_io(folder, error))
}

/// Looks at the first 100 bytes without SQLite, which might write to the file. Their form: <https://sqlite.org/fileformat2.html>.
fn refuse_foreign(file: &Path) -> Result<(), ArchiveError> {
    let mut header = Vec::with_capacity(100);
    let mut opened = File::open(file).map_err(|error| ArchiveError::from_io(file, error))?;
    opened
        .by_ref()
        .take(100)
        .read_to_end(&mut header)
        .map_err(|error| ArchiveError::from_io(file, error))?;
    if header.is_empty() {
        return Err(ArchiveError::Damaged {
            file: file.to_owned(),
            detail: "the file is empty".to_owned(),
        });
    }
    let number = |at: usize| {
        let bytes = header.get(at..at + 4)?.try_into().ok()?;
        Some(i64::from(u32::from_be_bytes(bytes)))
    };
    let ours = header.starts_with(b"SQLite format 3\0") && number(68) == Some(table::APPLICATION_ID);
    match number(60) {
        Some(found) if ours && found > table::FORM => Err(ArchiveError::NewerLibrary {
            file: file.to_owned(),
            found,
            known: table::FORM,
        }),
        Some(_) if ours => Ok(()),
        _ => Err(ArchiveError::NotALibrary {
            file: file.to_owned(),
        }),
    }
}

/// Connects to the file and looks for damage before anything is written.
fn connect(file: &Path) -> rusqlite::Result<(Connection, Option<String>)> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // Nobody else may write to the file behind our back, not even a program that knows nothing of our lock.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.set_prepared_statement_cache_capacity(64);
    let verdict: rusqlite::Result<String> =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    let damage = match verdict {
        Ok(verdict) if verdict == "ok" => None,
        Ok(verdict) => Some(verdict),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            Some(error.to_string())
        }
        Err(error) => return Err(error),
    };
    if damage.is_some() {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok((connection, damage))
}

/// Makes every commit durable before it is answered, and brings the file to the newest form.
fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    table::migrate(connection)
}
