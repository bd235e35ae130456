//! Opening a library: what is refused, what is made, and what is found damaged.

use std::{fs::File, io::Read, ops::ControlFlow, path::Path};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    Access, FileDamage, Library, OpenOptions, Progress,
    examine::examine,
    make::{make_where_missing, must_be_there},
    reading::{self, Way},
};
use crate::{
    acknowledged::{self, Acknowledged, Mark},
    error::{ArchiveError, Unreadable},
    file_names::FILE_NAME,
    files::FileError,
    lock,
    name::DocumentName,
    own, private, seal,
    stamp::SessionId,
    table::{
        self, changes,
        library::{self, Whole},
        snapshots,
    },
};

/// What was found when a library was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenReport {
    /// Whether there was no library in the folder, so that an empty one was made.
    pub created: bool,
    /// What is wrong with the file as a whole. Such a library can be read and rescued; it is not written.
    pub damage: Option<FileDamage>,
}

/// A document that cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedDocument {
    /// What it is called.
    pub name: DocumentName,
    /// The title, as the list has it; empty where that too is unreadable.
    pub title: String,
    /// What is wrong.
    pub detail: String,
}

impl Library {
    /// Opens the library in `folder`.
    ///
    /// The pages of the file are looked through; the stored histories are read when a document is opened, or by
    /// [`Library::damaged_documents`].
    ///
    /// # Errors
    /// [`ArchiveError::NoLibrary`] where none is there or made, [`ArchiveError::AlreadyOpen`] where another one writes and this one is to
    /// write too, [`ArchiveError::NewerLibrary`], [`ArchiveError::NotALibrary`], [`ArchiveError::Damaged`], [`ArchiveError::ReadOnly`],
    /// [`ArchiveError::DiskFull`], [`ArchiveError::Folder`] or [`ArchiveError::Storage`]. A file that is refused is left as it is.
    ///
    /// # Examples
    /// ```
    /// use archive::{Access, Library, OpenOptions, SessionId};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// let options = OpenOptions {
    ///     // From outside, and never the same again.
    ///     session: SessionId([7; 16]),
    ///     access: Access::Create,
    /// };
    /// let (library, report) = Library::open(folder, &options)?;
    ///
    /// assert!(report.created);
    /// assert_eq!(library.list::<visit::Visit>()?, []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(folder: &Path, options: &OpenOptions) -> Result<(Library, OpenReport), ArchiveError> {
        Self::open_as(folder, options).map_err(|error| match error {
            // Who only reads is not told to look for a place to write.
            ArchiveError::ReadOnly { path } if options.access == Access::Read => {
                ArchiveError::File(FileError::Unreadable {
                    path,
                    source: std::io::ErrorKind::PermissionDenied.into(),
                })
            }
            other => other,
        })
    }

    fn open_as(folder: &Path, options: &OpenOptions) -> Result<(Library, OpenReport), ArchiveError> {
        let folder = &own::home(folder)?;
        own::check(folder)?;
        let file = folder.join(FILE_NAME);
        let mut created = false;
        if options.access == Access::Create {
            private::make_folder(folder).map_err(|error| ArchiveError::from_io(folder, error))?;
        } else {
            must_be_there(folder, &file)?;
        }
        let acknowledged = Acknowledged::in_folder(folder);
        let mark;
        let mut library = if options.access == Access::Read {
            refuse_foreign(&file)?;
            // Before the library is read: whoever writes to it meanwhile commits first and notes that afterwards.
            mark = acknowledged::read(folder);
            let (way, connection) = Way::find(folder, &file)?;
            let damage = damage_of(&connection).map_err(|error| ArchiveError::from_sqlite(&file, error))?;
            Library {
                connection,
                file,
                session: options.session,
                damage,
                way,
                acknowledged,
                lock: None,
            }
        } else {
            let lock = lock::take(folder)?;
            mark = acknowledged::read(folder);
            created = make_where_missing(folder, &file, options)?;
            refuse_foreign(&file)?;
            let (connection, damage) =
                connect(&file).map_err(|error| ArchiveError::from_sqlite(&file, error))?;
            Library {
                connection,
                file,
                session: options.session,
                damage,
                way: Way::Beside { writer: true },
                acknowledged,
                lock: Some(lock),
            }
        };
        library.refuse_newer()?;
        library.examine(mark, options.access)?;
        if library.damage.is_none() && options.access != Access::Read {
            let prepared = prepare(&mut library.connection, options.session);
            let whole = prepared.map_err(|error| library.sqlite(error))?;
            library.acknowledged.note(Mark::of(&whole));
        }
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
            acknowledged: Acknowledged::in_folder(self.file.parent().unwrap_or(&self.file)),
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

    /// Notes as damage what is wrong with the library as a whole, and refuses one of which nothing is left.
    pub(super) fn examine(&mut self, mark: Option<Mark>, access: Access) -> Result<(), ArchiveError> {
        let (problems, missing) = {
            // Somebody may be writing, and what is compared is to be of one moment. Where it cannot be fixed, that is found.
            let _moment = self.at_one_moment();
            (examine(&self.connection), self.missing_of(mark))
        };
        if self.damage.is_none() && !problems.is_empty() {
            self.damage = Some(FileDamage::Content(problems.join("; ")));
        }
        // What is damaged besides is to be rescued: that it lacks something is then the lesser trouble.
        if let (None, Some(missing)) = (&self.damage, missing) {
            self.damage = Some(FileDamage::Behind(missing));
            only_read(&self.connection).map_err(|error| self.sqlite(error))?;
            // Reading gives what is there, were it nothing: that is what its user has to know.
            if access == Access::Read {
                return Ok(());
            }
            return Err(ArchiveError::Behind {
                file: self.file.clone(),
                missing,
                left: self.list_damaged().len(),
            });
        }
        let Some(detail) = &self.damage else {
            return Ok(());
        };
        only_read(&self.connection).map_err(|error| self.sqlite(error))?;
        if self.list_damaged().is_empty() {
            return Err(ArchiveError::Damaged {
                file: self.file.clone(),
                detail: format!("{detail}; no document can be found in it"),
            });
        }
        Ok(())
    }

    /// How many acknowledged writes the library lacks, by the second count of them.
    pub(super) fn missing_of(&self, mark: Option<Mark>) -> Option<u64> {
        let whole = library::read(&self.connection).ok()?;
        mark?.missing_in(&whole)
    }

    /// Takes the library in `folder` as it is now, where [`Library::open`] has refused it with [`ArchiveError::Behind`]. Returns how many
    /// documents it has, where anything was missing; where nothing was, nothing is changed. What is lost later will be noticed in both cases.
    ///
    /// # Errors
    /// [`ArchiveError::AlreadyOpen`], that the folder may not be written, or why the library cannot be read.
    pub fn accept(folder: &Path) -> Result<Option<usize>, ArchiveError> {
        let folder = &own::home(folder)?;
        own::check(folder)?;
        must_be_there(folder, &folder.join(FILE_NAME))?;
        let _lock = lock::take(folder)?;
        let reading = OpenOptions {
            // Nothing is written under it.
            session: SessionId([0; 16]),
            access: Access::Read,
        };
        let (library, report) = Self::open(folder, &reading)?;
        if !matches!(report.damage, Some(FileDamage::Behind(_))) {
            return Ok(None);
        }
        let whole = library::read(&library.connection).map_err(|error| library.sqlite(error))?;
        acknowledged::forget(folder).map_err(|error| ArchiveError::from_io(folder, error))?;
        // At once, and not with the next write: what is lost until then would go unseen.
        Acknowledged::in_folder(folder).note(Mark::of(&whole));
        Ok(Some(library.list_damaged().len()))
    }

    /// Finds the documents whose stored histories fail their checksums, and which therefore cannot be opened. The others can.
    ///
    /// It reads every history, so it is done beside other work and not when a library is opened. `progress` may break off.
    ///
    /// # Errors
    /// [`ArchiveError::Cancelled`].
    pub fn damaged_documents(
        &self,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<DamagedDocument>, ArchiveError> {
        let listed = self.list_damaged();
        let total = listed.len();
        let mut damaged = Vec::new();
        for (done, document) in listed.into_iter().enumerate() {
            if progress(Progress { done, total }).is_break() {
                return Err(ArchiveError::Cancelled);
            }
            let found = if document.damaged {
                Err(Unreadable::Entry.to_string())
            } else {
                self.verify_blobs(&document.name)
            };
            if let Err(detail) = found {
                damaged.push(DamagedDocument {
                    title: document.title(),
                    name: document.name,
                    detail,
                });
            }
        }
        Ok(damaged)
    }

    fn verify_blobs(&self, name: &DocumentName) -> Result<(), String> {
        let snapshot = snapshots::one(&self.connection, name).map_err(|error| error.to_string())?;
        seal::verify(&snapshot.unwrap_or_default()).map_err(|error| error.to_string())?;
        let later = changes::of_document(&self.connection, name).map_err(|error| error.to_string())?;
        later
            .iter()
            .try_for_each(|row| seal::verify(&row.bytes))
            .map_err(|error| error.to_string())
    }
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
        Some(found) if ours && found >= table::OLDEST => Ok(()),
        _ => Err(ArchiveError::NotALibrary {
            file: file.to_owned(),
        }),
    }
}

/// Connects to the file and looks for damage before anything is written.
fn connect(file: &Path) -> rusqlite::Result<(Connection, Option<FileDamage>)> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    let damage = damage_of(&connection)?;
    if damage.is_some() {
        only_read(&connection)?;
    }
    Ok((connection, damage))
}

/// Lets a connection only read, and read also what SQLite would refuse as a whole: a file that has lost its end, or a damaged schema.
fn only_read(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "query_only", true)?;
    reading::read_past_damage(connection)
}

/// Looks through the pages of the file; returns what is wrong with them.
fn damage_of(connection: &Connection) -> rusqlite::Result<Option<FileDamage>> {
    let verdict: rusqlite::Result<String> =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match verdict {
        Ok(verdict) if verdict == "ok" => Ok(None),
        Ok(verdict) => Ok(Some(FileDamage::Content(in_one_line(&verdict)))),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            Ok(Some(FileDamage::Content(error.to_string())))
        }
        Err(error) => Err(error),
    }
}

/// Returns what SQLite found in a file as a part of a sentence: it heads its findings with the name of the database, on a line of its own.
pub(super) fn in_one_line(finding: &str) -> String {
    let lines = finding.lines().filter(|line| !line.starts_with("***"));
    lines.collect::<Vec<_>>().join("; ")
}

/// Makes every commit durable before it is answered, and brings the file to the newest form.
fn prepare(connection: &mut Connection, session: SessionId) -> rusqlite::Result<Whole> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    table::migrate(connection)?;
    let whole = library::read(connection)?;
    if whole.lineage != library::COPY {
        return Ok(whole);
    }
    // From here on the copy is a library of its own.
    let tx = connection.transaction()?;
    library::set_lineage(&tx, session.0)?;
    let whole = library::advance(&tx)?;
    tx.commit()?;
    Ok(whole)
}
