//! Whether a library as a whole is what was written: its tables, its one row for itself, the number of its documents.

use rusqlite::Connection;

use crate::table::{self, documents, library};

/// Returns what is wrong with the library as a whole, as ends of sentences; nothing is written.
pub(super) fn examine(connection: &Connection) -> Vec<String> {
    let mut problems = Vec::new();
    match table::is_as_made(connection) {
        Ok(true) => {}
        Ok(false) => problems.push("its tables are not those that Chancery makes".to_owned()),
        Err(error) => problems.push(format!("its tables cannot be told ({error})")),
    }
    let (listed, stopped) = documents::readable(connection);
    if let Some(error) = stopped {
        problems.push(format!(
            "the list of documents cannot be read to its end ({error})"
        ));
    }
    match library::read(connection) {
        // A row that is not what was written is told by itself, and may be the whole difference.
        Ok(_) if listed.iter().any(|document| document.damaged) => {}
        Ok(whole) => match documents::are_complete(connection, whole.documents) {
            Ok(true) => {}
            Ok(false) => problems.push(
                "the list of documents is not the one that was written: documents are missing, or were added"
                    .to_owned(),
            ),
            Err(error) => problems.push(format!("the list of documents cannot be compared ({error})")),
        },
        Err(error) => problems.push(format!("its record of itself cannot be read ({error})")),
    }
    problems
}
