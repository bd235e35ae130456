//! An entity on its way from a flat record to what it is read as: a tree of what stands in the history, lent from there.

use std::{borrow::Cow, vec};

use automerge::ScalarValueRef;
use serde::{
    de::{
        Deserialize, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor,
        value::{Error, MapAccessDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::Value;

use super::flat;

/// A value, or an object of values.
#[derive(Debug, Clone)]
pub(crate) enum Node<'a> {
    Leaf(ScalarValueRef<'a>),
    Words(String),
    /// A part of an object that is kept as one value.
    Part(Value),
    Object(Fields<'a>),
}

/// The fields of an object, in the order in which they came.
pub(crate) type Fields<'a> = Vec<(Cow<'a, str>, Node<'a>)>;

/// What was not read because something else stands in its place.
pub(crate) enum Hidden<'k> {
    /// The value under this key, because there is more under the keys within it.
    Value(&'k str),
    /// What stands deeper than the value under this key, which is one thought.
    Deeper(&'k str),
}

/// Puts what stands under a key of a flat record into the object that is being built; `None` for a text in which there is nothing: it is
/// absent, what it belongs to is not. Keys come in their order, each once.
///
/// Where one copy has put a value in a place and another one values within it, both are read as far as both can be, on every copy alike:
/// what stands deeper, and of the value the fields that it has besides; but the value alone where it is `one` thought.
pub(crate) fn put<'a, 'k>(
    fields: &mut Fields<'a>,
    key: &'k str,
    lent: &dyn Fn(&'k str) -> Cow<'a, str>,
    value: Option<Node<'a>>,
    one: &dyn Fn(&str) -> bool,
) -> Option<Hidden<'k>> {
    let mut at = fields;
    let mut rest = key;
    let mut hidden = None;
    while let Some((name, deeper)) = rest.split_once('/') {
        let within = key.get(..key.len() - deeper.len() - 1).unwrap_or_default();
        let name = lent(name);
        let known = match at.last() {
            Some((last, _)) if *last == name => Some(at.len() - 1),
            _ => at.iter().position(|(known, _)| *known == name),
        };
        let place = known.unwrap_or_else(|| {
            at.push((name, Node::Object(Vec::new())));
            at.len() - 1
        });
        let (_, node) = at.get_mut(place)?;
        if !matches!(node, Node::Object(_)) {
            value.as_ref()?;
            if one(within) {
                return Some(Hidden::Deeper(within));
            }
            let (opened, is_hidden) = node.opened();
            *node = Node::Object(opened);
            if is_hidden {
                hidden = Some(Hidden::Value(within));
            }
        }
        let Node::Object(inner) = node else { return None };
        at = inner;
        rest = deeper;
    }
    if let Some(value) = value {
        let name = lent(rest);
        // Only an object that was kept as one value can have a field of that name already.
        match at
            .iter_mut()
            .find(|(known, node)| *known == name && matches!(node, Node::Part(_)))
        {
            Some((_, node)) => *node = value,
            None => at.push((name, value)),
        }
    }
    hidden
}

impl<'a> Node<'a> {
    /// The fields of an object that is kept as one value, and whether something of the value is lost where they are read instead.
    fn opened(&self) -> (Fields<'a>, bool) {
        let object = match self {
            Node::Leaf(ScalarValueRef::Bytes(json)) => serde_json::from_slice(json).ok(),
            Node::Part(value) => Some(value.clone()),
            _ => None,
        };
        match object {
            Some(Value::Object(fields)) => {
                let parts = fields.into_iter();
                let parts: Fields<'a> = parts
                    .map(|(name, part)| (Cow::Owned(name), Node::Part(part)))
                    .collect();
                let is_hidden = !parts.is_empty();
                (parts, is_hidden)
            }
            _ => (Vec::new(), true),
        }
    }

    /// Returns the value as JSON; an error where it cannot be read.
    pub(crate) fn into_value(self) -> Result<Value, Error> {
        Value::deserialize(self)
    }
}

/// Reads what stands under a name; `value` for what this version does not know.
fn unreadable() -> Error {
    Error::custom("a value of the history cannot be read")
}

fn json(error: serde_json::Error) -> Error {
    Error::custom(error)
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let stored = match self {
            Node::Leaf(stored) => stored,
            Node::Words(words) => return visitor.visit_string(words),
            Node::Part(value) => return value.deserialize_any(visitor).map_err(json),
            Node::Object(fields) => return visitor.visit_map(Walk::of(fields)),
        };
        match stored {
            ScalarValueRef::Str(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            ScalarValueRef::Str(Cow::Owned(text)) => visitor.visit_string(text),
            ScalarValueRef::Bytes(Cow::Borrowed(bytes)) => serde_json::Deserializer::from_slice(bytes)
                .deserialize_any(visitor)
                .map_err(json),
            ScalarValueRef::Bytes(Cow::Owned(bytes)) => {
                serde_json::Deserializer::from_reader(bytes.as_slice())
                    .deserialize_any(visitor)
                    .map_err(json)
            }
            ScalarValueRef::Int(whole)
            | ScalarValueRef::Counter(whole)
            | ScalarValueRef::Timestamp(whole) => visitor.visit_i64(whole),
            ScalarValueRef::Uint(whole) => visitor.visit_u64(whole),
            ScalarValueRef::F64(real) if real.is_finite() => visitor.visit_f64(real),
            ScalarValueRef::Boolean(flag) => visitor.visit_bool(flag),
            ScalarValueRef::Null => visitor.visit_unit(),
            ScalarValueRef::F64(_) | ScalarValueRef::Unknown { .. } => Err(unreadable()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Node::Leaf(ScalarValueRef::Null) | Node::Part(Value::Null) => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Node::Leaf(ScalarValueRef::Str(text)) => visitor.visit_enum(text.into_deserializer()),
            Node::Leaf(ScalarValueRef::Bytes(bytes)) => serde_json::Deserializer::from_reader(bytes.as_ref())
                .deserialize_enum(name, variants, visitor)
                .map_err(json),
            Node::Part(value) => value.deserialize_enum(name, variants, visitor).map_err(json),
            Node::Words(words) => visitor.visit_enum(words.into_deserializer()),
            Node::Object(fields) => {
                let fields = MapAccessDeserializer::new(Walk::of(fields));
                fields.deserialize_enum(name, variants, visitor)
            }
            Node::Leaf(_) => Err(unreadable()),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Goes through the fields of an object.
struct Walk<'a> {
    fields: vec::IntoIter<(Cow<'a, str>, Node<'a>)>,
    value: Option<Node<'a>>,
}

impl<'a> Walk<'a> {
    fn of(fields: Fields<'a>) -> Self {
        Self {
            fields: fields.into_iter(),
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Walk<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.fields.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(Name(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.value.take().ok_or_else(unreadable)?)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}

/// The name of a field, or an id.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Cow::Borrowed(name) => visitor.visit_borrowed_str(name),
            Cow::Owned(name) => visitor.visit_string(name),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Unescapes a name in a key that lives as long as what is read.
pub(crate) fn lent(name: &str) -> Cow<'_, str> {
    if name.contains('~') {
        Cow::Owned(flat::name_of(name))
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
#[path = "node_tests.rs"]
mod tests;
