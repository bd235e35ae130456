//! From the history to JSON.

use automerge::{
    Automerge, ChangeHash, ObjId, ObjType, ReadDoc, ScalarValueRef, ValueRef, iter::MapRangeItem,
};
use serde_json::{Map, Number, Value};

use super::flat;
use crate::error::Unreadable;

/// Reads the entity whose flat record is `record`; at the given heads, or now.
pub(crate) fn entity(
    doc: &Automerge,
    record: &ObjId,
    heads: Option<&[ChangeHash]>,
) -> Result<Value, Unreadable> {
    let mut entity = Map::new();
    let mut take = |item: MapRangeItem<'_>| {
        match standing(doc, record, &item, heads)? {
            Some(value) => flat::put(&mut entity, &item.key, value),
            None => flat::put_nothing(&mut entity, &item.key),
        }
        Ok::<_, Unreadable>(())
    };
    match heads {
        Some(heads) => doc.map_range_at(record, .., heads).try_for_each(&mut take)?,
        None => doc.map_range(record, ..).try_for_each(&mut take)?,
    }
    Ok(Value::Object(entity))
}

/// Reads the entities that stand in the map `entities`, by id.
pub(crate) fn entities(doc: &Automerge, entities: &ObjId) -> Result<Value, Unreadable> {
    let mut by_id = Map::new();
    for item in doc.map_range(entities, ..) {
        let value = match item.value {
            ValueRef::Object(ObjType::Map) => Some(entity(doc, &item.id(), None)?),
            _ => value(doc, &item, None)?,
        };
        by_id.extend(value.map(|value| (item.key.into_owned(), value)));
    }
    Ok(Value::Object(by_id))
}

/// Reads what stands under a key of a record. Where several values do, the last one is read, on every copy alike; but a text with
/// words in it comes before what is none.
fn standing(
    doc: &Automerge,
    record: &ObjId,
    item: &MapRangeItem<'_>,
    heads: Option<&[ChangeHash]>,
) -> Result<Option<Value>, Unreadable> {
    if item.conflict && !matches!(item.value, ValueRef::Object(ObjType::Text)) {
        let all = match heads {
            Some(heads) => doc.get_all_at(record, item.key.as_ref(), heads)?,
            None => doc.get_all(record, item.key.as_ref())?,
        };
        if let Some(text) = text_among(&all) {
            let words = words(doc, text, heads)?;
            if words.is_some() {
                return Ok(words);
            }
        }
    }
    value(doc, item, heads)
}

/// Finds the text among the values that stand under one key.
pub(crate) fn text_among<'a>(all: &'a [(automerge::Value<'_>, ObjId)]) -> Option<&'a ObjId> {
    let is_text = |value: &automerge::Value<'_>| matches!(value, automerge::Value::Object(ObjType::Text));
    all.iter()
        .rev()
        .find(|(value, _)| is_text(value))
        .map(|(_, text)| text)
}

/// Reads one value; `None` for a text in which there is nothing. Bytes describe themselves: they hold JSON.
pub(crate) fn value(
    doc: &Automerge,
    item: &MapRangeItem<'_>,
    heads: Option<&[ChangeHash]>,
) -> Result<Option<Value>, Unreadable> {
    let unreadable = || Unreadable::Value(item.key.to_string());
    match &item.value {
        ValueRef::Object(ObjType::Text) => words(doc, &item.id(), heads),
        ValueRef::Object(_) => Err(unreadable()),
        ValueRef::Scalar(stored) => scalar(stored).map(Some).ok_or_else(unreadable),
    }
}

/// The words of a text; `None` where there are none.
fn words(doc: &Automerge, text: &ObjId, heads: Option<&[ChangeHash]>) -> Result<Option<Value>, Unreadable> {
    let text = match heads {
        Some(heads) => doc.text_at(text, heads)?,
        None => doc.text(text)?,
    };
    Ok((!text.is_empty()).then(|| Value::from(text)))
}

fn scalar(stored: &ScalarValueRef<'_>) -> Option<Value> {
    match stored {
        ScalarValueRef::Bytes(json) => serde_json::from_slice(json).ok(),
        ScalarValueRef::Str(text) => Some(Value::from(text.as_ref())),
        ScalarValueRef::Int(whole) | ScalarValueRef::Counter(whole) | ScalarValueRef::Timestamp(whole) => {
            Some(Value::from(*whole))
        }
        ScalarValueRef::Uint(whole) => Some(Value::from(*whole)),
        ScalarValueRef::F64(real) => Number::from_f64(*real).map(Value::Number),
        ScalarValueRef::Boolean(flag) => Some(Value::Bool(*flag)),
        ScalarValueRef::Null => Some(Value::Null),
        ScalarValueRef::Unknown { .. } => None,
    }
}
