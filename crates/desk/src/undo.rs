//! Undo and redo: what was done last in any of the documents that somebody looks at together is taken back first.

use archive::{DocumentName, Step, UndoStep};
use visit::{Label, TakenBack, Taking};

use crate::{
    Desk, DeskError, DocumentRef, DocumentRefs, EditAnswer,
    document_ref::with_name,
    left::LeftBy,
    opened::{Kept, Opened},
    person::Names,
};

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
        let (answer, left) = with_name!(document.named()?, name => {
            self.with_document(&name, |opened| self.take_back_opened(opened, direction))
        })?;
        // The house is only read where there is somebody to name, and while nobody holds a document, which may be the house itself.
        let names = if left.is_empty() {
            Names::default()
        } else {
            self.names()
        };
        let tops = self.tops(documents)?;
        Ok(EditAnswer {
            undo: tops.undo_label(),
            redo: tops.redo_label(),
            left: left.into_iter().map(|left| left.named(&names)).collect(),
            ..answer
        })
    }

    fn take_back_opened<D: Kept>(
        &self,
        opened: &mut Opened<D>,
        direction: Direction,
    ) -> Result<(EditAnswer, Vec<LeftBy>), DeskError> {
        let (name, author) = (opened.history.name(), self.host.author());
        // Whoever holds the document asks once more: somebody may have been here in between.
        let step = match direction {
            Direction::Undo => self.library().undo_top(name, &author.person)?,
            Direction::Redo => self.library().redo_top(name, &author.person)?,
        };
        let step = step.ok_or(DeskError::NothingToUndo)?;
        let texts = opened.history.texts_back(&step)?;
        let taking = Taking {
            patch: &step.patch,
            texts: &texts,
            label: &step.label,
        };
        let TakenBack { applied, left } = opened.document.take_back(&taking)?;
        let left = left.into_iter().map(|field| LeftBy::of(field, opened)).collect();
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
        Ok((self.record(opened, &applied, &step)?, left))
    }

    /// Returns what this author did last, and what was taken back last, in some documents. One that the library does not have has nothing.
    pub(crate) fn tops(&self, documents: &DocumentRefs) -> Result<Tops, DeskError> {
        let author = self.host.author();
        let library = self.library();
        let mut tops = Tops::default();
        for document in &documents.0 {
            document.named()?;
            let name = DocumentName::from(document);
            later(
                &mut tops.undo,
                document,
                library.undo_top(name.clone(), &author.person)?,
            );
            later(&mut tops.redo, document, library.redo_top(name, &author.person)?);
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
