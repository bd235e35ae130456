//! Several writes as one.

use rusqlite::Connection;

use super::{Library, WriteError};
use crate::{acknowledged::Mark, error::ArchiveError, table::library};

impl Library {
    /// Makes several writes one: all of them are on the disk when this returns, or none. A document that was written to where another write
    /// then failed is no longer what the disk has, and is to be opened again.
    ///
    /// # Errors
    /// What one of the writes says, or that the disk does not take them. Nothing was written then.
    pub fn together<T, E: From<ArchiveError>>(
        &mut self,
        work: impl FnOnce(&mut Library) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writable()?;
        self.batch("BEGIN IMMEDIATE")?;
        let worked = work(self).and_then(|done| {
            let whole = library::read(&self.connection).map_err(|error| self.sqlite(error))?;
            self.batch("COMMIT")?;
            Ok((done, Mark::of(&whole)))
        });
        match worked {
            Ok((done, mark)) => {
                self.acknowledged.note(mark);
                Ok(done)
            }
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    fn batch(&self, sql: &str) -> Result<(), ArchiveError> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.sqlite(error))
    }

    /// Runs one of several writes. It is acknowledged with the others.
    pub(super) fn write_among_others<T>(
        &mut self,
        write: impl FnOnce(&Connection) -> Result<T, WriteError>,
    ) -> Result<T, ArchiveError> {
        let outcome = (|| {
            let point = self.connection.savepoint()?;
            let outcome = write(&point)?;
            library::advance(&point)?;
            point.commit()?;
            Ok(outcome)
        })();
        outcome.map_err(|error| match error {
            WriteError::Sqlite(error) => self.sqlite(error),
            WriteError::Archive(error) => error,
        })
    }
}
