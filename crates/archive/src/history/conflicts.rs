//! Where more stands in a document than is read, and who wrote what is read.

use automerge::{ObjId, ObjType, ReadDoc, Value as InHistory};
use serde_json::Value;
use visit::{EntityKey, Kind};

use super::{Contested, History, read::is_one};
use crate::{
    error::Unreadable,
    record::{
        flat,
        node::Node,
        read::{Conflicted, Reading, text_among},
    },
    stored::Stored,
};

/// A value that stands in a place, and the operation that put it there.
pub(crate) struct Standing {
    pub(crate) value: Value,
    pub(crate) put_by: ObjId,
}

impl History {
    /// Returns the places where more stands than is read, in the order of the document's kinds and ids.
    ///
    /// Reading the document finds them all; after that they cost nothing.
    pub(crate) fn conflicted<D: Stored>(&self) -> Result<Vec<(EntityKey, String)>, Unreadable> {
        if self.conflicted.get().is_none() {
            self.read::<D>()?;
        }
        let places = self.conflicted.get().into_iter().flatten();
        let mut found: Vec<(EntityKey, String)> = places
            .filter_map(|place| {
                let mut kinds = std::iter::once(&Kind::Facts).chain(D::KINDS);
                let kind = kinds.find(|kind| kind.field() == place.field)?;
                Some((EntityKey::new(*kind, &place.id), place.key.clone()))
            })
            .collect();
        found.sort();
        Ok(found)
    }

    /// Notes what has become of conflicts in some entities that were written.
    pub(super) fn note_conflicts<D: Stored>(&mut self, changed: &[EntityKey]) -> Result<(), Unreadable> {
        let Some(mut places) = self.conflicted.take() else {
            return Ok(());
        };
        let reading = Reading::now(&self.automerge);
        for key in changed {
            let field = key.kind.field();
            places.retain(|place| place.field != field || place.id != key.id);
            let mut conflicted = Conflicted::new();
            let records = self.records_of(&reading, key)?;
            reading.together(&records, &|place| is_one::<D>(field, place), &mut conflicted)?;
            places.extend(conflicted.into_iter().map(|place| Contested {
                field: field.to_owned(),
                id: key.id.clone(),
                key: place,
            }));
        }
        let _ = self.conflicted.set(places);
        Ok(())
    }

    /// Returns every value that stands in a place, the one that is read first. One alone is no conflict.
    pub(crate) fn standing<D: Stored>(
        &self,
        key: &EntityKey,
        place: &str,
    ) -> Result<Vec<Standing>, Unreadable> {
        let reading = Reading::now(&self.automerge);
        let records = self.records_of(&reading, key)?;
        let mut standing = Vec::new();
        for record in records.iter().rev() {
            let all = reading.all(record, place)?;
            let text = text_among(&all).cloned();
            for (value, put_by) in all.into_iter().rev() {
                let is_text = text.as_ref() == Some(&put_by);
                let Some(value) = self.one_value(value, &put_by)? else {
                    continue;
                };
                let first = is_text && !standing.is_empty();
                let at = if first { 0 } else { standing.len() };
                let put_by = self.last_in(&put_by).unwrap_or(put_by);
                standing.insert(at, Standing { value, put_by });
            }
        }
        // Words that somebody has taken into the text stand there once.
        if let Some(Value::String(words)) = standing.first().map(|first| first.value.clone())
            && self.text_in(&records, place)?.is_some()
        {
            let is_in = |value: &Value| value.as_str().is_some_and(|other| words.contains(other));
            let mut number = 0;
            standing.retain(|standing| {
                number += 1;
                number == 1 || !is_in(&standing.value)
            });
        }
        if let Some(deeper) = self.deeper(&reading, &records, place)? {
            let at = if is_one::<D>(key.kind.field(), place) {
                standing.len()
            } else {
                0
            };
            standing.insert(at, deeper);
        }
        // Two copies that write the same mean the same.
        let mut kept: Vec<Standing> = Vec::new();
        for one in standing {
            if kept.iter().all(|known| known.value != one.value) {
                kept.push(one);
            }
        }
        Ok(kept)
    }

    /// The object that stands deeper than a place, put together, with the last operation in it.
    fn deeper(
        &self,
        reading: &Reading<'_>,
        records: &[ObjId],
        place: &str,
    ) -> Result<Option<Standing>, Unreadable> {
        let within = format!("{place}/");
        let mut put_by: Option<ObjId> = None;
        for item in records.iter().flat_map(|record| reading.items(record)) {
            if item.key.starts_with(&within) && reading.value(&item)?.is_some() {
                let id = item.id();
                let id = self.last_in(&id).unwrap_or(id);
                put_by = put_by.filter(|known| counter(known) >= counter(&id)).or(Some(id));
            }
        }
        let Some(put_by) = put_by else { return Ok(None) };
        let entity = reading.together(records, &|_| false, &mut Conflicted::new())?;
        let names: Vec<String> = place.split('/').map(flat::name_of).collect();
        let value = entity.into_value().ok();
        let value = value.and_then(|entity| {
            let found = names.iter().try_fold(&entity, |at, name| at.get(name));
            found.cloned()
        });
        Ok(value.map(|value| Standing { value, put_by }))
    }

    fn one_value(&self, value: InHistory<'_>, put_by: &ObjId) -> Result<Option<Value>, Unreadable> {
        let unreadable = || Unreadable::Value("a value in conflict".to_owned());
        match value {
            InHistory::Object(ObjType::Text) => {
                let words = Reading::now(&self.automerge).words(put_by)?;
                Ok(words.map(Value::from))
            }
            InHistory::Object(_) => Err(unreadable()),
            InHistory::Scalar(scalar) => {
                let scalar = scalar.into_owned().into();
                Node::Leaf(scalar)
                    .into_value()
                    .map(Some)
                    .map_err(|_| unreadable())
            }
        }
    }

    /// Returns the operation that wrote what is read at a place: in a text, the newest of its characters.
    pub(crate) fn put_by<D: Stored>(
        &self,
        key: &EntityKey,
        place: &str,
    ) -> Result<Option<ObjId>, Unreadable> {
        let standing = self.standing::<D>(key, place)?;
        Ok(standing.into_iter().next().map(|standing| standing.put_by))
    }

    /// The operation that put the newest character into a text that is still there; `None` for what is no text, or an empty one.
    fn last_in(&self, text: &ObjId) -> Option<ObjId> {
        let is_text = self.automerge.object_type(text).ok()? == ObjType::Text;
        let letters = is_text.then(|| self.automerge.list_range(text, ..))?;
        letters.map(|letter| letter.id()).max_by_key(counter)
    }
}

/// The number of an operation; later ones have higher numbers.
fn counter(operation: &ObjId) -> u64 {
    match operation {
        ObjId::Id(counter, ..) => *counter,
        ObjId::Root => 0,
    }
}
