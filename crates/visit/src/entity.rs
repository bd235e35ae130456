//! What can be edited on its own: one trait, which every kind implements in its own file.

use crate::{EntityKey, Lang, OrderKey, Refusal};

/// How a field is kept in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Field by field, down to the last name: what two people change in different fields both stands.
    Leaves,
    /// As one value that is replaced whole. A time or a date is one thought: half of one and half of another would be a third that
    /// nobody had.
    Whole,
    /// As text that merges by character.
    Prose,
}

/// In which list an entity has its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// In none: it has no order key.
    Nowhere,
    /// Among all of its kind.
    OfKind,
    /// Among those of its kind that have the same value, or none, in the field of this name.
    Within(&'static str),
}

/// That an entity refers to another one of its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The field, as a JSON Pointer (RFC 6901) within the entity.
    pub path: String,
    /// What it refers to.
    pub to: EntityKey,
}

impl Reference {
    /// Makes a reference.
    pub fn new(path: impl Into<String>, to: impl Into<EntityKey>) -> Self {
        Self {
            path: path.into(),
            to: to.into(),
        }
    }
}

/// Something that can be edited on its own: the facts of a document, or what stands in one of its maps.
pub trait Entity {
    /// Returns how a field is kept; `path` has the names that lead to it. Whatever is not said otherwise is kept leaf by leaf.
    fn storage(path: &[&str]) -> Storage
    where
        Self: Sized,
    {
        let _ = path;
        Storage::Leaves
    }

    /// Returns the list in which entities of this kind have their place.
    fn listing() -> Listing
    where
        Self: Sized,
    {
        Listing::Nowhere
    }

    /// Returns the title by which people know it, in the first of the wanted languages that it has; empty where it has none.
    fn title(&self, wanted: &[Lang]) -> String;

    /// Returns an error where it breaks a rule of the model. What it refers to is looked at elsewhere.
    ///
    /// # Errors
    /// The first refusal found, with its path within the entity.
    fn validate(&self) -> Result<(), Refusal>;

    /// Returns what it refers to, whether that is there or not.
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    /// Returns what it refers to in other documents of the library, by the kinds that they have. Nobody refuses one that leads nowhere.
    fn elsewhere(&self) -> Vec<EntityKey> {
        Vec::new()
    }

    /// Returns those references that must not lead round: what an engagement is part of, what it comes after. Each is followed by
    /// itself, through whatever has one of the same field; an edit that would close a circle is refused.
    fn chains(&self) -> Vec<Reference> {
        Vec::new()
    }

    /// Returns its present status, where that follows from a history and is stored nowhere.
    fn standing(&self) -> Option<&str> {
        None
    }

    /// Returns its place among its neighbours, where it has one.
    fn order(&self) -> Option<&OrderKey> {
        None
    }

    /// Returns what tells its list from the others of its kind ([`Listing::Within`]).
    fn parent(&self) -> Option<&str> {
        None
    }

    /// Returns whether it was removed; it stays in the document all the same, and can be restored.
    fn is_removed(&self) -> bool;
}

/// Writes the parts of [`Entity`] that are the same for whatever stands in a list of its kind and has a text for a title.
macro_rules! listed_by {
    ($($title:ident).+) => {
        fn title(&self, wanted: &[crate::Lang]) -> String {
            self.$($title).+.read(wanted).to_owned()
        }

        fn order(&self) -> Option<&crate::OrderKey> {
            Some(&self.order)
        }

        fn is_removed(&self) -> bool {
            self.removed
        }
    };
}

pub(crate) use listed_by;
