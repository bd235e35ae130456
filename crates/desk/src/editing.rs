//! Editing a document that is open: the edit, its answer, and what is on the disk after it.

use archive::{ChangeId, Edited, OpenDocument, Stored, UndoStep};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use visit::{Action, Applied, Edit, Entity, EntityKey, Kind, Label, Visit, VisitId};

use crate::{
    Desk, DeskError, DocumentRef, Left, ListedVisit,
    document_ref::with_name,
    opened::{Kept, Opened, called},
};

/// An entity as it is after an edit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Changed {
    /// Which.
    pub key: EntityKey,
    /// Its new state.
    #[ts(type = "unknown")]
    pub value: Value,
    /// Its present status, where that follows from a history.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub standing: Option<String>,
}

/// The answer to an edit. It is on disk when this comes back.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct EditAnswer {
    /// The document that was edited.
    pub document: DocumentRef,
    /// What is different in it now.
    pub changed: Vec<Changed>,
    /// What undo would take back.
    #[ts(optional = false)]
    pub undo: Option<Label>,
    /// What redo would do again.
    #[ts(optional = false)]
    pub redo: Option<Label>,
    /// Its line in the list of the library, where it is a visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<ListedVisit>,
    /// Where its history ends now: the state in which the screen says how it edits a text ([`Edit::Text`]).
    pub heads: Vec<String>,
    /// What taking a step back has left as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Left>>")]
    pub left: Vec<Left>,
}

impl Desk {
    /// Edits a document: a visit, or the dossier or the house, which the first edit makes. The answer comes when the edit is safe on disk.
    ///
    /// # Errors
    /// A refusal where the edit breaks a rule of the model, or what the disk says. The document is then as it was.
    pub fn edit(&self, document: impl Into<DocumentRef>, edit: Edit) -> Result<EditAnswer, DeskError> {
        let edit = self.with_ids(edit);
        with_name!(document.into().named()?, name => self.with_document_made(&name, |opened| self.edit_opened(opened, edit)))
    }

    fn edit_opened<D: Kept>(&self, opened: &mut Opened<D>, edit: Edit) -> Result<EditAnswer, DeskError> {
        let edit = as_of_now(edit, &opened.history)?;
        let applied = opened.document.apply(&edit)?;
        let step = UndoStep::Edit(applied.undo.clone());
        self.record(opened, &applied, &step)
    }

    /// Puts what was done on disk. Where that fails, memory goes back to what the disk has.
    pub(crate) fn record<D: Kept>(
        &self,
        opened: &mut Opened<D>,
        applied: &Applied,
        step: &UndoStep,
    ) -> Result<EditAnswer, DeskError> {
        let stamp = self.stamp();
        let recorded = {
            let Opened {
                history, document, ..
            } = &mut *opened;
            let edited = Edited::of(applied);
            self.library().record(history, document, &edited, &stamp, step)
        };
        let recorded = recorded.map_err(|error| {
            match opened.history.read() {
                Ok(document) => opened.document = document,
                Err(_) => opened.stale = true,
            }
            DeskError::from(error)
        })?;
        let changed = applied.changed.iter().filter_map(|key| {
            let value = opened.document.value_of(key)?;
            let entity = opened.document.entity(key);
            Some(Changed {
                key: key.clone(),
                value,
                standing: entity.and_then(Entity::standing).map(str::to_owned),
            })
        });
        Ok(EditAnswer {
            document: DocumentRef::from(opened.document.id()),
            changed: changed.collect(),
            undo: recorded.undo.map(|step| step.label),
            redo: recorded.redo.map(|step| step.label),
            summary: opened.document.listed(recorded.trashed),
            heads: heads(&opened.history),
            left: Vec::new(),
        })
    }

    /// Gives an id to everything that is added without one.
    fn with_ids(&self, edit: Edit) -> Edit {
        match edit {
            Edit::Add { kind, id, value } => {
                let id = id.filter(|id| !id.is_empty()).unwrap_or_else(|| self.new_id());
                Edit::Add {
                    kind,
                    id: Some(id),
                    value,
                }
            }
            Edit::Several { edits } => Edit::Several {
                edits: edits.into_iter().map(|edit| self.with_ids(edit)).collect(),
            },
            other => other,
        }
    }

    /// Edits a visit by what it is at that moment, which nobody else can change in between; the step is called `action`. Where
    /// there is nothing to edit, nothing is recorded.
    ///
    /// # Errors
    /// As for [`Desk::edit`], and what `edit` itself refuses.
    pub(crate) fn edit_as_it_is(
        &self,
        id: &VisitId,
        action: &Action,
        edit: impl FnOnce(&Visit) -> Result<Option<Edit>, DeskError>,
    ) -> Result<ListedVisit, DeskError> {
        self.with_document(id, |opened| {
            if let Some(edit) = edit(&opened.document)? {
                let applied = apply_as(&mut opened.document, &edit, action)?;
                let step = UndoStep::Edit(applied.undo.clone());
                self.record(opened, &applied, &step)?;
            }
            Ok(ListedVisit {
                summary: opened.document.summary(),
                trashed: self.library().is_trashed(id)?,
                damaged: false,
            })
        })
    }
}

/// Applies an edit under another name than its own: as a whole, what was done to the document.
pub(crate) fn apply_as<D: Stored>(
    document: &mut D,
    edit: &Edit,
    action: &Action,
) -> Result<Applied, DeskError> {
    let mut applied = document.apply(edit)?;
    applied.label = Label {
        action: action.clone(),
        kind: Kind::Facts.into(),
        subject: called(document),
    };
    Ok(applied)
}

pub(crate) fn heads<D: Stored>(history: &OpenDocument<D>) -> Vec<String> {
    history.heads().into_iter().map(|head| head.0).collect()
}

/// Takes edits of texts that were made at an earlier state of the history to the present one.
fn as_of_now<D: Stored>(edit: Edit, history: &OpenDocument<D>) -> Result<Edit, DeskError> {
    Ok(match edit {
        Edit::Text {
            key,
            path,
            base,
            splices,
        } if !base.is_empty() => {
            let base: Vec<ChangeId> = base.into_iter().map(ChangeId).collect();
            let splices = history.rebase(&key, &path, &base, &splices)?;
            Edit::Text {
                key,
                path,
                base: Vec::new(),
                splices,
            }
        }
        Edit::Several { edits } => {
            let edits = edits.into_iter().map(|edit| as_of_now(edit, history));
            Edit::Several {
                edits: edits.collect::<Result<_, _>>()?,
            }
        }
        other => other,
    })
}
