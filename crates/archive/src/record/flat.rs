//! Between an entity as JSON and its flat record.

use std::collections::BTreeMap;

use automerge::ScalarValue;
use serde_json::{Map, Value};
use visit::Storage;

use super::json;

/// What stands under one key of a flat record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Leaf {
    /// A value that is replaced as a whole.
    Scalar(ScalarValue),
    /// A text that merges by character.
    Prose(String),
}

impl Leaf {
    /// The words, where it is a string, however it is kept.
    pub(crate) fn words(&self) -> Option<&str> {
        match self {
            Leaf::Prose(words) => Some(words),
            Leaf::Scalar(ScalarValue::Str(words)) => Some(words),
            Leaf::Scalar(_) => None,
        }
    }

    /// Whether it says no more than that there is an object.
    pub(crate) fn is_empty_object(&self) -> bool {
        matches!(self, Leaf::Scalar(ScalarValue::Bytes(json)) if json == b"{}")
    }

    /// Whether it says what `stored` does: words that are kept as one value are still the same words.
    pub(crate) fn is(&self, stored: &ScalarValue) -> bool {
        match (self, stored) {
            (Leaf::Scalar(scalar), stored) => scalar == stored,
            (Leaf::Prose(words), ScalarValue::Str(stored)) => words.as_str() == stored.as_str(),
            (Leaf::Prose(_), _) => false,
        }
    }
}

/// How the value at a path within an entity is kept.
pub(crate) type Shape<'a> = &'a dyn Fn(&[&str]) -> Storage;

/// Returns the flat record of an entity.
pub(crate) fn flatten(shape: Shape<'_>, entity: &Value) -> BTreeMap<String, Leaf> {
    let mut record = BTreeMap::new();
    if let Value::Object(fields) = entity {
        walk(shape, fields, &mut Vec::new(), &mut record);
    }
    record
}

fn walk<'a>(
    shape: Shape<'_>,
    fields: &'a Map<String, Value>,
    path: &mut Vec<&'a str>,
    record: &mut BTreeMap<String, Leaf>,
) {
    for (name, value) in fields {
        path.push(name);
        match value {
            // An empty object says something too: a participant of whom nothing else is known.
            Value::Object(inner) if !inner.is_empty() && shape(path) != Storage::Whole => {
                walk(shape, inner, path, record)
            }
            Value::String(text) if shape(path) == Storage::Prose => {
                record.insert(key_of(path), Leaf::Prose(text.clone()));
            }
            value => {
                record.insert(key_of(path), Leaf::Scalar(scalar(value)));
            }
        }
        path.pop();
    }
}

/// Returns the scalar for a value; objects and lists become bytes that hold JSON.
pub(crate) fn scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Null => ScalarValue::Null,
        Value::Bool(flag) => ScalarValue::Boolean(*flag),
        Value::String(text) => ScalarValue::Str(text.as_str().into()),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), ..) => ScalarValue::Int(whole),
            (_, Some(whole), _) => ScalarValue::Uint(whole),
            (.., Some(real)) => ScalarValue::F64(real),
            _ => ScalarValue::Bytes(json::canonical(value)),
        },
        Value::Array(_) | Value::Object(_) => ScalarValue::Bytes(json::canonical(value)),
    }
}

/// Returns the keys under which an empty object says no more than what stands under `key`.
pub(crate) fn around(key: &str) -> impl Iterator<Item = &str> {
    key.match_indices('/').filter_map(|(end, _)| key.get(..end))
}

/// Returns the first name in a key: the field of the entity to which it belongs.
pub(crate) fn field_of(key: &str) -> String {
    key.split('/').next().map(name_of).unwrap_or_default()
}

/// Escapes names as JSON Pointer (RFC 6901) does, and the empty name, which the history does not allow, as `~2`.
pub(crate) fn key_of(path: &[impl AsRef<str>]) -> String {
    let names: Vec<String> = path
        .iter()
        .map(|name| {
            let name = name.as_ref();
            if name.is_empty() {
                "~2".to_owned()
            } else {
                name.replace('~', "~0").replace('/', "~1")
            }
        })
        .collect();
    names.join("/")
}

/// Returns the name that a part of a key stands for.
pub(crate) fn name_of(escaped: &str) -> String {
    if escaped == "~2" {
        String::new()
    } else {
        escaped.replace("~1", "/").replace("~0", "~")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use visit::{Document, Kind, Visit};

    use super::*;

    fn flatten(kind: Kind, entity: &Value) -> BTreeMap<String, Leaf> {
        super::flatten(&|path| Visit::storage(kind, path), entity)
    }

    #[test]
    fn every_value_has_a_key_of_its_own() {
        let record = flatten(
            Kind::Engagement,
            &json!({"title": {"en": "Talks", "ru": "Переговоры"}, "assemble": 10}),
        );
        assert_eq!(
            record.keys().collect::<Vec<_>>(),
            ["assemble", "title/en", "title/ru"]
        );
    }

    #[test]
    fn a_time_is_one_value() {
        let record = flatten(
            Kind::Engagement,
            &json!({"when": {"kind": "day", "date": "2017-03-20"}}),
        );
        assert_eq!(record.keys().collect::<Vec<_>>(), ["when"]);
    }
}
