//! Writing into a history.

use automerge::{
    Change, ChangeHash, ROOT,
    transaction::{CommitOptions, Transaction},
};
use serde_json::Value;
use visit::{EntityKey, Kind, Storage};

use super::{DOCUMENT, History, key_in_root};
use crate::{
    begin,
    edited::Edited,
    error::Unreadable,
    name::DocumentId,
    record::{
        flat::{self, Leaf},
        read::Reading,
        write::{self, Said},
    },
    stamp::Message,
    stored::Stored,
    weight,
};

/// One change that was made to a history, ready to be stored.
pub(crate) struct Increment {
    pub(crate) hash: ChangeHash,
    pub(crate) message: Message,
    pub(crate) bytes: Vec<u8>,
}

impl History {
    /// Makes the named entities equal to those of `document`, as one change, before which texts and maps are begun that there are to be
    /// from now on. Nothing where nothing differs.
    ///
    /// What reading has mended is written with the entity. Nothing else is looked at, so the cost does not grow with the document.
    ///
    /// # Errors
    /// The history may then have begun something already that is not on the disk.
    pub(crate) fn record<D: Stored>(
        &mut self,
        document: &D,
        edited: &Edited<'_>,
        message: &Message,
    ) -> Result<Vec<Increment>, Unreadable> {
        let written = self.to_be_written::<D>(edited.changed)?;
        let values: Vec<_> = written.iter().map(|key| (key, document.value_of(key))).collect();
        let mut made = self.begin_maps(written.iter().map(|key| key.kind.field()))?;
        made.extend(self.begin_texts::<D>(&values)?);
        let maps = self.maps.clone();
        made.extend(self.change(message, |tx| {
            values.iter().try_for_each(|(key, value)| {
                let Some(map) = maps.get(key.kind.field()) else {
                    return Ok(());
                };
                let shape = |path: &[&str]| D::storage(key.kind, path);
                let said = edited.said_of(key);
                match (key.kind, value) {
                    (Kind::Facts, Some(facts)) => {
                        write::fields(tx, std::slice::from_ref(map), &shape, facts, &said)
                    }
                    (Kind::Facts, None) => Ok(()),
                    (_, value) => write::entity(tx, map, &shape, &key.id, value.as_ref(), &said),
                }
            })
        })?);
        self.note_conflicts::<D>(&written)?;
        self.note_mended(&written);
        Ok(made)
    }

    /// Begins the maps that there are to be and are not yet: those of kinds that came after the shipped document.
    fn begin_maps<'a>(
        &mut self,
        fields: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<Increment>, Unreadable> {
        let mut missing: Vec<&str> = fields.filter(|field| !self.maps.contains_key(*field)).collect();
        missing.sort_unstable();
        missing.dedup();
        let begun = missing
            .iter()
            .map(|field| begin::map(&self.automerge, field, &self.first))
            .collect::<Result<Vec<_>, _>>()?;
        let made = self.apply(begun)?;
        if !made.is_empty() {
            self.maps = Self::of(self.automerge.clone(), self.weight)?.maps;
        }
        Ok(made)
    }

    /// Begins the texts that the records of some entities are to have and do not have yet.
    fn begin_texts<D: Stored>(
        &mut self,
        values: &[(&EntityKey, Option<Value>)],
    ) -> Result<Vec<Increment>, Unreadable> {
        let mut begun = Vec::new();
        for (key, value) in values {
            let records = self.records_of(&Reading::now(&self.automerge), key)?;
            let (Some(value), Some(record)) = (value, records.last()) else {
                continue;
            };
            for (place, leaf) in flat::flatten(&|path| D::storage(key.kind, path), value) {
                if let Leaf::Prose(words) = leaf
                    && !words.is_empty()
                    && self.text_in(&records, &place)?.is_none()
                {
                    begun.extend(begin::text_where_missing(
                        &self.automerge,
                        record,
                        &place,
                        &words,
                    )?);
                }
            }
        }
        self.apply(begun)
    }

    /// Takes in changes that are made alike on every copy.
    fn apply(&mut self, changes: Vec<Change>) -> Result<Vec<Increment>, Unreadable> {
        let mut made = Vec::new();
        for change in &changes {
            let bytes = change.raw_bytes().to_vec();
            self.weight = self.weight.saturating_add(weight::weigh(&bytes, u64::MAX)?);
            made.push(Increment {
                hash: change.hash(),
                message: Message::of(change),
                bytes,
            });
        }
        if !changes.is_empty() {
            self.automerge.apply_changes_batch(changes)?;
        }
        Ok(made)
    }

    /// Writes a whole document into a history that has just begun.
    pub(crate) fn record_all<D: Stored>(
        &mut self,
        document: &D,
        id: DocumentId,
        message: &Message,
    ) -> Result<(), Unreadable> {
        let whole = serde_json::to_value(document).map_err(|error| Unreadable::Value(error.to_string()))?;
        let Value::Object(root) = whole else {
            return Err(Unreadable::Value(String::new()));
        };
        // A kind of a newer version looks like those of this one: a map of objects.
        let is_map = |value: &Value| {
            let entities = value.as_object();
            entities.is_some_and(|all| {
                all.iter()
                    .all(|(id, entity)| !id.is_empty() && entity.is_object())
            })
        };
        let fields = root.iter().filter(|(_, value)| is_map(value));
        let fields: Vec<_> = fields.map(|(name, _)| key_in_root(name)).collect();
        self.begin_maps(fields.iter().map(String::as_str))?;
        let maps = self.maps.clone();
        self.change(message, |tx| {
            write::whole(tx, &ROOT, DOCUMENT, &id.to_text().into())?;
            for (name, value) in &root {
                let key = key_in_root(name);
                let kind = D::KINDS.iter().find(|kind| kind.field() == name);
                let shape = |path: &[&str]| kind.map_or(Storage::Leaves, |kind| D::storage(*kind, path));
                match (maps.get(&key), value) {
                    (Some(map), facts) if name == Kind::Facts.field() => {
                        let shape = |path: &[&str]| D::storage(Kind::Facts, path);
                        write::fields(tx, std::slice::from_ref(map), &shape, facts, &Said::default())?;
                    }
                    (Some(map), Value::Object(entities)) => {
                        entities.iter().try_for_each(|(id, entity)| {
                            write::entity(tx, map, &shape, id, Some(entity), &Said::default())
                        })?;
                    }
                    _ => write::whole(tx, &ROOT, &key, value)?,
                }
            }
            Ok(())
        })?;
        let _ = self.mended.set(document.mends());
        Ok(())
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
