//! How an entity is kept in the history: as a flat record, one key for each value.
//!
//! The title `{"en": "Talks"}` is the key `title/en` with the value `Talks`. Were `title` an object of the history instead, two people
//! who each gave the first translation would each create that object, and one of the two would be lost. Flat records have no such
//! moment, and they load twice as fast.

pub(crate) mod flat;
pub(crate) mod json;
pub(crate) mod node;
pub(crate) mod read;
pub(crate) mod write;
