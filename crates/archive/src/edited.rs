//! What an edit has changed, for the history.

use visit::{Applied, EntityKey, Label, TextEdit};

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

impl<'a> Edited<'a> {
    /// What an edit has changed, as the model says.
    pub fn of(applied: &'a Applied) -> Self {
        Self {
            changed: &applied.changed,
            texts: &applied.texts,
            label: &applied.label,
        }
    }

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
