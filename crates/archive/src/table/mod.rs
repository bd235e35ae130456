//! The tables of a library, a file each: its migrations, what is written to it and what is read from it.
//!
//! A migration only moves forward, and a column never changes its meaning.

pub(crate) mod changes;
pub(crate) mod documents;
pub(crate) mod library;
pub(crate) mod snapshots;
pub(crate) mod steps;

use rusqlite::{Connection, Transaction};

/// One step from a form of the library to the next.
pub(crate) struct Migration {
    /// The form that the library has after it.
    pub(crate) form: i64,
    pub(crate) sql: &'static str,
}

/// The oldest form that is read. Before it there were only trials.
pub(crate) const OLDEST: i64 = 2;

/// The newest form, which this version writes; `PRAGMA user_version` holds it.
pub(crate) const FORM: i64 = 2;

/// Marks the file as a library of Chancery: "CHNC" as a big-endian number.
pub(crate) const APPLICATION_ID: i64 = 0x4348_4e43;

/// The migrations of every table, the older ones first; documents come first, for the others refer to them.
fn migrations() -> Vec<&'static Migration> {
    let mut all: Vec<_> = [
        library::MIGRATIONS,
        documents::MIGRATIONS,
        snapshots::MIGRATIONS,
        changes::MIGRATIONS,
        steps::MIGRATIONS,
    ]
    .into_iter()
    .flatten()
    .collect();
    all.sort_by_key(|migration| migration.form);
    all
}

/// Brings a library to the newest form, in one transaction.
pub(crate) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let form = form_of(connection)?;
    if form == FORM {
        return Ok(());
    }
    let tx = connection.transaction()?;
    apply(&tx, form)?;
    tx.commit()
}

fn apply(tx: &Transaction<'_>, form: i64) -> rusqlite::Result<()> {
    for migration in migrations().into_iter().filter(|migration| migration.form > form) {
        tx.execute_batch(migration.sql)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", FORM)
}

/// Returns the form that the library says it has.
pub(crate) fn form_of(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// What SQLite has in its list of tables and indexes, apart from where they begin.
fn schema_of(connection: &Connection) -> rusqlite::Result<Vec<[String; 4]>> {
    let mut read = connection.prepare(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name, tbl_name",
    )?;
    let rows = read.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
    rows.collect()
}

/// Compares the tables and indexes of a library with those that the migrations make.
pub(crate) fn is_as_made(connection: &Connection) -> rusqlite::Result<bool> {
    let form = form_of(connection)?;
    let fresh = Connection::open_in_memory()?;
    for migration in migrations()
        .into_iter()
        .filter(|migration| migration.form <= form)
    {
        fresh.execute_batch(migration.sql)?;
    }
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(application == APPLICATION_ID
        && (OLDEST..=FORM).contains(&form)
        && schema_of(connection)? == schema_of(&fresh)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_lead_to_the_newest_form() {
        assert_eq!(migrations().last().map(|last| last.form), Some(FORM));
        assert!(
            migrations()
                .iter()
                .all(|migration| (OLDEST..=FORM).contains(&migration.form))
        );
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let schema = |connection: &Connection| -> Vec<String> {
            let mut read = connection
                .prepare("SELECT coalesce(sql, '') FROM sqlite_schema ORDER BY name")
                .unwrap();
            read.query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect()
        };
        let before = schema(&connection);
        migrate(&mut connection).unwrap();
        assert_eq!(schema(&connection), before);
        assert_eq!(form_of(&connection).unwrap(), FORM);
    }
}
