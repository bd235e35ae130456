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

/// Puts the value of one key of a flat record into the entity that is being built.
///
/// Where two people changed the same place into different shapes, the deeper one wins, on every copy alike.
pub(crate) fn put(entity: &mut Map<String, Value>, key: &str, value: Value) {
    let mut at = entity;
    let mut names = key.split('/').map(name_of).peekable();
    while let Some(name) = names.next() {
        if names.peek().is_none() {
            let deeper = matches!(at.get(&name), Some(Value::Object(inside)) if !inside.is_empty());
            if !deeper {
                at.insert(name, value);
            }
            return;
        }
        let inner = at.entry(name).or_insert(Value::Null);
        if !inner.is_object() {
            *inner = Value::Object(Map::new());
        }
        let Value::Object(inner) = inner else { return };
        at = inner;
    }
}

/// Puts the places in which an empty text stands into the entity that is being built: the text is absent, what it belongs to is not.
pub(crate) fn put_nothing(entity: &mut Map<String, Value>, key: &str) {
    let mut at = entity;
    let Some((within, _)) = key.rsplit_once('/') else {
        return;
    };
    for name in within.split('/').map(name_of) {
        let inner = at.entry(name).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(inner) = inner else { return };
        at = inner;
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

fn name_of(escaped: &str) -> String {
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

    fn back(record: &BTreeMap<String, Leaf>) -> Value {
        let mut entity = Map::new();
        for (key, leaf) in record {
            let value = match leaf {
                Leaf::Prose(text) => Value::from(text.as_str()),
                Leaf::Scalar(ScalarValue::Bytes(bytes)) => serde_json::from_slice(bytes).unwrap(),
                Leaf::Scalar(ScalarValue::Str(text)) => Value::from(text.as_str()),
                Leaf::Scalar(ScalarValue::Int(whole)) => Value::from(*whole),
                Leaf::Scalar(other) => panic!("{other:?}"),
            };
            put(&mut entity, key, value);
        }
        Value::Object(entity)
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

    #[test]
    fn awkward_names_and_empty_objects_come_back() {
        let entity = json!({"a/b": {"~1": {"": "x"}}, "~2": {}, "~": {"/": 1}, "list": [{"": []}], "participants": {"m-1": {}}});
        assert_eq!(back(&flatten(Kind::Engagement, &entity)), entity);
    }

    #[test]
    fn an_empty_text_is_absent_and_what_it_belongs_to_is_not() {
        let mut entity = Map::new();
        put_nothing(&mut entity, "brief/background/ru");
        assert_eq!(
            Value::Object(entity.clone()),
            json!({"brief": {"background": {}}})
        );
        put(&mut entity, "brief/background", json!("as one value"));
        put_nothing(&mut entity, "brief/background/ru");
        assert_eq!(
            Value::Object(entity),
            json!({"brief": {"background": "as one value"}})
        );
        assert_eq!(
            around("brief/background/ru").collect::<Vec<_>>(),
            ["brief", "brief/background"]
        );
    }

    #[test]
    fn the_deeper_shape_wins_in_either_order() {
        let mut one = Map::new();
        put(&mut one, "venue", json!("v-1"));
        put(&mut one, "venue/name", json!("Iikura"));
        let mut two = Map::new();
        put(&mut two, "venue/name", json!("Iikura"));
        put(&mut two, "venue", json!("v-1"));
        assert_eq!(Value::Object(one.clone()), json!({"venue": {"name": "Iikura"}}));
        assert_eq!(one, two);
    }
}
