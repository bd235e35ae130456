//! What is wrong with a library as a whole.

use std::fmt;

/// What is wrong with the file of a library. Such a library can be read and rescued; it is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileDamage {
    /// Its pages or its rows are not what was written: what was found, as a part of a sentence.
    Content(String),
    /// It is whole, but lacks so many of the last writes that were acknowledged in it.
    Behind(u64),
}

impl fmt::Display for FileDamage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileDamage::Content(found) => f.write_str(found),
            FileDamage::Behind(missing) => write!(f, "its last {missing} acknowledged changes are missing"),
        }
    }
}
