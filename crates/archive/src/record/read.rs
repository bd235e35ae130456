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
        let value = value(doc, &item, heads)?;
        flat::put(&mut entity, &item.key, value);
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
            ValueRef::Object(ObjType::Map) => entity(doc, &item.id(), None)?,
            _ => value(doc, &item, None)?,
        };
        by_id.insert(item.key.into_owned(), value);
    }
    Ok(Value::Object(by_id))
}

/// Reads one value. Bytes describe themselves: they hold JSON.
pub(crate) fn value(
    doc: &Automerge,
    item: &MapRangeItem<'_>,
    heads: Option<&[ChangeHash]>,
) -> Result<Value, Unreadable> {
    let unreadable = || Unreadable::Value(item.key.to_string());
    match &item.value {
        ValueRef::Object(ObjType::Text) => {
            let text = match heads {
                Some(heads) => doc.text_at(item.id(), heads)?,
                None => doc.text(item.id())?,
            };
            Ok(Value::from(text))
        }
        ValueRef::Object(_) => Err(unreadable()),
        ValueRef::Scalar(scalar) => match scalar {
            ScalarValueRef::Bytes(json) => serde_json::from_slice(json).map_err(|_| unreadable()),
            ScalarValueRef::Str(text) => Ok(Value::from(text.as_ref())),
            ScalarValueRef::Int(whole)
            | ScalarValueRef::Counter(whole)
            | ScalarValueRef::Timestamp(whole) => Ok(Value::from(*whole)),
            ScalarValueRef::Uint(whole) => Ok(Value::from(*whole)),
            ScalarValueRef::F64(real) => Number::from_f64(*real).map(Value::Number).ok_or_else(unreadable),
            ScalarValueRef::Boolean(flag) => Ok(Value::Bool(*flag)),
            ScalarValueRef::Null => Ok(Value::Null),
            ScalarValueRef::Unknown { .. } => Err(unreadable()),
        },
    }
}
