//! From JSON to the history: only what differs is written.

use std::collections::{BTreeMap, HashMap};

use automerge::{
    AutomergeError, ObjId, ObjType, ReadDoc, ScalarValue, Value as Stored, hydrate,
    transaction::{Transactable, Transaction},
};
use serde_json::Value;
use visit::{Splice, Storage};

use super::{
    flat::{self, Leaf, Shape},
    read,
};

/// How texts of one entity were edited, by the keys of its record. A text that is not named here is compared with what it is to be.
pub(crate) type Texts<'a> = HashMap<String, &'a [Splice]>;

/// Makes the entity `id` in the map `entities` equal to `entity`; takes it away where that is `None`.
pub(crate) fn entity(
    tx: &mut Transaction<'_>,
    entities: &ObjId,
    shape: Shape<'_>,
    id: &str,
    entity: Option<&Value>,
    texts: &Texts<'_>,
) -> Result<(), AutomergeError> {
    let found = tx.get(entities, id)?;
    match (found, entity) {
        (Some((Stored::Object(ObjType::Map), record)), Some(entity)) => {
            fields(tx, &record, shape, entity, texts)
        }
        (_, Some(entity)) => create(tx, entities, id, &flat::flatten(shape, entity)),
        (Some(_), None) => tx.delete(entities, id),
        (None, None) => Ok(()),
    }
}

/// Makes the flat record `record` equal to `entity`.
///
/// An equal value is never written again and an object is never replaced, so that two people who edit different fields of one
/// entity, or one prose text in different places, both keep what they wrote. A text is never taken away either, but emptied.
pub(crate) fn fields(
    tx: &mut Transaction<'_>,
    record: &ObjId,
    shape: Shape<'_>,
    entity: &Value,
    texts: &Texts<'_>,
) -> Result<(), AutomergeError> {
    let stored: Vec<StoredLeaf> = tx
        .map_range(record, ..)
        .map(|item| {
            let value = item.value.clone().into_value().into_owned();
            (item.key.to_string(), value, item.id(), item.conflict)
        })
        .collect();
    // What a version that knows more of it keeps as one value stays one value.
    let ones: Vec<&str> = stored
        .iter()
        .filter(|(_, value, ..)| is_one_object(value))
        .map(|(key, ..)| key.as_str())
        .collect();
    let kept = |path: &[&str]| match shape(path) {
        Storage::Leaves if ones.contains(&flat::key_of(path).as_str()) => Storage::Whole,
        kept => kept,
    };
    let mut wanted = flat::flatten(&kept, entity);
    // A text that is empty says by its key alone that there is such a place.
    let empty = |(_, value, ..): &&(_, Stored<'_>, _, _)| matches!(value, Stored::Object(ObjType::Text));
    for (key, ..) in stored.iter().filter(empty) {
        if !wanted.contains_key(key) {
            for place in flat::around(key) {
                let is_said = wanted.get(place).is_some_and(Leaf::is_empty_object);
                if is_said && stored.iter().all(|(other, ..)| other != place) {
                    wanted.remove(place);
                }
            }
        }
    }
    let mut written = Vec::new();
    for (key, value, id, conflict) in stored {
        let leaf = wanted.remove(&key);
        match text_of(tx, record, &key, &value, id, conflict)? {
            Some(text) => match leaf.as_ref().map(Leaf::words) {
                Some(Some(words)) => write_text(tx, &text, words, texts.get(&key).copied())?,
                Some(None) => written.extend(leaf.map(|leaf| (key, leaf))),
                None => write_text(tx, &text, "", texts.get(&key).copied())?,
            },
            None => match (leaf, &value) {
                (None, _) => tx.delete(record, key)?,
                (Some(leaf), Stored::Scalar(old)) if leaf.is(old) => {}
                (Some(leaf), _) => written.push((key, leaf)),
            },
        }
    }
    written.extend(wanted);
    for (key, leaf) in written {
        match leaf {
            Leaf::Scalar(scalar) => tx.put(record, key, scalar)?,
            // It was begun before the transaction, unless somebody has taken that away.
            Leaf::Prose(words) if !words.is_empty() => {
                let text = tx.put_object(record, key, ObjType::Text)?;
                tx.splice_text(&text, 0, 0, &words)?;
            }
            Leaf::Prose(_) => {}
        }
    }
    Ok(())
}

/// What stands under a key of a record, the operation that put it there, and whether other values stand beside it.
type StoredLeaf = (String, Stored<'static>, ObjId, bool);

/// Whether a value is an object that is kept as one, and not only the word that there is one.
fn is_one_object(value: &Stored<'_>) -> bool {
    let json = value.as_bytes().unwrap_or_default();
    json.starts_with(b"{") && json != b"{}"
}

/// The text under a key of a record, also where another value stands beside it.
fn text_of(
    tx: &Transaction<'_>,
    record: &ObjId,
    key: &str,
    value: &Stored<'_>,
    id: ObjId,
    conflict: bool,
) -> Result<Option<ObjId>, AutomergeError> {
    if matches!(value, Stored::Object(ObjType::Text)) {
        return Ok(Some(id));
    }
    if !conflict {
        return Ok(None);
    }
    Ok(read::text_among(&tx.get_all(record, key)?).cloned())
}

/// Makes a text equal to `words`: by the splices with which it was edited, and where these do not lead there, by what differs.
fn write_text(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    words: &str,
    splices: Option<&[Splice]>,
) -> Result<(), AutomergeError> {
    let mut now = tx.text(text)?;
    if now == words {
        return Ok(());
    }
    if let Some(splices) = splices
        && Splice::apply_all(splices, &now).as_deref() == Some(words)
    {
        for splice in splices {
            let (Some(taken), Some(then)) = (splice.bytes_in(&now), splice.apply(&now)) else {
                break;
            };
            let length = isize::try_from(taken.len()).unwrap_or(isize::MAX);
            tx.splice_text(text, taken.start, length, &splice.insert)?;
            now = then;
        }
    }
    if now != words {
        tx.update_text(text, words)?;
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
    let values: HashMap<&str, hydrate::Value> = record
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
