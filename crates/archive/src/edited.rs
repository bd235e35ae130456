//! What an edit has changed, for the history.

use visit::{Applied, EntityKey, Label, TextEdit};

use crate::record::{flat, write::Said};

/// What an edit has changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edited<'a> {
    /// The entities that are different now.
    pub changed: &'a [EntityKey],
    /// How texts in them were edited that merge by character. A text that is not named here is compared with what it was.
    pub texts: &'a [TextEdit],
    /// Where a conflict ends with this: they are written also where they say what is read there already.
    pub settled: &'a [Spot],
    /// What was done.
    pub label: &'a Label,
}

/// Where in an entity a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The entity.
    pub entity: EntityKey,
    /// The names that lead from the entity to it.
    pub path: Vec<String>,
}

impl<'a> Edited<'a> {
    /// What an edit has changed, as the model says.
    pub fn of(applied: &'a Applied) -> Self {
        Self {
            changed: &applied.changed,
            texts: &applied.texts,
            settled: &[],
            label: &applied.label,
        }
    }

    /// What has changed where no text was edited by splices.
    pub fn new(changed: &'a [EntityKey], label: &'a Label) -> Self {
        Self {
            changed,
            texts: &[],
            settled: &[],
            label,
        }
    }

    /// Returns what is said of one entity, by the keys of its record.
    pub(crate) fn said_of(&self, key: &EntityKey) -> Said<'a> {
        let texts = self.texts.iter().filter(|text| text.entity == *key);
        let settled = self.settled.iter().filter(|spot| spot.entity == *key);
        Said {
            texts: texts
                .map(|text| (flat::key_of(&text.path), text.splices.as_slice()))
                .collect(),
            settled: settled.map(|spot| flat::key_of(&spot.path)).collect(),
        }
    }
}
