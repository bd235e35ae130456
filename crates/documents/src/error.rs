//! What can go wrong when a document is made.

use std::fmt;

/// How many engagements one document has at most. Memory grows with them while they are typeset and written: so many of the size
/// of the reference took 0.6 GiB, and denser ones, with a dozen names in a row, 0.9 GiB (without optimisation, on Linux). At most
/// 1 GiB is promised.
pub const MAX_ENGAGEMENTS_PRINTED: usize = 5_000;

/// Why no document was made. No input makes this crate panic: whatever a visit holds ends in a document or in one of
/// these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The one who asked for the document no longer wants it (see [`Watch`](crate::Watch)).
    #[error("the document was cancelled before it was finished")]
    Cancelled,
    /// There is more to print than the memory of a usual machine holds while it is typeset.
    #[error(
        "the document would have {0} engagements, and at most {MAX_ENGAGEMENTS_PRINTED} are printed in one"
    )]
    TooLong(usize),
    /// The typesetter refused what it was given. Its own words are kept, for a report of the fault.
    #[error("the document could not be typeset: {0}")]
    Typesetting(Complaints),
    /// The typesetter stopped in the middle, or could not be started.
    #[error("the typesetter stopped in the middle of the document: {0}")]
    Stopped(String),
    /// A page could not be drawn as a picture.
    #[error("page {page} could not be drawn: {reason}")]
    Picture {
        /// The page, counted from 1.
        page: usize,
        /// Why.
        reason: String,
    },
}

/// The complaints of the typesetter, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaints(pub Vec<String>);

impl fmt::Display for Complaints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}
