//! One visit, open: reading it, editing it, undo and redo.

use archive::Made;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use visit::{Action, Applied, Edit, EntityKey, Label, Visit, VisitId};

use crate::{Desk, DeskError, ListedVisit, Opened, locked};

/// A visit as it is when it is opened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OpenedVisit {
    /// The visit.
    pub visit: Visit,
    /// What undo would take back.
    pub undo: Option<Label>,
    /// What redo would do again.
    pub redo: Option<Label>,
}

/// An entity as it is after an edit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Changed {
    /// Which.
    pub key: EntityKey,
    /// Its new state.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// The answer to an edit. It is on disk when this comes back.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EditAnswer {
    /// What is different now.
    pub changed: Vec<Changed>,
    /// What undo would take back.
    pub undo: Option<Label>,
    /// What redo would do again.
    pub redo: Option<Label>,
    /// The visit in the list of the library.
    pub summary: ListedVisit,
}

impl Desk {
    /// Opens a visit, or gives its present state where it is open already.
    ///
    /// # Errors
    /// Where the library has no such visit, or it is damaged.
    pub fn open_visit(&self, id: &VisitId) -> Result<OpenedVisit, DeskError> {
        let opened = self.opened(id)?;
        let opened = locked(&opened);
        let author = self.host.author();
        Ok(OpenedVisit {
            visit: opened.visit.clone(),
            undo: opened.history.undo_step(&author).map(|(label, _)| label.clone()),
            redo: opened.history.redo_step(&author).map(|(label, _)| label.clone()),
        })
    }

    /// Edits a visit. The answer comes when the edit is safe on disk.
    ///
    /// # Errors
    /// A refusal where the edit breaks a rule of the model, or what the disk says. The visit is then as it was.
    pub fn edit(&self, id: &VisitId, edit: Edit) -> Result<EditAnswer, DeskError> {
        let edit = self.with_ids(edit);
        let opened = self.opened(id)?;
        let mut opened = locked(&opened);
        let applied = opened.visit.apply(&edit)?;
        self.record(id, &mut opened, applied, Made::Edit)
    }

    /// Takes back the last edit of this author.
    ///
    /// # Errors
    /// [`DeskError::NothingToUndo`]; a refusal where the edit can no longer be taken back; or what the disk says.
    pub fn undo(&self, id: &VisitId) -> Result<EditAnswer, DeskError> {
        self.take_back(id, Made::Undo)
    }

    /// Does the edit again that was taken back last.
    ///
    /// # Errors
    /// As for [`Desk::undo`].
    pub fn redo(&self, id: &VisitId) -> Result<EditAnswer, DeskError> {
        self.take_back(id, Made::Redo)
    }

    fn take_back(&self, id: &VisitId, made: Made) -> Result<EditAnswer, DeskError> {
        let opened = self.opened(id)?;
        let mut opened = locked(&opened);
        let author = self.host.author();
        let step = match made {
            Made::Redo => opened.history.redo_step(&author),
            _ => opened.history.undo_step(&author),
        };
        let (label, patch) = step.map(|(label, patch)| (label.clone(), patch.clone())).ok_or(DeskError::NothingToUndo)?;
        let applied = opened.visit.apply_patch(&patch, label)?;
        self.record(id, &mut opened, applied, made)
    }

    /// Puts what was done on disk. Where that fails, memory goes back to what the disk has.
    fn record(&self, id: &VisitId, opened: &mut Opened, applied: Applied, made: Made) -> Result<EditAnswer, DeskError> {
        let stamp = self.stamp();
        if applied.changed.is_empty() {
            return self.answer(opened, Vec::new(), &stamp.author);
        }
        let outcome = self.library().record(&mut opened.history, &opened.visit, &applied, made, &stamp);
        if let Err(error) = outcome {
            match opened.history.visit() {
                Ok(visit) => opened.visit = visit,
                Err(_) => self.close(id),
            }
            return Err(error.into());
        }
        self.answer(opened, applied.changed, &stamp.author)
    }

    fn answer(&self, opened: &Opened, changed: Vec<EntityKey>, author: &str) -> Result<EditAnswer, DeskError> {
        let changed = changed.into_iter().filter_map(|key| {
            let value = opened.visit.value_of(&key)?;
            Some(Changed { key, value })
        });
        Ok(EditAnswer {
            changed: changed.collect(),
            undo: opened.history.undo_step(author).map(|(label, _)| label.clone()),
            redo: opened.history.redo_step(author).map(|(label, _)| label.clone()),
            summary: ListedVisit { summary: opened.visit.summary(), trashed: false, damaged: false },
        })
    }

    /// Gives an id to everything that is added without one.
    fn with_ids(&self, edit: Edit) -> Edit {
        match edit {
            Edit::Add { kind, id, value } => {
                let id = id.filter(|id| !id.is_empty()).unwrap_or_else(|| self.new_id());
                Edit::Add { kind, id: Some(id), value }
            }
            Edit::Several { action, edits } => {
                Edit::Several { action, edits: edits.into_iter().map(|edit| self.with_ids(edit)).collect() }
            }
            other => other,
        }
    }

    /// Applies several edits as one step that can be undone.
    ///
    /// # Errors
    /// As for [`Desk::edit`].
    pub(crate) fn edit_together(&self, id: &VisitId, action: Action, edits: Vec<Edit>) -> Result<EditAnswer, DeskError> {
        self.edit(id, Edit::Several { action, edits })
    }
}
