//! What a document says of what follows from its edits.

use serde_json::{Map, Value};

use crate::{EntityKey, Refusal, RefusalCode, When};

/// What an edit has changed: entities as they were before, and the document as it is after.
pub struct Change<'a, D> {
    states: &'a [(EntityKey, Option<Value>)],
    after: &'a D,
}

/// Fields of an entity that follow from an edit, as a merge patch.
pub type Consequence = (EntityKey, Map<String, Value>);

impl<'a, D> Change<'a, D> {
    pub(crate) fn new(states: &'a [(EntityKey, Option<Value>)], after: &'a D) -> Self {
        Self { states, after }
    }

    /// Returns the document as it is after the edit.
    pub fn after(&self) -> &'a D {
        self.after
    }

    /// Returns the entities that the edit came to, as they were before it; nothing for those that it added.
    pub(crate) fn states(&self) -> &'a [(EntityKey, Option<Value>)] {
        self.states
    }
}

/// What follows from an edit of a document, and what moves along with it. A document for which nothing does leaves it at this.
pub trait Following: Sized {
    /// Returns what follows from an edit.
    fn follow(change: &Change<'_, Self>) -> Vec<Consequence> {
        let _ = change;
        Vec::new()
    }

    /// Returns the times that engagements have when each of them is moved by some minutes.
    ///
    /// # Errors
    /// Where one of them is not there, or has no time by the clock.
    fn moved(&self, keys: &[EntityKey], minutes: i32) -> Result<Vec<(EntityKey, When)>, Refusal> {
        let _ = minutes;
        keys.first().map_or(Ok(Vec::new()), |key| Err(has_no_time(key)))
    }

    /// Returns the times of what moves by some minutes after an engagement.
    ///
    /// # Errors
    /// Where the engagement is not there, or has no time by the clock.
    fn shifted(&self, after: &EntityKey, minutes: i32) -> Result<Vec<(EntityKey, When)>, Refusal> {
        let _ = minutes;
        Err(has_no_time(after))
    }
}

/// Tells that something has no time by the clock that could be moved by minutes.
pub(crate) fn has_no_time(key: &EntityKey) -> Refusal {
    Refusal::new(
        RefusalCode::BadValue,
        format!("{}/when", key.pointer()),
        "What has no time by the clock cannot be moved by minutes.",
        "Give it a time first.",
    )
}
