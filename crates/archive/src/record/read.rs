//! From the history to what is read of it.

use std::{borrow::Cow, collections::BTreeMap};

use automerge::{
    Automerge, ChangeHash, ObjId, ObjType, ReadDoc, Value as Stored, ValueRef, iter::MapRangeItem,
};

use super::node::{self, Fields, Hidden, Node};
use crate::error::Unreadable;

/// Where and when something is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) doc: &'a Automerge,
    /// The state that is read; the present one where there is none.
    pub(crate) heads: Option<&'a [ChangeHash]>,
}

/// What is told of a record besides what stands in it: the keys where more stands than is read, each with the key under which that is.
pub(crate) type Conflicted = Vec<String>;

impl<'a> Reading<'a> {
    /// Reads what is there now.
    pub(crate) fn now(doc: &'a Automerge) -> Self {
        Self { doc, heads: None }
    }

    /// The records that stand under one id, the one that wins last. There is more than one where two copies have each added the entity.
    pub(crate) fn records(&self, entities: &ObjId, id: &str) -> Result<Vec<ObjId>, Unreadable> {
        let is_record = |value: &Stored<'_>| matches!(value, Stored::Object(ObjType::Map));
        let all = self.all(entities, id)?.into_iter();
        Ok(all
            .filter(|(value, _)| is_record(value))
            .map(|(_, id)| id)
            .collect())
    }

    /// Reads the entity whose record is `record`. `one` says of a key whether what stands there is one thought.
    pub(crate) fn record(
        &self,
        record: &ObjId,
        one: &dyn Fn(&str) -> bool,
        conflicted: &mut Conflicted,
    ) -> Result<Node<'a>, Unreadable> {
        let mut fields = Vec::with_capacity(24);
        let mut last: Cow<'a, str> = Cow::Borrowed("");
        for item in self.items(record) {
            // Automerge keeps the keys of a map in their order; all that follows rests on that.
            if item.key < last {
                return self.together(std::slice::from_ref(record), one, conflicted);
            }
            last = item.key.clone();
            if item.conflict {
                conflicted.push(item.key.to_string());
            }
            let value = self.standing(record, &item)?;
            put(&mut fields, item.key, value, one, conflicted);
        }
        Ok(Node::Object(fields))
    }

    /// Reads several records as one entity: where two have a value under one key, that of the later one is read, but words before what is
    /// empty.
    pub(crate) fn together(
        &self,
        records: &[ObjId],
        one: &dyn Fn(&str) -> bool,
        conflicted: &mut Conflicted,
    ) -> Result<Node<'a>, Unreadable> {
        let mut all: BTreeMap<Cow<'a, str>, Option<Node<'a>>> = BTreeMap::new();
        for record in records {
            for item in self.items(record) {
                let value = self.standing(record, &item)?;
                let differs = all.get(&item.key).is_some_and(Option::is_some) && value.is_some();
                if item.conflict || differs {
                    conflicted.push(item.key.to_string());
                }
                let known = all.entry(item.key).or_default();
                *known = value.or_else(|| known.take());
            }
        }
        let mut fields = Vec::with_capacity(all.len());
        for (key, value) in all {
            put(&mut fields, key, value, one, conflicted);
        }
        Ok(Node::Object(fields))
    }

    /// The values that stand in a map, in the order of their keys.
    pub(crate) fn items(&self, map: &ObjId) -> Box<dyn Iterator<Item = MapRangeItem<'a>> + 'a> {
        match self.heads {
            Some(heads) => Box::new(self.doc.map_range_at(map, .., heads)),
            None => Box::new(self.doc.map_range(map, ..)),
        }
    }

    /// Every value that stands under one key, the one that wins last.
    pub(crate) fn all(&self, map: &ObjId, key: &str) -> Result<Vec<(Stored<'a>, ObjId)>, Unreadable> {
        Ok(match self.heads {
            Some(heads) => self.doc.get_all_at(map, key, heads)?,
            None => self.doc.get_all(map, key)?,
        })
    }

    /// Reads what stands under a key of a record; `None` for a text in which there is nothing. Where several values do, the last one is
    /// read, on every copy alike; but a text with words in it comes before what is none.
    fn standing(&self, record: &ObjId, item: &MapRangeItem<'a>) -> Result<Option<Node<'a>>, Unreadable> {
        if item.conflict && !matches!(item.value, ValueRef::Object(ObjType::Text)) {
            let all = self.all(record, &item.key)?;
            if let Some(text) = text_among(&all) {
                let words = self.words(text)?;
                if words.is_some() {
                    return Ok(words.map(Node::Words));
                }
            }
        }
        self.value(item)
    }

    /// Reads one value; `None` for a text in which there is nothing.
    pub(crate) fn value(&self, item: &MapRangeItem<'a>) -> Result<Option<Node<'a>>, Unreadable> {
        match &item.value {
            ValueRef::Scalar(scalar) => Ok(Some(Node::Leaf(scalar.clone()))),
            ValueRef::Object(ObjType::Text) => Ok(self.words(&item.id())?.map(Node::Words)),
            ValueRef::Object(_) => Err(Unreadable::Value(item.key.to_string())),
        }
    }

    /// The words of a text; `None` where there are none.
    pub(crate) fn words(&self, text: &ObjId) -> Result<Option<String>, Unreadable> {
        let words = match self.heads {
            Some(heads) => self.doc.text_at(text, heads)?,
            None => self.doc.text(text)?,
        };
        Ok((!words.is_empty()).then_some(words))
    }
}

/// Puts what stands under a key into an entity, and notes what is not read because of it.
fn put<'a>(
    fields: &mut Fields<'a>,
    key: Cow<'a, str>,
    value: Option<Node<'a>>,
    one: &dyn Fn(&str) -> bool,
    conflicted: &mut Conflicted,
) {
    let note = |(Hidden::Value(place) | Hidden::Deeper(place)): Hidden<'_>| place.to_owned();
    let hidden = match &key {
        Cow::Borrowed(key) => node::put(fields, key, &node::lent, value, one).map(note),
        Cow::Owned(key) => {
            let owned = |name| Cow::Owned(node::lent(name).into_owned());
            node::put(fields, key, &owned, value, one).map(note)
        }
    };
    conflicted.extend(hidden);
}

/// Finds the text among the values that stand under one key.
pub(crate) fn text_among<'a>(all: &'a [(Stored<'_>, ObjId)]) -> Option<&'a ObjId> {
    let is_text = |value: &Stored<'_>| matches!(value, Stored::Object(ObjType::Text));
    all.iter()
        .rev()
        .find(|(value, _)| is_text(value))
        .map(|(_, text)| text)
}
