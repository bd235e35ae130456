//! SEQUENCE rises when what an invitation says has changed (RFC 5546, section 2.1.4). Whatever an edit says, it never falls.

use serde_json::{Map, Value};

use crate::{Change, Consequence, Kind, Visit};

/// The fields of an engagement that an invitation carries.
const INVITATION: &[&str] = &[
    "title",
    "when",
    "status",
    "condition",
    "postponed",
    "venue",
    "participants",
    "interpreters",
    "remarks",
    "dress",
    "press",
    "press_call",
    "leg",
    "room",
    "groups",
    "within",
    "round",
    "assemble",
    "movement",
    "illustrative",
    "calendar",
    "removed",
];

/// The field that counts those changes.
const SEQUENCE: &str = "sequence";

pub(super) fn follow(change: &Change<'_, Visit>) -> Vec<Consequence> {
    let counted = change.of(Kind::Engagement).filter_map(|(key, before, now)| {
        let before = before?;
        let count = |engagement: &Value| {
            engagement
                .get(SEQUENCE)
                .and_then(Value::as_u64)
                .unwrap_or_default()
        };
        let changes = u64::from(INVITATION.iter().any(|field| before.get(field) != now.get(field)));
        let least = count(before).saturating_add(changes).min(u64::from(u32::MAX));
        let patch = Map::from_iter([(SEQUENCE.to_owned(), Value::from(least))]);
        (count(&now) < least).then(|| (key.clone(), patch))
    });
    counted.collect()
}
