//! Reading a history as what it is: straight into the types, without a tree of JSON in between, which would take several times as long.

use std::{borrow::Cow, cell::RefCell, collections::BTreeSet};

use automerge::{ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ValueRef, iter::MapRangeItem};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor, value::Error};
use serde_json::{Map, Value};
use visit::{DocumentKind, Dossier, EntityKey, House, Kind, Storage, Visit};

use super::{DOCUMENT, History, name_in_root};
use crate::{
    error::Unreadable,
    record::{
        flat,
        node::{Name, Node},
        read::{Conflicted, Reading, text_among},
    },
    stored::{Outline, Stored},
};

/// A place in a document where more stands than is read: the field of its kind, the id of its entity, and the key in its record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Contested {
    pub(crate) field: String,
    pub(crate) id: String,
    pub(crate) key: String,
}

impl History {
    /// Returns the document, mended where a merge has left what no edit could have left.
    ///
    /// # Errors
    /// [`Unreadable::Newer`], or [`Unreadable::Value`] with the path to what cannot be read.
    pub(crate) fn read<D: Stored>(&self) -> Result<D, Unreadable> {
        let schema = self.automerge.get(ROOT, "schema")?;
        if let Some(schema) = schema.and_then(|(schema, _)| schema.as_i64())
            && schema > i64::from(visit::SCHEMA)
        {
            return Err(Unreadable::Newer(schema));
        }
        let conflicted = RefCell::new(BTreeSet::new());
        let root = Root {
            history: self,
            is_one: &is_one::<D>,
            conflicted: &conflicted,
        };
        let read = D::deserialize(root);
        match read {
            Ok(mut document) => {
                // Where these are known already, they are the same.
                let _ = self.conflicted.set(conflicted.into_inner());
                let _ = self.mended.set(document.mend());
                Ok(document)
            }
            // Slower, but with the path.
            Err(error) => match serde_path_to_error::deserialize(self.value()?) {
                Ok(document) => Ok(document),
                Err(found) => Err(Unreadable::Value(format!("{} ({error})", found.path()))),
            },
        }
    }

    /// Returns the JSON form of the document, of whatever kind it is.
    pub(crate) fn value(&self) -> Result<Value, Unreadable> {
        let mut root = Map::new();
        let reading = Reading::now(&self.automerge);
        for item in reading.items(&ROOT) {
            let value = match item.value {
                _ if item.key == DOCUMENT => continue,
                ValueRef::Object(ObjType::Map) if item.key == Kind::Facts.field() => {
                    let facts = reading.record(&item.id(), &|_| false, &mut Conflicted::new())?;
                    facts.into_value().map_err(|error| at(&item, &error))?
                }
                ValueRef::Object(ObjType::Map) => self.entities(&item.id())?,
                _ => match reading.value(&item)? {
                    Some(value) => value.into_value().map_err(|error| at(&item, &error))?,
                    None => continue,
                },
            };
            root.insert(name_in_root(&item.key), value);
        }
        Ok(Value::Object(root))
    }

    fn entities(&self, map: &ObjId) -> Result<Value, Unreadable> {
        let mut entities = Map::new();
        let reading = Reading::now(&self.automerge);
        for item in reading.items(map) {
            let mut conflicted = Conflicted::new();
            let Some(entity) = entity(&reading, map, &item, &|_| false, &mut conflicted)? else {
                continue;
            };
            let entity = entity.into_value().map_err(|error| at(&item, &error))?;
            entities.insert(item.key.into_owned(), entity);
        }
        Ok(Value::Object(entities))
    }

    /// Returns what is told of the document, of whatever kind it is.
    pub(crate) fn outline(&self) -> Result<Outline, Unreadable> {
        let kind = self.kind();
        Ok(match DocumentKind::named(&kind) {
            Some(DocumentKind::Visit) => Outline::of(&self.read::<Visit>()?),
            Some(DocumentKind::Dossier) => Outline::of(&self.read::<Dossier>()?),
            Some(DocumentKind::House) => Outline::of(&self.read::<House>()?),
            None => {
                let nameless = || Unreadable::Value("id".to_owned());
                Outline::of_newer(&kind, &self.value()?).ok_or_else(nameless)?
            }
        })
    }

    /// Returns the JSON form of one entity at `heads`, if it was there.
    pub(crate) fn entity_at<D: Stored>(
        &self,
        key: &EntityKey,
        heads: &[ChangeHash],
    ) -> Result<Option<Value>, Unreadable> {
        let reading = Reading {
            doc: &self.automerge,
            heads: Some(heads),
        };
        let records = self.records_of(&reading, key)?;
        if records.is_empty() {
            return Ok(None);
        }
        let one = |place: &str| is_one::<D>(key.kind.field(), place);
        let entity = reading.together(&records, &one, &mut Conflicted::new())?;
        let unreadable = |error: Error| Unreadable::Value(format!("{} ({error})", key.pointer()));
        entity.into_value().map(Some).map_err(unreadable)
    }

    /// The text under a key of the records of one entity: of several, the last one that has words.
    pub(crate) fn text_in(&self, records: &[ObjId], place: &str) -> Result<Option<ObjId>, Unreadable> {
        let mut found = None;
        for record in records.iter().rev() {
            if let Some(text) = text_among(&self.automerge.get_all(record, place)?) {
                if self.automerge.length(text) > 0 {
                    return Ok(Some(text.clone()));
                }
                found = found.or_else(|| Some(text.clone()));
            }
        }
        Ok(found)
    }

    /// Returns the records in which an entity stands, the one that wins last.
    pub(crate) fn records_of(
        &self,
        reading: &Reading<'_>,
        key: &EntityKey,
    ) -> Result<Vec<ObjId>, Unreadable> {
        match self.maps.get(key.kind.field()) {
            None => Ok(Vec::new()),
            Some(facts) if key.kind == Kind::Facts => Ok(vec![facts.clone()]),
            Some(map) => reading.records(map, &key.id),
        }
    }
}

fn at(item: &MapRangeItem<'_>, error: &Error) -> Unreadable {
    Unreadable::Value(format!("{} ({error})", item.key))
}

/// Whether what stands under a key of the records of a kind is one thought.
pub(super) fn is_one<D: Stored>(field: &str, key: &str) -> bool {
    let kind = std::iter::once(&Kind::Facts)
        .chain(D::KINDS)
        .find(|kind| kind.field() == field);
    let names: Vec<String> = key.split('/').map(flat::name_of).collect();
    let path: Vec<&str> = names.iter().map(String::as_str).collect();
    kind.is_some_and(|kind| D::storage(*kind, &path) == Storage::Whole)
}

/// Reads what stands under an id.
fn entity<'a>(
    reading: &Reading<'a>,
    map: &ObjId,
    item: &MapRangeItem<'a>,
    one: &dyn Fn(&str) -> bool,
    conflicted: &mut Conflicted,
) -> Result<Option<Node<'a>>, Unreadable> {
    match item.value {
        ValueRef::Object(ObjType::Map) if item.conflict => {
            let records = reading.records(map, &item.key)?;
            reading.together(&records, one, conflicted).map(Some)
        }
        ValueRef::Object(ObjType::Map) => reading.record(&item.id(), one, conflicted).map(Some),
        _ => reading.value(item),
    }
}

/// The root of a history, as it is read into a document.
struct Root<'a, 'r> {
    history: &'a History,
    is_one: &'r dyn Fn(&str, &str) -> bool,
    conflicted: &'r RefCell<BTreeSet<Contested>>,
}

impl<'de> Deserializer<'de> for Root<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Members {
            map: ROOT,
            field: None,
            items: Reading::now(&self.history.automerge).items(&ROOT),
            item: None,
            root: self,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Goes through the fields of the root, or through the entities of one of them.
struct Members<'a, 'r> {
    root: Root<'a, 'r>,
    map: ObjId,
    /// The field of the entities; `None` for the root itself.
    field: Option<Cow<'a, str>>,
    items: Box<dyn Iterator<Item = MapRangeItem<'a>> + 'a>,
    item: Option<MapRangeItem<'a>>,
}

impl<'a> Members<'a, '_> {
    fn note(&self, field: &str, id: &str, conflicted: Conflicted) {
        let places = conflicted.into_iter().map(|key| Contested {
            field: field.to_owned(),
            id: id.to_owned(),
            key,
        });
        self.root.conflicted.borrow_mut().extend(places);
    }

    /// Reads the record that is the next member.
    fn member(&self, item: &MapRangeItem<'a>) -> Result<Option<Node<'a>>, Unreadable> {
        let reading = Reading::now(&self.root.history.automerge);
        let mut conflicted = Conflicted::new();
        let (field, id) = match &self.field {
            None => (item.key.as_ref(), ""),
            Some(field) => (field.as_ref(), item.key.as_ref()),
        };
        let one = |key: &str| (self.root.is_one)(field, key);
        let node = entity(&reading, &self.map, item, &one, &mut conflicted)?;
        if !conflicted.is_empty() {
            self.note(field, id, conflicted);
        }
        Ok(node)
    }
}

impl<'de> MapAccess<'de> for Members<'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let is_root = self.field.is_none();
        let Some(item) = self.items.find(|item| !is_root || item.key != DOCUMENT) else {
            return Ok(None);
        };
        let name = match &item.key {
            key if is_root && key.starts_with('~') => Cow::Owned(name_in_root(key)),
            key => key.clone(),
        };
        self.item = Some(item);
        seed.deserialize(Name(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let item = self
            .item
            .take()
            .ok_or_else(|| Error::custom("a key without a value"))?;
        let is_map = matches!(item.value, ValueRef::Object(ObjType::Map));
        if self.field.is_none() && is_map && item.key != Kind::Facts.field() {
            return seed.deserialize(Entities(Members {
                map: item.id(),
                field: Some(item.key.clone()),
                items: Reading::now(&self.root.history.automerge).items(&item.id()),
                item: None,
                root: Root {
                    history: self.root.history,
                    is_one: self.root.is_one,
                    conflicted: self.root.conflicted,
                },
            }));
        }
        let node = self.member(&item).map_err(Error::custom)?;
        match node {
            Some(node) => seed.deserialize(node),
            // A text in which there is nothing, where none has a place.
            None => seed.deserialize(Node::Object(Vec::new())),
        }
    }
}

/// The entities of one kind.
struct Entities<'a, 'r>(Members<'a, 'r>);

impl<'de> Deserializer<'de> for Entities<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
