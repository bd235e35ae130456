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

/// Returns the merge patch (RFC 7396) that leads from one value to another; `None` where they are equal.
///
/// ```
/// # use serde_json::json;
/// let patch = visit::merge_patch_between(&json!({"en": "Talks", "ru": "Беседа"}), &json!({"en": "Lunch"}));
/// assert_eq!(patch, Some(json!({"en": "Lunch", "ru": null})));
/// ```
pub fn merge_patch_between(before: &Value, after: &Value) -> Option<Value> {
    if before == after {
        return None;
    }
    let (Value::Object(old), Value::Object(new)) = (before, after) else {
        return Some(after.clone());
    };
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let gone = gone.map(|name| (name.clone(), Value::Null));
    let there = new.iter().filter_map(|(name, value)| {
        let change = merge_patch_between(old.get(name).unwrap_or(&Value::Null), value)?;
        Some((name.clone(), change))
    });
    Some(Value::Object(gone.chain(there).collect()))
}

/// Returns the merge patch that gives an entity these fields whole: what they had inside before and have no longer goes.
pub fn whole_values(entity: &Value, fields: Map<String, Value>) -> Map<String, Value> {
    let patch = |(name, value): (String, Value)| {
        if value.is_null() {
            return Some((name, Value::Null));
        }
        let before = entity.get(&name).unwrap_or(&Value::Null);
        merge_patch_between(before, &value).map(|change| (name, change))
    };
    fields.into_iter().filter_map(patch).collect()
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
    fn a_patch_between_two_values_leads_from_the_one_to_the_other() {
        let before =
            json!({"calendar": {"uid": "a", "recurrence": ["RRULE:FREQ=DAILY"], "recurrence_id": "x"}});
        let after = json!({"calendar": {"uid": "a", "recurrence": []}});
        let Some(Value::Object(patch)) = merge_patch_between(&before, &after) else {
            panic!("they differ");
        };
        assert_eq!(merged(before, &Value::Object(patch)), after);
    }
}
