//! Opening a library: what is refused, what is made, and what is found damaged.

use std::{
    fs::{self, File, OpenOptions as FileOptions},
    io::{self, Read},
    ops::ControlFlow,
    path::Path,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use visit::VisitId;

use super::{
    FILE_NAME, Library, Progress,
    reading::{self, Way},
};
use crate::{
    error::ArchiveError,
    lock, private, seal,
    stamp::SessionId,
    table::{self, changes, snapshots, visits},
};

/// What a library is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read it, beside whoever has it open, and also where its folder cannot be written. Nothing in the folder is changed.
    Read,
    /// To change a library that is there. One at a time may do that; another one is waited for, for two seconds.
    Write,
    /// To change it, and to make it where there is none.
    Create,
}

/// How a library is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOptions {
    /// The session, unlike any other there ever was.
    pub session: SessionId,
    /// What for.
    pub access: Access,
}

/// What was found when a library was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenReport {
    /// Whether there was no library in the folder, so that an empty one was made.
    pub created: bool,
    /// What is wrong with the file as a whole. Such a library can be read and rescued; it is not written.
    pub damage: Option<String>,
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
    /// Opens the library in `folder`.
    ///
    /// The pages of the file are looked through; the stored histories are read when a visit is opened, or by
    /// [`Library::damaged_visits`].
    ///
    /// # Errors
    /// [`ArchiveError::NoLibrary`] where none is there or made, [`ArchiveError::AlreadyOpen`] where another one writes and this one is to
    /// write too, [`ArchiveError::NewerLibrary`], [`ArchiveError::NotALibrary`], [`ArchiveError::Damaged`], [`ArchiveError::ReadOnly`],
    /// [`ArchiveError::DiskFull`], [`ArchiveError::Folder`] or [`ArchiveError::Storage`]. A file that is refused is left as it is.
    pub fn open(folder: &Path, options: &OpenOptions) -> Result<(Library, OpenReport), ArchiveError> {
        let file = folder.join(FILE_NAME);
        let mut created = false;
        if options.access == Access::Create {
            private::make_folder(folder).map_err(|error| ArchiveError::from_io(folder, error))?;
        } else {
            must_be_there(folder, &file)?;
        }
        let mut library = if options.access == Access::Read {
            refuse_foreign(&file)?;
            let (way, connection) = Way::find(folder, &file)?;
            let damage = damage_of(&connection).map_err(|error| ArchiveError::from_sqlite(&file, error))?;
            Library {
                connection,
                file,
                session: options.session,
                damage,
                way,
                lock: None,
            }
        } else {
            let lock = lock::take(folder)?;
            created = make_where_missing(folder, &file, options.access)?;
            refuse_foreign(&file)?;
            let (connection, damage) =
                connect(&file).map_err(|error| ArchiveError::from_sqlite(&file, error))?;
            Library {
                connection,
                file,
                session: options.session,
                damage,
                way: Way::Beside,
                lock: Some(lock),
            }
        };
        library.refuse_newer()?;
        if library.damage.is_none() && options.access != Access::Read {
            let migrated = prepare(&mut library.connection);
            migrated.map_err(|error| library.sqlite(error))?;
        }
        library.look_through_the_list()?;
        let report = OpenReport {
            created,
            damage: library.damage.clone(),
        };
        Ok((library, report))
    }

    /// Opens the library once more, to read it beside this one: over a connection of its own, which waits for nobody and keeps nobody
    /// waiting.
    ///
    /// # Errors
    /// As for [`Library::open`].
    pub fn reader(&self) -> Result<Library, ArchiveError> {
        let connection = self.way.connect(&self.file).map_err(|error| self.sqlite(error))?;
        Ok(Library {
            connection,
            file: self.file.clone(),
            session: self.session,
            damage: self.damage.clone(),
            way: self.way.clone(),
            lock: None,
        })
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

    /// Notes it as damage where the list of visits cannot be read to its end.
    fn look_through_the_list(&mut self) -> Result<(), ArchiveError> {
        let (listed, stopped) = visits::readable(&self.connection);
        match stopped {
            Some(error) if listed.is_empty() => Err(self.sqlite(error)),
            Some(_) => {
                self.damage
                    .get_or_insert_with(|| "the list of visits cannot be read to its end".to_owned());
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Finds the visits whose stored histories fail their checksums, and which therefore cannot be opened. The others can.
    ///
    /// It reads every history, so it is done beside other work and not when a library is opened. `progress` may break off.
    ///
    /// # Errors
    /// [`ArchiveError::Cancelled`].
    pub fn damaged_visits(
        &self,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<DamagedVisit>, ArchiveError> {
        let (listed, _) = visits::readable(&self.connection);
        let total = listed.len();
        let mut damaged = Vec::new();
        for (done, visit) in listed.into_iter().enumerate() {
            if progress(Progress { done, total }).is_break() {
                return Err(ArchiveError::Cancelled);
            }
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

/// Refuses a folder in which there is no library.
fn must_be_there(folder: &Path, file: &Path) -> Result<(), ArchiveError> {
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
fn make_where_missing(folder: &Path, file: &Path, access: Access) -> Result<bool, ArchiveError> {
    match fs::metadata(file) {
        Ok(_) => Ok(false),
        Err(error) if is_missing(&error) && access == Access::Create => {
            refuse_journal_alone(file)?;
            make(folder, file).map(|()| true)
        }
        Err(error) => Err(ArchiveError::from_io(file, error)),
    }
}

/// Makes an empty library beside its place and moves it there, so that nobody ever finds half of one.
fn make(folder: &Path, file: &Path) -> Result<(), ArchiveError> {
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
        table::migrate(&mut connection)
    })();
    made.map_err(|error| ArchiveError::from_sqlite(&new, error))?;
    fs::rename(&new, file).map_err(io)?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| ArchiveError::from_io(folder, error))
}

/// Looks at the first 100 bytes without SQLite, which might write to the file. Their form: <https://sqlite.org/fileformat2.html>.
///
/// It comes before the connection: POSIX takes a process's locks on a file away when any handle on it is closed.
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
    connection.set_prepared_statement_cache_capacity(64);
    let damage = damage_of(&connection)?;
    if damage.is_some() {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok((connection, damage))
}

/// Looks through the pages of the file; returns what is wrong with them.
fn damage_of(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let verdict: rusqlite::Result<String> =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match verdict {
        Ok(verdict) if verdict == "ok" => Ok(None),
        Ok(verdict) => Ok(Some(verdict)),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            Ok(Some(error.to_string()))
        }
        Err(error) => Err(error),
    }
}

/// Makes every commit durable before it is answered, and brings the file to the newest form.
fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    table::migrate(connection)
}
