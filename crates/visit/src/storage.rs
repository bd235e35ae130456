//! How a field is kept in the history: as one value that is replaced whole, or as text that merges by character.
//!
//! Everything else merges field by field.

use crate::Kind;

/// Returns whether a value at this path within an entity is replaced as a whole.
///
/// A time or a date is one thought: half of one and half of another would be a third that nobody had. So is what an import
/// said.
pub fn is_atomic(kind: Kind, path: &[&str]) -> bool {
    matches!(
        (kind, path),
        (Kind::Engagement, ["when"])
            | (Kind::Facts, ["dates" | "copied_from"])
            | (Kind::Task, ["due" | "done"])
            | (Kind::Engagement | Kind::Task, ["imported"])
            | (Kind::Contact, ["on"])
            | (Kind::Commitment, ["due"])
            | (Kind::Commitment, ["follow_up", _])
            | (Kind::Deliverable, ["history", _])
            | (Kind::Waiver | Kind::Comment, ["subject"])
            | (Kind::Topic, ["clearance"])
    )
}

/// Returns whether a string at this path within an entity merges by character.
pub fn is_prose(kind: Kind, path: &[&str]) -> bool {
    matches!((kind, path), (Kind::Topic, ["brief", _, _]))
}
