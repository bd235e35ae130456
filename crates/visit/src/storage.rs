//! How a field of a visit is kept in the history.

use crate::{Document, Kind, Storage, Visit};

/// Returns whether a value at this path within an entity of a visit is replaced as a whole.
pub fn is_atomic(kind: Kind, path: &[&str]) -> bool {
    Visit::storage(kind, path) == Storage::Whole
}

/// Returns whether a string at this path within an entity of a visit merges by character.
pub fn is_prose(kind: Kind, path: &[&str]) -> bool {
    Visit::storage(kind, path) == Storage::Prose
}
