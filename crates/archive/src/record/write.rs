//! From JSON to the history: only what differs is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use automerge::{
    AutomergeError, ObjId, ObjType, ReadDoc, ScalarValue, Value as Stored, ValueRef, hydrate,
    transaction::{Transactable, Transaction},
};
use serde_json::Value;
use visit::{Splice, Storage};

use super::{
    flat::{self, Leaf, Shape},
    read,
};

/// What is said of one entity besides what it is to be, by the keys of its record.
#[derive(Debug, Default)]
pub(crate) struct Said<'a> {
    /// How texts were edited. A text that is not named here is compared with what it is to be.
    pub(crate) texts: HashMap<String, &'a [Splice]>,
    /// Where a conflict ends.
    pub(crate) settled: HashSet<String>,
}

/// Makes the entity `id` in the map `entities` equal to `entity`; takes it away where that is `None`.
pub(crate) fn entity(
    tx: &mut Transaction<'_>,
    entities: &ObjId,
    shape: Shape<'_>,
    id: &str,
    entity: Option<&Value>,
    said: &Said<'_>,
) -> Result<(), AutomergeError> {
    let all = tx.get_all(entities, id)?;
    let is_there = !all.is_empty();
    let records = all
        .into_iter()
        .filter(|(value, _)| matches!(value, Stored::Object(ObjType::Map)));
    let records: Vec<ObjId> = records.map(|(_, record)| record).collect();
    match entity {
        Some(entity) if !records.is_empty() => fields(tx, &records, shape, entity, said),
        Some(entity) => create(tx, entities, id, &flat::flatten(shape, entity)),
        None if is_there => tx.delete(entities, id),
        None => Ok(()),
    }
}

/// What stands under a key of a record.
struct StoredLeaf {
    record: ObjId,
    value: Stored<'static>,
    /// The text, where one stands there, also beside another value.
    text: Option<ObjId>,
    /// Whether other values stand beside it.
    conflict: bool,
}

/// Makes the flat record equal to `entity`. Where two copies have each added the entity there are several, of which what is written
/// goes into the last.
///
/// An equal value is never written again and an object is never replaced, so that two people who edit different fields of one
/// entity, or one prose text in different places, both keep what they wrote. A text is never taken away either, but emptied.
pub(crate) fn fields(
    tx: &mut Transaction<'_>,
    records: &[ObjId],
    shape: Shape<'_>,
    entity: &Value,
    said: &Said<'_>,
) -> Result<(), AutomergeError> {
    let Some(record) = records.last() else {
        return Ok(());
    };
    let (stored, hidden) = stored_in(tx, records)?;
    // What a version that knows more of it keeps as one value stays one value.
    let is_one = |leaf: &StoredLeaf| {
        let json = leaf.value.as_bytes().unwrap_or_default();
        json.starts_with(b"{") && json != b"{}"
    };
    let ones = stored.iter().filter(|(_, leaf)| is_one(leaf));
    let ones: Vec<&str> = ones.map(|(key, _)| key.as_str()).collect();
    let kept = |path: &[&str]| match shape(path) {
        Storage::Leaves if ones.contains(&flat::key_of(path).as_str()) => Storage::Whole,
        kept => kept,
    };
    let mut wanted = flat::flatten(&kept, entity);
    // A text that is empty says by its key alone that there is such a place.
    for (key, _) in stored.iter().filter(|(_, leaf)| leaf.text.is_some()) {
        if !wanted.contains_key(key) {
            for place in flat::around(key) {
                if wanted.get(place).is_some_and(Leaf::is_empty_object) && !stored.contains_key(place) {
                    wanted.remove(place);
                }
            }
        }
    }
    let goes = |key: &str| !wanted.contains_key(key) || said.settled.contains(key);
    for (key, leaf) in hidden.iter().filter(|(key, _)| goes(key)) {
        match &leaf.text {
            Some(text) => write_text(tx, text, "", None)?,
            None => tx.delete(&leaf.record, key.as_str())?,
        }
    }
    let mut written = Vec::new();
    for (key, leaf) in stored {
        let StoredLeaf {
            record,
            value,
            text,
            conflict,
        } = leaf;
        let settles = conflict && said.settled.contains(&key);
        let leaf = wanted.remove(&key);
        match text {
            Some(text) => match leaf.as_ref().map(Leaf::words) {
                Some(Some(words)) => write_text(tx, &text, words, said.texts.get(&key).copied())?,
                Some(None) => written.extend(leaf.map(|leaf| (key, leaf))),
                None => write_text(tx, &text, "", said.texts.get(&key).copied())?,
            },
            None => match (leaf, &value) {
                (None, _) => tx.delete(&record, key)?,
                (Some(leaf), Stored::Scalar(old)) if leaf.is(old) && !settles => {}
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

/// What stands in the records of an entity, as it is read.
type AsRead = BTreeMap<String, StoredLeaf>;

/// What stands in the records of one entity, key by key as it is read, and what is hidden by that.
fn stored_in(
    tx: &Transaction<'_>,
    records: &[ObjId],
) -> Result<(AsRead, Vec<(String, StoredLeaf)>), AutomergeError> {
    let mut stored = AsRead::new();
    let mut hidden = Vec::new();
    for record in records {
        for item in tx.map_range(record, ..) {
            let key = item.key.to_string();
            let text = match &item.value {
                ValueRef::Object(ObjType::Text) => Some(item.id()),
                _ if item.conflict => read::text_among(&tx.get_all(record, key.as_str())?).cloned(),
                _ => None,
            };
            let leaf = StoredLeaf {
                record: record.clone(),
                conflict: item.conflict,
                value: item.value.into_value().into_owned(),
                text,
            };
            // A later record hides an earlier one, but for a text in which there is nothing.
            let is_empty = leaf.text.as_ref().is_some_and(|text| tx.length(text) == 0);
            let hides = !(is_empty && stored.contains_key(&key));
            let under = if hides {
                let earlier = stored.insert(key.clone(), leaf);
                earlier.map(|earlier| (key, earlier))
            } else {
                Some((key, leaf))
            };
            hidden.extend(under);
        }
    }
    Ok((stored, hidden))
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
