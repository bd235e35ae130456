//! Undo and redo: what was done last in any of the documents that somebody looks at together is taken back first.

use archive::{DocumentName, OpenDocument, Step, Stored, UndoStep};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use visit::{EntityKey, Label, LeftField, TakenBack, Taking};

use crate::{
    Desk, DeskError, DocumentRef, DocumentRefs, EditAnswer, document_ref::with_name, kept::Kept,
    opened::Opened,
};

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
    /// Who wrote what stands there now; nothing where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string")]
    pub at: Option<DateTime<Utc>>,
}

/// Which way along the steps of an author.
#[derive(Clone, Copy)]
enum Direction {
    Undo,
    Redo,
}

/// What can be undone and redone next in several documents.
#[derive(Default)]
pub(crate) struct Tops {
    undo: Option<(DocumentRef, Step)>,
    redo: Option<(DocumentRef, Step)>,
}

impl Tops {
    pub(crate) fn undo_label(&self) -> Option<Label> {
        self.undo.as_ref().map(|(_, step)| step.label.clone())
    }

    pub(crate) fn redo_label(&self) -> Option<Label> {
        self.redo.as_ref().map(|(_, step)| step.label.clone())
    }
}

impl Desk {
    /// Takes back what this author did last in some documents.
    ///
    /// # Errors
    /// [`DeskError::NothingToUndo`]; a refusal where the edit can no longer be taken back; or what the disk says.
    pub fn undo(&self, documents: impl Into<DocumentRefs>) -> Result<EditAnswer, DeskError> {
        self.take_back(&documents.into(), Direction::Undo)
    }

    /// Does again what was taken back last in some documents.
    ///
    /// # Errors
    /// As for [`Desk::undo`].
    pub fn redo(&self, documents: impl Into<DocumentRefs>) -> Result<EditAnswer, DeskError> {
        self.take_back(&documents.into(), Direction::Redo)
    }

    fn take_back(&self, documents: &DocumentRefs, direction: Direction) -> Result<EditAnswer, DeskError> {
        let tops = self.tops(documents)?;
        let top = match direction {
            Direction::Undo => tops.undo,
            Direction::Redo => tops.redo,
        };
        let (document, _) = top.ok_or(DeskError::NothingToUndo)?;
        let answer = with_name!(document.named()?, name => {
            self.with_document(&name, |opened| self.take_back_opened(opened, direction))
        })?;
        let tops = self.tops(documents)?;
        Ok(EditAnswer {
            undo: tops.undo_label(),
            redo: tops.redo_label(),
            ..answer
        })
    }

    fn take_back_opened<D: Kept>(
        &self,
        opened: &mut Opened<D>,
        direction: Direction,
    ) -> Result<EditAnswer, DeskError> {
        let (name, author) = (opened.history.name(), self.host.author());
        // Whoever holds the document asks once more: somebody may have been here in between.
        let step = match direction {
            Direction::Undo => self.library().undo_top(name, &author)?,
            Direction::Redo => self.library().redo_top(name, &author)?,
        };
        let step = step.ok_or(DeskError::NothingToUndo)?;
        let texts = opened.history.texts_back(&step)?;
        let taking = Taking {
            patch: &step.patch,
            texts: &texts,
            label: &step.label,
        };
        let TakenBack { applied, left } = opened.document.take_back(&taking)?;
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
    }

    /// Returns what this author did last, and what was taken back last, in some documents. One that the library does not have has nothing.
    pub(crate) fn tops(&self, documents: &DocumentRefs) -> Result<Tops, DeskError> {
        let author = self.host.author();
        let library = self.library();
        let mut tops = Tops::default();
        for document in &documents.0 {
            document.named()?;
            let name = DocumentName::from(document);
            later(&mut tops.undo, document, library.undo_top(name.clone(), &author)?);
            later(&mut tops.redo, document, library.redo_top(name, &author)?);
        }
        Ok(tops)
    }
}

/// Keeps the step that was put there later.
fn later(top: &mut Option<(DocumentRef, Step)>, document: &DocumentRef, step: Option<Step>) {
    if let Some(step) = step
        && top.as_ref().is_none_or(|(_, known)| known.turn < step.turn)
    {
        *top = Some((document.clone(), step));
    }
}

impl Left {
    fn of<D: Stored>(field: LeftField, opened: &Opened<D>) -> Self {
        let writer = writer_of(&opened.history, &opened.document, &field);
        Self {
            title: opened.document.title_of(&field.entity),
            by: writer.as_ref().map(|writer| writer.author.clone()),
            at: writer.and_then(|writer| DateTime::from_timestamp_millis(writer.time)),
            entity: field.entity,
            path: field.path,
        }
    }
}

/// Who wrote what stands in a field; of a whole entity, whoever wrote in it last.
fn writer_of<D: Stored>(
    history: &OpenDocument<D>,
    document: &D,
    field: &LeftField,
) -> Option<archive::Writer> {
    // Where it cannot be read who it was, what was left is told all the same.
    let of = |path: &[String]| history.writer_of(&field.entity, path).ok().flatten();
    if !field.path.is_empty() {
        return of(&field.path);
    }
    let Some(Value::Object(fields)) = document.value_of(&field.entity) else {
        return None;
    };
    let writers = fields.keys().filter_map(|name| of(std::slice::from_ref(name)));
    writers.max_by_key(|writer| writer.time)
}
