//! From JSON to the history: only what differs is written.

use std::collections::BTreeMap;

use automerge::{
    AutomergeError, ObjId, ObjType, ReadDoc, ScalarValue, Value as Stored, hydrate,
    transaction::{Transactable, Transaction},
};
use serde_json::Value;
use visit::Kind;

use super::flat::{self, Leaf};

/// Makes the entity `id` in the map `entities` equal to `entity`; takes it away where that is `None`.
pub(crate) fn entity(
    tx: &mut Transaction<'_>,
    entities: &ObjId,
    kind: Kind,
    id: &str,
    entity: Option<&Value>,
) -> Result<(), AutomergeError> {
    let found = tx.get(entities, id)?;
    match (found, entity) {
        (Some((Stored::Object(ObjType::Map), record)), Some(entity)) => fields(tx, &record, kind, entity),
        (_, Some(entity)) => create(tx, entities, id, &flat::flatten(kind, entity)),
        (Some(_), None) => tx.delete(entities, id),
        (None, None) => Ok(()),
    }
}

/// Makes the flat record `record` equal to `entity`.
///
/// An equal value is never written again and an object is never replaced, so that two people who edit different fields of one
/// entity, or one prose text in different places, both keep what they wrote.
pub(crate) fn fields(
    tx: &mut Transaction<'_>,
    record: &ObjId,
    kind: Kind,
    entity: &Value,
) -> Result<(), AutomergeError> {
    let mut wanted = flat::flatten(kind, entity);
    let mut gone = Vec::new();
    let mut rewritten = Vec::new();
    for item in tx.map_range(record, ..) {
        let Some(leaf) = wanted.remove(item.key.as_ref()) else {
            gone.push(item.key.into_owned());
            continue;
        };
        let stored = item.value.clone().into_value();
        match (&stored, &leaf) {
            (Stored::Scalar(old), Leaf::Scalar(new)) if **old == *new => {}
            (Stored::Object(ObjType::Text), Leaf::Prose(_)) => {
                rewritten.push((item.key.to_string(), leaf, Some(item.id())))
            }
            _ => rewritten.push((item.key.to_string(), leaf, None)),
        }
    }
    rewritten.extend(wanted.into_iter().map(|(key, leaf)| (key, leaf, None)));
    for key in gone {
        tx.delete(record, key)?;
    }
    for (key, leaf, text) in rewritten {
        match (leaf, text) {
            (Leaf::Scalar(scalar), _) => tx.put(record, key, scalar)?,
            (Leaf::Prose(new), Some(text)) => {
                if tx.text(&text)? != new {
                    tx.update_text(&text, &new)?;
                }
            }
            (Leaf::Prose(new), None) => {
                let text = tx.put_object(record, key, ObjType::Text)?;
                tx.splice_text(&text, 0, 0, &new)?;
            }
        }
    }
    Ok(())
}

/// Puts a value straight into the map `map`, unless it is there already.
pub(crate) fn whole(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &str,
    value: &Value,
) -> Result<(), AutomergeError> {
    let wanted = flat::scalar(value);
    match tx.get(map, key)? {
        Some((Stored::Scalar(stored), _)) if stored.as_ref() == &wanted => Ok(()),
        _ => tx.put(map, key, wanted),
    }
}

/// Creates a record in one go, which is six times as fast as key by key.
fn create(
    tx: &mut Transaction<'_>,
    entities: &ObjId,
    id: &str,
    record: &BTreeMap<String, Leaf>,
) -> Result<(), AutomergeError> {
    let encoding = tx.text_encoding();
    let values: std::collections::HashMap<&str, hydrate::Value> = record
        .iter()
        .map(|(key, leaf)| {
            let value = match leaf {
                Leaf::Scalar(scalar) => hydrate::Value::Scalar(ScalarValue::clone(scalar)),
                Leaf::Prose(text) => hydrate::Value::text(encoding, text),
            };
            (key.as_str(), value)
        })
        .collect();
    tx.batch_create_object(entities, id, &hydrate::Value::Map(values.into()), false)?;
    Ok(())
}
