//! What a change of a history is known by.

use std::fmt;

use automerge::ChangeHash;
use serde::{Deserialize, Serialize};

/// Identifies a change of a history: its hash, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeId(pub String);

impl ChangeId {
    pub(crate) fn of(hash: &ChangeHash) -> Self {
        Self(hash.to_string())
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
