//! What a rule mends in a document that two copies have broken together.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::EntityKey;

/// Why something is read otherwise than it stands. The codes are stable: interfaces act on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MendingRule {
    /// A time ends in another zone, and what it is of is no movement any more: it is told in the zone in which it starts.
    EndZoneWithoutMovement,
    /// Of what a calendar file said of an engagement, which somebody took away, something is left without its UID: it goes.
    CalendarWithoutUid,
    /// The last title of a visit was taken away: the visit is called by its readable name.
    NoTitle,
    /// Each of several comes after, or belongs to, the next, and the last to the first: the one with the last id does so no longer.
    Circle,
}

/// One place in a document that is read otherwise than it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Mend {
    /// Why.
    pub rule: MendingRule,
    /// The entity.
    pub entity: EntityKey,
    /// The names that lead from the entity to the place.
    pub path: Vec<String>,
    /// What is read there; `None` for nothing.
    pub value: Option<Value>,
    /// The other entities without which there would be nothing to mend.
    pub rests_on: Vec<EntityKey>,
}

/// What is to be mended in a document, each kind of document by its own rules.
pub trait Mending {
    /// Returns what is to be mended, in an order that is the same on every copy; nothing in a document that is legal. No two touch the
    /// same place.
    fn mends(&self) -> Vec<Mend>;
}

impl Mend {
    /// Returns whether it is written together with these entities: where it is one of them, or would not be there without one of them.
    pub fn goes_with(&self, changed: &[EntityKey]) -> bool {
        changed.contains(&self.entity) || self.rests_on.iter().any(|key| changed.contains(key))
    }
}
