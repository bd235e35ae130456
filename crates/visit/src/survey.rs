//! A first walk over the text of a file, which keeps nothing: it counts, so that what is too large is refused before any of it
//! is in memory.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::{
    Document, Kind, Refusal, RefusalCode, SCHEMA, Visit,
    limits::{MAX_MEMORY_BYTES, limits},
};

/// What a value takes that is no text, list or object, in bytes.
const SCALAR: usize = 32;
/// What a text or the name of a field takes beside its letters.
const TEXT: usize = 48;
/// What the fields of an object take beside their names and values: a node of a map has room for eleven, and is made for one.
const NODE: usize = 640;
/// So many fields fill a node at the worst, when fields come in their order.
const FIELDS_OF_NODE: usize = 6;

/// Walks over a visit, or a list of visits, in JSON.
///
/// # Errors
/// [`RefusalCode::TooLarge`] as soon as it is certain, [`RefusalCode::NewerSchema`], or [`RefusalCode::NotJson`].
pub(crate) fn survey(text: &str) -> Result<(), Refusal> {
    let found = RefCell::new(Found::default());
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let walk = Walk {
        found: &found,
        at: At::Root(None),
    };
    let walked = walk
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    match (walked, found.into_inner().refusal) {
        (Ok(()), None) => Ok(()),
        (_, Some(refusal)) => Err(refusal),
        (Err(error), None) => Err(not_json(&error)),
    }
}

/// Tells that a text is not JSON.
pub(crate) fn not_json(error: &serde_json::Error) -> Refusal {
    if error.to_string().starts_with("recursion limit") {
        return Refusal::new(
            RefusalCode::TooLarge,
            "",
            format!(
                "In line {}, column {} something stands in something else more than a hundred times over.",
                error.line(),
                error.column()
            ),
            "Choose a file that Chancery has exported; no visit is nested so deeply.",
        );
    }
    Refusal::new(
        RefusalCode::NotJson,
        "",
        format!("This is not JSON: {error}."),
        "Choose a file that Chancery has exported, or one of the form that docs/visit.schema.json describes.",
    )
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    /// Of the visit that is being walked over.
    engagements: usize,
    /// Of the same visit, of all kinds.
    entities: usize,
    /// Of the whole file, in bytes.
    memory: usize,
    /// Why the walk ended.
    refusal: Option<Refusal>,
}

/// Where in the file the walk is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// A visit, by its place where it stands in a list, or the list.
    Root(Option<usize>),
    /// The map of the entities of a kind.
    Section(Option<usize>, Kind),
    /// The number of the form.
    Schema(Option<usize>),
    /// Anywhere else.
    Inside,
}

#[derive(Clone, Copy)]
struct Walk<'a> {
    found: &'a RefCell<Found>,
    at: At,
}

impl Walk<'_> {
    /// Takes so much memory, or ends the walk.
    fn take<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let mut found = self.found.borrow_mut();
        found.memory = found.memory.saturating_add(bytes);
        if found.memory <= MAX_MEMORY_BYTES {
            return Ok(());
        }
        found.refusal = Some(Refusal::new(
            RefusalCode::TooLarge,
            "",
            format!(
                "What the file holds would take more than {} MiB of memory.",
                MAX_MEMORY_BYTES >> 20
            ),
            "Divide it into several files, each with some of the visits or of the engagements.",
        ));
        Err(E::custom("too large"))
    }

    fn end<E: Error>(&self, refusal: Refusal, visit: Option<usize>) -> E {
        let parent = visit.map_or(String::new(), |index| format!("/{index}"));
        self.found.borrow_mut().refusal = Some(refusal.under(&parent));
        E::custom("refused")
    }

    /// Counts an entity of a kind.
    fn count<E: Error>(&self, visit: Option<usize>, kind: Kind) -> Result<(), E> {
        let (engagements, entities) = {
            let mut found = self.found.borrow_mut();
            found.entities += 1;
            found.engagements += usize::from(kind == Kind::Engagement);
            (found.engagements, found.entities)
        };
        limits(engagements, entities).map_err(|refusal| self.end(refusal, visit))
    }

    /// Returns where the walk is in a field of an object.
    fn field(&self, name: &str) -> At {
        let At::Root(visit) = self.at else {
            return At::Inside;
        };
        if name == "schema" {
            return At::Schema(visit);
        }
        let kind = Visit::KINDS.iter().find(|kind| kind.field() == name);
        kind.map_or(At::Inside, |kind| At::Section(visit, *kind))
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The name of a field, of which only the walk needs to know.
struct Name<'a>(Walk<'a>);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = At;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<At, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = At;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<At, E> {
        self.0.take(TEXT + name.len())?;
        Ok(self.0.field(name))
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.take(SCALAR)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.take(SCALAR)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        if let At::Schema(visit) = self.at
            && value > u64::from(SCHEMA)
        {
            return Err(self.end(newer(value), visit));
        }
        self.take(SCALAR)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.take(SCALAR)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.take(SCALAR)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.take(TEXT + text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.take(SCALAR)?;
        let mut index = 0;
        loop {
            let at = match self.at {
                At::Root(None) => At::Root(Some(index)),
                _ => At::Inside,
            };
            let walk = Walk { at, ..self };
            if list.next_element_seed(walk)?.is_none() {
                return Ok(());
            }
            // A list that grows has room for twice what it holds.
            self.take(SCALAR)?;
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        if let At::Root(_) = self.at {
            let mut found = self.found.borrow_mut();
            (found.engagements, found.entities) = (0, 0);
        }
        self.take(SCALAR)?;
        let mut count = 0_usize;
        while let Some(at) = fields.next_key_seed(Name(self))? {
            if count.is_multiple_of(FIELDS_OF_NODE) {
                self.take(NODE)?;
            }
            count += 1;
            if let At::Section(visit, kind) = self.at {
                self.count(visit, kind)?;
            }
            fields.next_value_seed(Walk { at, ..self })?;
        }
        Ok(())
    }
}

/// Tells that a visit is of a form that a newer version has written.
pub(crate) fn newer(schema: u64) -> Refusal {
    Refusal::new(
        RefusalCode::NewerSchema,
        "/schema",
        format!("The visit is of form {schema}; this version reads form {SCHEMA}."),
        "Open it with a newer version of Chancery.",
    )
}
