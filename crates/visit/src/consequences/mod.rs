//! What follows from an edit. After an edit is made and before it is recorded, each consequence looks at what was before and what is
//! after, and adds its own part to the same step. One file each.

mod clearance;
mod due_days;
mod moves;
mod sequence;
mod waivers;

use serde_json::Value;

use crate::{
    Change, Consequence, Document, Dossier, EntityKey, Following, House, Kind, Refusal, Visit, When,
};

impl<'a, D: Document> Change<'a, D> {
    /// Returns the entities of a kind that are different now, with what they were before; nothing for those that were added.
    fn of(&self, kind: Kind) -> impl Iterator<Item = (&'a EntityKey, Option<&'a Value>, Value)> {
        let (states, after) = (self.states(), self.after());
        let touched = states.iter().filter(move |(key, _)| key.kind == kind);
        touched.filter_map(move |(key, before)| {
            let now = after.value_of(key)?;
            (before.as_ref() != Some(&now)).then_some((key, before.as_ref(), now))
        })
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
