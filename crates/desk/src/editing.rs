//! One visit, open: reading it, editing it, undo and redo.

use archive::{ArchiveError, ChangeId, Edited, OpenVisit, UndoStep};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use visit::{
    Action, Applied, Document as _, Edit, EntityKey, Kind, Label, LeftField, TakenBack, Taking, Visit,
    VisitId,
};

use crate::{Desk, DeskError, ListedVisit, opened::Opened};

/// A visit as it is when it is opened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OpenedVisit {
    /// The visit.
    pub visit: Visit,
    /// What undo would take back.
    pub undo: Option<Label>,
    /// What redo would do again.
    pub redo: Option<Label>,
    /// Where its history ends: the state in which the screen says how it edits a text ([`Edit::Text`]).
    pub heads: Vec<String>,
    /// What its user should know, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub warnings: Vec<String>,
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

/// Something that taking a step back has left as it is: it is no longer what the step has written, or could not be again.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct Left {
    /// The entity.
    pub entity: EntityKey,
    /// Its title.
    pub title: String,
    /// The names that lead from the entity to the field; none for the whole entity.
    pub path: Vec<String>,
}

impl Left {
    fn of(field: LeftField, opened: &Opened) -> Self {
        Self {
            title: opened.visit.title_of(&field.entity),
            entity: field.entity,
            path: field.path,
        }
    }
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
    /// Where the history ends now: the state in which the screen says how it edits a text ([`Edit::Text`]).
    pub heads: Vec<String>,
    /// What taking a step back has left as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Left>>")]
    pub left: Vec<Left>,
}

/// Which way along the steps of an author.
#[derive(Clone, Copy)]
enum Direction {
    Undo,
    Redo,
}

impl Desk {
    /// Opens a visit, or gives its present state where it is open already.
    ///
    /// # Errors
    /// Where the library has no such visit, or it is damaged.
    pub fn open_visit(&self, id: &VisitId) -> Result<OpenedVisit, DeskError> {
        let author = self.host.author();
        self.with_visit(id, |opened| {
            let library = self.library();
            let tops = library
                .undo_top(id, &author)
                .and_then(|undo| Ok((undo, library.redo_top(id, &author)?)));
            let (tops, warnings) = match tops {
                Ok(tops) => (tops, Vec::new()),
                // The visit itself is whole: it opens, and what is damaged is told.
                Err(error @ ArchiveError::StepsDamaged { .. }) => ((None, None), vec![error.to_string()]),
                Err(error) => return Err(error.into()),
            };
            Ok(OpenedVisit {
                undo: tops.0.map(|step| step.label),
                redo: tops.1.map(|step| step.label),
                visit: opened.visit.clone(),
                heads: heads(&opened.history),
                warnings,
            })
        })
    }

    /// Forgets what everybody can undo and redo in a visit, where that is damaged. The visit and its history stay as they are.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget_steps(&self, id: &VisitId) -> Result<OpenedVisit, DeskError> {
        self.library().forget_steps(id)?;
        self.open_visit(id)
    }

    /// Edits a visit. The answer comes when the edit is safe on disk.
    ///
    /// # Errors
    /// A refusal where the edit breaks a rule of the model, or what the disk says. The visit is then as it was.
    pub fn edit(&self, id: &VisitId, edit: Edit) -> Result<EditAnswer, DeskError> {
        let edit = self.with_ids(edit);
        self.with_visit(id, |opened| {
            let edit = as_of_now(edit, &opened.history)?;
            let applied = opened.visit.apply(&edit)?;
            let step = UndoStep::Edit(applied.undo.clone());
            self.record(opened, &applied, &step)
        })
    }

    /// Takes back the last edit of this author.
    ///
    /// # Errors
    /// [`DeskError::NothingToUndo`]; a refusal where the edit can no longer be taken back; or what the disk says.
    pub fn undo(&self, id: &VisitId) -> Result<EditAnswer, DeskError> {
        self.take_back(id, Direction::Undo)
    }

    /// Does the edit again that was taken back last.
    ///
    /// # Errors
    /// As for [`Desk::undo`].
    pub fn redo(&self, id: &VisitId) -> Result<EditAnswer, DeskError> {
        self.take_back(id, Direction::Redo)
    }

    fn take_back(&self, id: &VisitId, direction: Direction) -> Result<EditAnswer, DeskError> {
        let author = self.host.author();
        self.with_visit(id, |opened| {
            let step = match direction {
                Direction::Undo => self.library().undo_top(id, &author)?,
                Direction::Redo => self.library().redo_top(id, &author)?,
            };
            let step = step.ok_or(DeskError::NothingToUndo)?;
            let texts = opened.history.texts_back(&step)?;
            let taking = Taking {
                patch: &step.patch,
                texts: &texts,
                label: &step.label,
            };
            let TakenBack { applied, left } = opened.visit.take_back(&taking)?;
            let left = left.into_iter().map(|field| Left::of(field, opened)).collect();
            let (position, inverse) = (step.position, applied.undo.clone());
            let step = match direction {
                Direction::Undo => UndoStep::Undo {
                    position,
                    again: inverse,
                },
                Direction::Redo => UndoStep::Redo {
                    position,
                    back: inverse,
                },
            };
            let answer = self.record(opened, &applied, &step)?;
            Ok(EditAnswer { left, ..answer })
        })
    }

    /// Puts what was done on disk. Where that fails, memory goes back to what the disk has.
    fn record(
        &self,
        opened: &mut Opened,
        applied: &Applied,
        step: &UndoStep,
    ) -> Result<EditAnswer, DeskError> {
        let stamp = self.stamp();
        let recorded = {
            let Opened { history, visit, .. } = &mut *opened;
            let edited = Edited::of(applied);
            self.library().record(history, visit, &edited, &stamp, step)
        };
        let recorded = recorded.map_err(|error| {
            match opened.history.read() {
                Ok(visit) => opened.visit = visit,
                Err(_) => opened.stale = true,
            }
            DeskError::from(error)
        })?;
        let changed = applied.changed.iter().filter_map(|key| {
            let value = opened.visit.value_of(key)?;
            Some(Changed {
                key: key.clone(),
                value,
            })
        });
        Ok(EditAnswer {
            changed: changed.collect(),
            undo: recorded.undo.map(|step| step.label),
            redo: recorded.redo.map(|step| step.label),
            summary: ListedVisit {
                summary: opened.visit.summary(),
                trashed: recorded.trashed,
                damaged: false,
            },
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
        self.with_visit(id, |opened| {
            let Some(edit) = edit(&opened.visit)? else {
                return Ok(ListedVisit {
                    summary: opened.visit.summary(),
                    trashed: self.library().is_trashed(id)?,
                    damaged: false,
                });
            };
            let mut applied = opened.visit.apply(&edit)?;
            applied.label = Label {
                action: action.clone(),
                kind: Kind::Facts.into(),
                subject: opened.visit.title_of(&EntityKey::facts()),
            };
            let step = UndoStep::Edit(applied.undo.clone());
            Ok(self.record(opened, &applied, &step)?.summary)
        })
    }
}

fn heads(history: &OpenVisit) -> Vec<String> {
    history.heads().into_iter().map(|head| head.0).collect()
}

/// Takes edits of texts that were made at an earlier state of the history to the present one.
fn as_of_now(edit: Edit, history: &OpenVisit) -> Result<Edit, DeskError> {
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
