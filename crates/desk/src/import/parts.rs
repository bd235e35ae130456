//! What a visit file carries of other documents, and how it comes into those of the library: by id, and nothing is overwritten.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;
use visit::{
    Action, Applied, Countries, Dossier, Edit, EntityKey, House, HouseId, Joined, LeftField, Visit,
    VisitFile, join,
};

use crate::{DeskError, DocumentRef, document_ref::HOUSE, editing::apply_as, opened::Kept};

/// What came of the part of one document that visit files carry.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ImportedPart {
    /// The document.
    pub document: DocumentRef,
    /// What it did not have.
    pub added: Vec<ImportedEntry>,
    /// What it had, with fields that were empty and no longer are.
    pub completed: Vec<ImportedEntry>,
    /// What it has otherwise than the file. It was left as it is.
    pub kept: Vec<ImportedEntry>,
}

/// An entry of a document that a visit file carries.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ImportedEntry {
    /// Which.
    pub key: EntityKey,
    /// Its title.
    pub title: String,
    /// The fields that are otherwise, each as the names that lead to it with slashes between; none where it is the whole.
    pub fields: Vec<String>,
}

/// The parts of documents that are to come into a library.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) dossiers: BTreeMap<Countries, Vec<Dossier>>,
    pub(crate) house: Vec<House>,
}

impl Parts {
    /// Takes the parts out of a file and returns its visit.
    pub(crate) fn take(&mut self, file: VisitFile) -> Visit {
        for (countries, dossier) in file.dossiers {
            self.dossiers.entry(countries).or_default().push(dossier);
        }
        // A library has one house, whatever the one was called from which the part comes.
        self.house.extend(file.house.map(|house| House {
            id: HouseId(HOUSE.to_owned()),
            ..house
        }));
        file.visit
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.dossiers.is_empty() && self.house.is_empty()
    }
}

/// Brings parts into a document, as one step. Returns it, where anything is different now, and what is told of it.
pub(super) fn bring_into<D: Kept>(
    document: &mut D,
    parts: &[D],
) -> Result<(Option<Applied>, ImportedPart), DeskError> {
    let mut told = ImportedPart {
        document: DocumentRef::from(document.id()),
        added: Vec::new(),
        completed: Vec::new(),
        kept: Vec::new(),
    };
    let mut draft = document.clone();
    let mut edits = Vec::new();
    for part in parts {
        let Joined {
            edit,
            added,
            completed,
            kept,
        } = join(&draft, part);
        if let Some(edit) = edit {
            draft.apply(&edit)?;
            edits.push(edit);
        }
        let entry = |key: EntityKey| ImportedEntry {
            title: draft.title_of(&key),
            key,
            fields: Vec::new(),
        };
        told.added.extend(added.into_iter().map(entry));
        // That a new document has its languages from the file is no news.
        let is_entry = |key: &EntityKey| *key != EntityKey::facts();
        told.completed
            .extend(completed.into_iter().filter(is_entry).map(entry));
        kept.into_iter().for_each(|left| told.keep(left, &draft));
    }
    if edits.is_empty() {
        return Ok((None, told));
    }
    let applied = apply_as(document, &Edit::Several { edits }, &Action::Import)?;
    Ok((Some(applied), told))
}

impl ImportedPart {
    /// Returns whether there is nothing to tell.
    pub(super) fn is_silent(&self) -> bool {
        self.added.is_empty() && self.completed.is_empty() && self.kept.is_empty()
    }

    fn keep<D: Kept>(&mut self, left: LeftField, document: &D) {
        let field = left.path.join("/");
        if let Some(known) = self.kept.iter_mut().find(|known| known.key == left.entity) {
            if !known.fields.contains(&field) {
                known.fields.push(field);
            }
            return;
        }
        self.kept.push(ImportedEntry {
            title: document.title_of(&left.entity),
            key: left.entity,
            fields: Vec::from_iter((!field.is_empty()).then_some(field)),
        });
    }
}
