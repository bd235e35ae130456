//! `library`: one row for the library as a whole: which library it is, how many writes it has taken, and which documents it has.

use rusqlite::{Connection, params};

use super::Migration;
use crate::{
    checksum::{self, Checksum, Columns},
    stamp::SessionId,
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    form: 2,
    // `documents` is the sum of the checksums of the rows of `documents`: a row that is gone, or that came from elsewhere, shows.
    sql: "CREATE TABLE library (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        lineage BLOB NOT NULL,
        commits INTEGER NOT NULL,
        documents BLOB NOT NULL,
        checksum BLOB NOT NULL
    ) STRICT;",
}];

/// The library as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// The id of this library, unlike that of any other. In a backup copy that nobody has opened to write it is [`COPY`].
    pub(crate) lineage: [u8; 16],
    /// How many transactions the library has taken.
    pub(crate) commits: i64,
    /// The sum of the checksums of the documents.
    pub(crate) documents: Checksum,
}

/// The lineage of a copy that has not begun one of its own.
pub(crate) const COPY: [u8; 16] = [0; 16];

impl Whole {
    fn checksum(&self) -> Checksum {
        Columns::of("library")
            .bytes(&self.lineage)
            .number(self.commits)
            .bytes(&self.documents.0)
            .finish()
    }
}

/// Reads the row; a damage error where it is missing or is not what was written.
pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Whole> {
    let mut read = connection
        .prepare_cached("SELECT lineage, commits, documents, checksum FROM library WHERE one = 1")?;
    let row = read.query_row([], |row| {
        let bytes = |column| -> rusqlite::Result<Option<[u8; 16]>> {
            Ok(row.get_ref(column)?.as_bytes()?.try_into().ok())
        };
        Ok((bytes(0)?, row.get::<_, i64>(1)?, bytes(2)?, bytes(3)?))
    });
    match row {
        Ok((Some(lineage), commits, Some(documents), Some(stored))) => {
            let whole = Whole {
                lineage,
                commits,
                documents: Checksum(documents),
            };
            if whole.checksum().0 == stored {
                Ok(whole)
            } else {
                Err(checksum::mismatch("library"))
            }
        }
        Ok(_) | Err(rusqlite::Error::QueryReturnedNoRows) => Err(checksum::mismatch("library")),
        Err(error) => Err(error),
    }
}

fn put(connection: &Connection, whole: &Whole) -> rusqlite::Result<()> {
    let mut write = connection.prepare_cached(
        "INSERT INTO library (one, lineage, commits, documents, checksum) VALUES (1, ?1, ?2, ?3, ?4)
         ON CONFLICT (one) DO UPDATE SET lineage = excluded.lineage, commits = excluded.commits,
         documents = excluded.documents, checksum = excluded.checksum",
    )?;
    write.execute(params![
        whole.lineage,
        whole.commits,
        whole.documents.0,
        whole.checksum().0
    ])?;
    Ok(())
}

/// Begins an empty library.
pub(crate) fn begin(connection: &Connection, session: SessionId) -> rusqlite::Result<()> {
    put(
        connection,
        &Whole {
            lineage: session.0,
            commits: 0,
            documents: Checksum::default(),
        },
    )
}

/// Counts one more transaction; returns the library as it is once that is committed.
pub(crate) fn advance(connection: &Connection) -> rusqlite::Result<Whole> {
    let mut whole = read(connection)?;
    whole.commits = whole.commits.saturating_add(1);
    put(connection, &whole)?;
    Ok(whole)
}

/// Notes that a row of `documents` came, went or changed.
pub(crate) fn fold(
    connection: &Connection,
    before: Option<Checksum>,
    after: Option<Checksum>,
) -> rusqlite::Result<()> {
    let mut whole = read(connection)?;
    [before, after]
        .into_iter()
        .flatten()
        .for_each(|row| whole.documents.fold(row));
    put(connection, &whole)
}

/// Gives a library another lineage: what it is compared with from now on is itself.
pub(crate) fn set_lineage(connection: &Connection, lineage: [u8; 16]) -> rusqlite::Result<()> {
    let whole = read(connection)?;
    put(connection, &Whole { lineage, ..whole })
}
