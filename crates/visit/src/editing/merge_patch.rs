//! Merge patches (RFC 7396), which know what is one thought.

use serde_json::{Map, Value};

use crate::{Document, Kind, Storage};

/// Merges a patch into an entity, or into a part of it at `path`.
pub(super) fn merge<D: Document>(
    kind: Kind,
    path: &mut Vec<String>,
    target: &mut Value,
    patch: &Map<String, Value>,
) {
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(fields) = target else { return };
    for (name, change) in patch {
        path.push(name.clone());
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match change {
            Value::Null => {
                fields.remove(name);
            }
            Value::Object(inner) if D::storage(kind, &names) != Storage::Whole => {
                let field = fields.entry(name.clone()).or_insert(Value::Null);
                merge::<D>(kind, path, field, inner);
            }
            value => {
                fields.insert(name.clone(), value.clone());
            }
        }
        path.pop();
    }
}

/// Returns the merge patch (RFC 7396) that gives an entity these fields whole: what they had inside before and have no longer goes.
pub fn whole_values<D: Document>(
    kind: Kind,
    entity: &Value,
    fields: Map<String, Value>,
) -> Map<String, Value> {
    let mut path = Vec::new();
    let patch = fields.into_iter().filter_map(|(name, value)| {
        let before = entity.get(&name).unwrap_or(&Value::Null);
        path.push(name.clone());
        let change = between::<D>(kind, &mut path, before, &value);
        path.pop();
        Some((name, change?))
    });
    patch.collect()
}

/// Returns the merge patch that leads from one value of an entity to another; `None` where they are equal.
fn between<D: Document>(kind: Kind, path: &mut Vec<String>, before: &Value, after: &Value) -> Option<Value> {
    if before == after {
        return None;
    }
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let (Value::Object(old), Value::Object(new), true) =
        (before, after, D::storage(kind, &names) != Storage::Whole)
    else {
        return Some(after.clone());
    };
    let mut patch = Map::new();
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        patch.insert(name.clone(), Value::Null);
    }
    for (name, value) in new {
        path.push(name.clone());
        if let Some(change) = between::<D>(kind, path, old.get(name).unwrap_or(&Value::Null), value) {
            patch.insert(name.clone(), change);
        }
        path.pop();
    }
    Some(Value::Object(patch))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Visit;

    fn merged(mut target: Value, patch: &Value) -> Value {
        let patch = patch.as_object().expect("an object");
        merge::<Visit>(Kind::Engagement, &mut Vec::new(), &mut target, patch);
        target
    }

    #[test]
    fn one_language_is_set_and_the_others_stay() {
        let before = json!({"title": {"en": "Talks", "ja": "会談"}, "status": "tentative"});
        let after = merged(before, &json!({"title": {"ru": "Переговоры", "en": null}}));
        assert_eq!(
            after,
            json!({"title": {"ja": "会談", "ru": "Переговоры"}, "status": "tentative"})
        );
    }

    #[test]
    fn a_time_is_replaced_whole() {
        let before =
            json!({"when": {"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T11:00:00"}});
        let day = json!({"when": {"kind": "day", "date": "2017-03-20"}});
        assert_eq!(merged(before, &day), day);
    }

    #[test]
    fn what_names_an_object_that_is_not_there_makes_it() {
        assert_eq!(
            merged(json!({}), &json!({"movement": {"means": "air", "from": null}})),
            json!({"movement": {"means": "air"}})
        );
    }

    #[test]
    fn fields_that_are_given_whole_lose_what_they_have_no_longer_and_a_thought_stays_one() {
        let before = json!({
            "calendar": {"uid": "a", "recurrence": ["RRULE:FREQ=DAILY"], "recurrence_id": "x"},
            "when": {"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T11:00:00"},
            "status": "tentative",
        });
        let after = json!({
            "calendar": {"uid": "a", "recurrence": []},
            "when": {"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T12:00:00"},
        });
        let fields = after.as_object().cloned().unwrap_or_default();
        let patch = whole_values::<Visit>(Kind::Engagement, &before, fields);
        let mut wanted = after;
        wanted["status"] = json!("tentative");
        assert_eq!(merged(before, &Value::Object(patch)), wanted);
    }
}
