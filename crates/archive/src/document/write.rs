//! Writing into a history.

use automerge::{
    ChangeHash, ObjId, ROOT,
    transaction::{CommitOptions, Transaction},
};
use serde_json::Value;
use visit::{Document as _, EntityKey, Kind, Visit};

use super::Document;
use crate::{
    begin,
    edited::Edited,
    error::Unreadable,
    record::{
        flat::{self, Leaf},
        write::{self, Texts},
    },
    stamp::Message,
    weight,
};

/// One change that was made to a document, ready to be stored.
pub(crate) struct Increment {
    pub(crate) hash: ChangeHash,
    pub(crate) message: Message,
    pub(crate) bytes: Vec<u8>,
}

impl Document {
    /// Makes the named entities equal to those of `visit`, as one change, before which texts are begun that there are to be from now on.
    /// Nothing where nothing differs.
    ///
    /// Nothing else is looked at, so the cost does not grow with the visit.
    ///
    /// # Errors
    /// The history may then have begun texts already that are not on the disk.
    pub(crate) fn record(
        &mut self,
        visit: &Visit,
        edited: &Edited<'_>,
        message: &Message,
    ) -> Result<Vec<Increment>, Unreadable> {
        let maps = self.maps.clone();
        let values: Vec<_> = edited
            .changed
            .iter()
            .map(|key| (key, visit.value_of(key)))
            .collect();
        let mut made = self.begin_texts(&values)?;
        made.extend(self.change(message, |tx| {
            values.iter().try_for_each(|(key, value)| {
                let map = maps.get(&key.kind).unwrap_or(&ROOT);
                write_one(tx, map, key, value.as_ref(), &edited.texts_of(key))
            })
        })?);
        Ok(made)
    }

    /// Begins the texts that the records of some entities are to have and do not have yet.
    fn begin_texts(&mut self, values: &[(&EntityKey, Option<Value>)]) -> Result<Vec<Increment>, Unreadable> {
        let mut begun = Vec::new();
        for (key, value) in values {
            let (Some(value), Some(record)) = (value, self.record_of(key)?) else {
                continue;
            };
            for (place, leaf) in flat::flatten(key.kind, value) {
                if let Leaf::Prose(words) = leaf
                    && !words.is_empty()
                {
                    begun.extend(begin::text_where_missing(
                        &self.automerge,
                        &record,
                        &place,
                        &words,
                    )?);
                }
            }
        }
        let made = begun
            .iter()
            .map(|change| {
                let bytes = change.raw_bytes().to_vec();
                self.weight = self.weight.saturating_add(weight::weigh(&bytes, u64::MAX)?);
                Ok(Increment {
                    hash: change.hash(),
                    message: Message::of(change),
                    bytes,
                })
            })
            .collect::<Result<Vec<_>, Unreadable>>()?;
        if !begun.is_empty() {
            self.automerge.apply_changes_batch(begun)?;
        }
        Ok(made)
    }

    /// Writes a whole visit into a history that has just begun.
    pub(crate) fn record_all(
        &mut self,
        visit: &Visit,
        message: &Message,
    ) -> Result<Option<Increment>, Unreadable> {
        let maps = self.maps.clone();
        let whole = serde_json::to_value(visit).map_err(|error| Unreadable::Value(error.to_string()))?;
        let Value::Object(root) = whole else {
            return Err(Unreadable::Value(String::new()));
        };
        self.change(message, |tx| {
            for (name, value) in &root {
                let kind = maps.keys().find(|kind| kind.field() == name);
                match (kind, value) {
                    (Some(Kind::Facts), facts) => {
                        let map = maps.get(&Kind::Facts).unwrap_or(&ROOT);
                        write::fields(tx, map, Kind::Facts, facts, &Texts::new())?
                    }
                    (Some(kind), Value::Object(entities)) => {
                        let map = maps.get(kind).unwrap_or(&ROOT);
                        entities.iter().try_for_each(|(id, entity)| {
                            write::entity(tx, map, *kind, id, Some(entity), &Texts::new())
                        })?;
                    }
                    _ => write::whole(tx, &ROOT, name, value)?,
                }
            }
            Ok(())
        })
    }

    pub(super) fn change(
        &mut self,
        message: &Message,
        edit: impl FnOnce(&mut Transaction<'_>) -> Result<(), automerge::AutomergeError>,
    ) -> Result<Option<Increment>, Unreadable> {
        let before = self.automerge.get_heads();
        let mut tx = self.automerge.transaction();
        // A transaction that is dropped is rolled back, so a refused edit leaves no trace.
        edit(&mut tx)?;
        let options = CommitOptions::default()
            .with_message(message.to_text())
            .with_time(message.time.div_euclid(1000));
        let (hash, _) = tx.commit_with(options);
        let Some(hash) = hash else { return Ok(None) };
        let bytes = self.automerge.save_after(&before);
        // What this program made itself is a history; what is too heavy is refused by whoever writes.
        self.weight = self.weight.saturating_add(weight::weigh(&bytes, u64::MAX)?);
        Ok(Some(Increment {
            hash,
            message: message.clone(),
            bytes,
        }))
    }
}

fn write_one(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &EntityKey,
    value: Option<&Value>,
    texts: &Texts<'_>,
) -> Result<(), automerge::AutomergeError> {
    match (key.kind, value) {
        (Kind::Facts, Some(facts)) => write::fields(tx, map, Kind::Facts, facts, texts),
        (Kind::Facts, None) => Ok(()),
        (kind, value) => write::entity(tx, map, kind, &key.id, value, texts),
    }
}
