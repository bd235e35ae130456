//! What of a library cannot be used as it should be, as its user is told of it.

use archive::{DamagedDocument, DocumentName, FileDamage};
use serde::Serialize;
use ts_rs::TS;
use visit::VisitId;

use crate::{Desk, locked};

/// A part of the library that is damaged. The words are made where they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Damage {
    /// The file as a whole: what is left of it can be read, and nothing in it can be changed.
    File {
        /// What was found, for whoever looks into the file; in no language of the interface.
        detail: String,
    },
    /// The file is whole, but lacks changes that were acknowledged: it can be read, and nothing in it can be changed.
    Behind {
        /// How many changes are missing.
        missing: u64,
    },
    /// One document that is no visit, which cannot be opened.
    Document {
        /// The word for its kind, also where only a newer version knows it.
        document: String,
        /// The readable name: the two countries of a dossier.
        name: String,
        /// What was found, for whoever looks into the file; in no language of the interface.
        detail: String,
    },
    /// One visit, which cannot be opened.
    Visit {
        /// The id.
        id: VisitId,
        /// The title, as the list of visits has it; empty where that too is unreadable.
        title: String,
        /// What was found, for whoever looks into the file; in no language of the interface.
        detail: String,
    },
}

impl Desk {
    /// Returns what was found so far: what is wrong with the file, and the visits that [`Desk::verify_visits`] or opening them found
    /// damaged.
    pub fn damage(&self) -> Vec<Damage> {
        let file = self.damage.iter().map(|damage| match damage {
            FileDamage::Behind(missing) => Damage::Behind { missing: *missing },
            FileDamage::Content(detail) => Damage::File {
                detail: detail.clone(),
            },
        });
        let damaged = locked(&self.damaged);
        let documents = damaged
            .iter()
            .map(|document| match document.name.typed::<VisitId>() {
                Some(id) => Damage::Visit {
                    id,
                    title: document.title.clone(),
                    detail: document.detail.clone(),
                },
                None => Damage::Document {
                    document: document.name.kind_text().to_owned(),
                    name: document.name.name().to_owned(),
                    detail: document.detail.clone(),
                },
            });
        file.chain(documents).collect()
    }

    /// Remembers that a document cannot be opened, for the list to show it.
    pub(crate) fn note_damage(&self, name: &DocumentName, title: &str, detail: &str) {
        let mut damaged = locked(&self.damaged);
        if damaged.iter().all(|known| known.name != *name) {
            damaged.push(DamagedDocument {
                name: name.clone(),
                title: title.to_owned(),
                detail: detail.to_owned(),
            });
        }
    }
}
