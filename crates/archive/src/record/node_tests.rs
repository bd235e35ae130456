use std::collections::BTreeMap;

use automerge::ScalarValue;
use serde_json::json;
use visit::Storage;

use super::*;
use crate::record::flat::Leaf;

/// Reads a flat record; what is hidden comes with it.
fn read(record: &BTreeMap<String, Leaf>, one: &[&str]) -> (Value, Vec<String>) {
    let mut fields = Vec::new();
    let mut hidden = Vec::new();
    for (key, leaf) in record {
        let node = match leaf {
            Leaf::Prose(words) => Node::Words(words.clone()),
            Leaf::Scalar(scalar) => Node::Leaf(match scalar {
                ScalarValue::Bytes(bytes) => ScalarValueRef::Bytes(Cow::Borrowed(bytes)),
                ScalarValue::Str(text) => ScalarValueRef::Str(Cow::Borrowed(text.as_str())),
                ScalarValue::Int(whole) => ScalarValueRef::Int(*whole),
                other => panic!("{other:?}"),
            }),
        };
        let is_nothing = matches!(leaf, Leaf::Prose(words) if words.is_empty());
        let found = put(&mut fields, key, &lent, (!is_nothing).then_some(node), &|key| {
            one.contains(&key)
        });
        hidden.extend(found.map(|found| match found {
            Hidden::Value(key) => format!("value {key}"),
            Hidden::Deeper(key) => format!("deeper {key}"),
        }));
    }
    (Node::Object(fields).into_value().unwrap(), hidden)
}

fn record(leaves: &[(&str, Value)]) -> BTreeMap<String, Leaf> {
    let leaf = |value: &Value| Leaf::Scalar(flat::scalar(value));
    leaves
        .iter()
        .map(|(key, value)| ((*key).to_owned(), leaf(value)))
        .collect()
}

#[test]
fn awkward_names_and_empty_objects_come_back() {
    let entity = json!({"a/b": {"~1": {"": "x"}}, "~2": {}, "~": {"/": 1}, "list": [{"": []}], "participants": {"m-1": {}}});
    let flat = flat::flatten(&|_| Storage::Leaves, &entity);
    assert_eq!(read(&flat, &[]), (entity, vec![]));
}

#[test]
fn what_stands_deeper_is_read_and_the_value_for_what_it_says_besides() {
    let simple = record(&[
        ("venue", json!("v-1")),
        ("venue-b", json!(1)),
        ("venue/name", json!("Iikura")),
    ]);
    assert_eq!(
        read(&simple, &[]),
        (
            json!({"venue": {"name": "Iikura"}, "venue-b": 1}),
            vec!["value venue".to_owned()]
        )
    );
    let object = record(&[
        ("when", json!({"kind": "day", "date": {"year": 2017, "month": 3}})),
        ("when/date/month", json!(4)),
        ("when/zone", json!("Asia/Tokyo")),
    ]);
    assert_eq!(
        read(&object, &[]).0,
        json!({"when": {"kind": "day", "date": {"year": 2017, "month": 4}, "zone": "Asia/Tokyo"}})
    );
    let empty = record(&[("participants", json!({})), ("participants/m-1", json!({}))]);
    assert_eq!(read(&empty, &[]), (json!({"participants": {"m-1": {}}}), vec![]));
}

#[test]
fn a_value_that_is_one_thought_is_read_alone() {
    let object = record(&[
        ("when", json!({"kind": "within"})),
        ("when/date", json!("2017-03-20")),
    ]);
    assert_eq!(
        read(&object, &["when"]),
        (
            json!({"when": {"kind": "within"}}),
            vec!["deeper when".to_owned()]
        )
    );
}

#[test]
fn an_empty_text_is_absent_and_what_it_belongs_to_is_not() {
    let mut brief = BTreeMap::from([("brief/background/ru".to_owned(), Leaf::Prose(String::new()))]);
    assert_eq!(read(&brief, &[]), (json!({"brief": {"background": {}}}), vec![]));
    brief.extend(record(&[("brief/background", json!("as one value"))]));
    assert_eq!(
        read(&brief, &[]),
        (json!({"brief": {"background": "as one value"}}), vec![])
    );
    assert_eq!(
        flat::around("brief/background/ru").collect::<Vec<_>>(),
        ["brief", "brief/background"]
    );
}
