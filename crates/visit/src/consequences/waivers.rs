//! A waiver lapses when the facts change that it waived.

use serde_json::{Map, Value};

use crate::{Change, Consequence, Kind, Visit};

/// What may change of a thing without touching what was waived: where it stands in a list, what a calendar counts, and remarks.
const BESIDE: &[&str] = &["order", "sequence", "imported", "calendar", "remarks"];

pub(super) fn follow(change: &Change<'_, Visit>) -> Vec<Consequence> {
    let visit = change.after();
    // Whoever waives, or takes a lapse back, in the same step has these facts before them.
    let decided: Vec<_> = change
        .of(Kind::Waiver)
        .filter(|(_, before, now)| {
            before.and_then(|it| it.get("lapsed")) != now.get("lapsed") || before.is_none()
        })
        .map(|(key, ..)| key.id.as_str())
        .collect();
    let standing = visit
        .waivers
        .iter()
        .filter(|(id, waiver)| !waiver.removed && !waiver.lapsed && !decided.contains(&id.as_str()));
    let lapsed = standing.filter_map(|(id, waiver)| {
        let subject = waiver.subject.key()?;
        let mut touched = change.of(subject.kind);
        let (_, before, now) = touched.find(|(key, ..)| **key == subject)?;
        let fact = |value: &Value| {
            let mut fact = value.as_object().cloned().unwrap_or_default();
            fact.retain(|field, _| !BESIDE.contains(&field.as_str()));
            fact
        };
        let lapse = || {
            (
                id.into(),
                Map::from_iter([("lapsed".to_owned(), Value::Bool(true))]),
            )
        };
        (fact(before?) != fact(&now)).then(lapse)
    });
    lapsed.collect()
}
