//! A cleared brief whose words change afterwards is a draft again. Who cleared it, and when, stays in the history.

use serde_json::{Map, Value, json};

use crate::{Change, ClearanceState, Consequence, Kind, Visit};

pub(super) fn follow(change: &Change<'_, Visit>) -> Vec<Consequence> {
    let fallen = change.of(Kind::Topic).filter_map(|(key, before, now)| {
        let before = before?;
        let changed = |field: &str| before.get(field) != now.get(field);
        let state = now.get("clearance").and_then(|clearance| clearance.get("state"));
        let is_cleared = state.and_then(Value::as_str) == Some(ClearanceState::Cleared.as_str());
        // Whoever clears it in the same step has read these words.
        let falls = is_cleared && changed("brief") && !changed("clearance");
        let draft = json!({ "state": ClearanceState::Draft });
        falls.then(|| (key.clone(), Map::from_iter([("clearance".to_owned(), draft)])))
    });
    fallen.collect()
}
