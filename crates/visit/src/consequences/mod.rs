//! What follows from an edit. After an edit is made and before it is recorded, each consequence looks at what was before and what is
//! after, and adds its own part to the same step. One file each.

mod clearance;
mod due_days;
mod moves;
mod sequence;
mod waivers;

use serde_json::{Map, Value};

use crate::{Document, Dossier, EntityKey, House, Kind, Refusal, Visit, When};

/// What an edit has changed: entities as they were before, and the document as it is after.
pub struct Change<'a, D> {
    states: &'a [(EntityKey, Option<Value>)],
    after: &'a D,
}

/// Fields of an entity that follow from an edit, as a merge patch.
pub type Consequence = (EntityKey, Map<String, Value>);

impl<'a, D: Document> Change<'a, D> {
    pub(crate) fn new(states: &'a [(EntityKey, Option<Value>)], after: &'a D) -> Self {
        Self { states, after }
    }

    /// Returns the document as it is after the edit.
    pub fn after(&self) -> &'a D {
        self.after
    }

    /// Returns the entities of a kind that are different now, with what they were before; nothing for those that were added.
    fn of(&self, kind: Kind) -> impl Iterator<Item = (&'a EntityKey, Option<&'a Value>, Value)> {
        let (states, after) = (self.states, self.after);
        let touched = states.iter().filter(move |(key, _)| key.kind == kind);
        touched.filter_map(move |(key, before)| {
            let now = after.value_of(key)?;
            (before.as_ref() != Some(&now)).then_some((key, before.as_ref(), now))
        })
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
        keys.first()
            .map_or(Ok(Vec::new()), |key| Err(moves::has_no_time(key)))
    }

    /// Returns the times of what moves by some minutes after an engagement.
    ///
    /// # Errors
    /// Where the engagement is not there, or has no time by the clock.
    fn shifted(&self, after: &EntityKey, minutes: i32) -> Result<Vec<(EntityKey, When)>, Refusal> {
        let _ = minutes;
        Err(moves::has_no_time(after))
    }
}

impl Following for Visit {
    fn follow(change: &Change<'_, Self>) -> Vec<Consequence> {
        let all = [
            sequence::follow(change),
            clearance::follow(change),
            waivers::follow(change),
            due_days::follow(change),
        ];
        all.into_iter().flatten().collect()
    }

    fn moved(&self, keys: &[EntityKey], minutes: i32) -> Result<Vec<(EntityKey, When)>, Refusal> {
        moves::moved(self, keys, minutes)
    }

    fn shifted(&self, after: &EntityKey, minutes: i32) -> Result<Vec<(EntityKey, When)>, Refusal> {
        moves::shifted(self, after, minutes)
    }
}

impl Following for Dossier {}

impl Following for House {}
