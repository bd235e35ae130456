//! What an edit has changed, for the history.

use visit::{EntityKey, Label, Splice};

use crate::record::{flat, write::Texts};

/// What an edit has changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edited<'a> {
    /// The entities that are different now.
    pub changed: &'a [EntityKey],
    /// How texts in them were edited that merge by character. A text that is not named here is compared with what it was.
    pub texts: &'a [TextEdit],
    /// What was done.
    pub label: &'a Label,
}

/// How a text that merges by character was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The entity in which it stands.
    pub entity: EntityKey,
    /// The names that lead from the entity to it, the language last.
    pub path: Vec<String>,
    /// The splices, for the text as it is in the history.
    pub splices: Vec<Splice>,
}

impl<'a> Edited<'a> {
    /// What has changed where no text was edited by splices.
    pub fn new(changed: &'a [EntityKey], label: &'a Label) -> Self {
        Self {
            changed,
            texts: &[],
            label,
        }
    }

    /// Returns how the texts of one entity were edited, by the keys of its record.
    pub(crate) fn texts_of(&self, key: &EntityKey) -> Texts<'a> {
        let own = self.texts.iter().filter(|text| text.entity == *key);
        own.map(|text| (flat::key_of(&text.path), text.splices.as_slice()))
            .collect()
    }
}
