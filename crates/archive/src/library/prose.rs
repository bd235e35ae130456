//! Texts that merge by character: what splices that were made at an earlier state mean now, and what takes one change back.

use std::str::FromStr;

use automerge::{ChangeHash, ObjId, ReadDoc};
use visit::{EntityKey, Refusal, RefusalCode, Splice, TextEdit};

use super::OpenDocument;
use crate::change_id::ChangeId;
use crate::{
    error::ArchiveError,
    prose::course::Course,
    record::{flat, read::Reading},
    stored::Stored,
    table::steps::Step,
};

impl<D: Stored> OpenDocument<D> {
    /// Returns where the history ends: the state of which a screen that has just read the document says what it has edited.
    pub fn heads(&self) -> Vec<ChangeId> {
        self.history.heads().iter().map(ChangeId::of).collect()
    }

    /// Returns what splices that were made in a text as it was at `base` mean in the text as it is now.
    ///
    /// Nothing is lost: what they put in lands behind the character behind which it was put, or where that one was; what they take out is
    /// taken out where it is still there, and nothing else is. A text that had not begun yet was empty.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchChange`] where `base` is not in the history, [`ArchiveError::Refused`] where a splice reaches beyond the end of
    /// the text as it was, or [`ArchiveError::DocumentDamaged`] where the text cannot be read.
    pub fn rebase(
        &self,
        key: &EntityKey,
        path: &[String],
        base: &[ChangeId],
        splices: &[Splice],
    ) -> Result<Vec<Splice>, ArchiveError> {
        let base: Vec<_> = base.iter().map(|id| self.hash_of(id)).collect::<Result<_, _>>()?;
        let text = self.text(key, path)?;
        let was = match &text {
            Some(text) => self.unharmed(self.history.automerge().text_at(text, &base))?,
            None => String::new(),
        };
        let own = Course::of_splices(&was, splices).ok_or_else(|| beyond(key, path))?;
        let meanwhile = match &text {
            Some(text) => self.course(text, &base, &self.history.heads())?,
            None => Course::default(),
        };
        Ok(own.after(&meanwhile, false))
    }

    /// Returns the splices that take back in a text what one change did to it: they take out what it put in, as far as that is still
    /// there, and put back what it took out, unless that is there again. Nothing else is touched.
    ///
    /// A step that was done again is another change than the first one: what is taken back is the change that did it last.
    ///
    /// # Errors
    /// [`ArchiveError::NoSuchChange`], or [`ArchiveError::DocumentDamaged`] where the text cannot be read.
    pub fn taking_back(
        &self,
        change: &ChangeId,
        key: &EntityKey,
        path: &[String],
    ) -> Result<Vec<Splice>, ArchiveError> {
        let hash = self.hash_of(change)?;
        let Some(text) = self.text(key, path)? else {
            return Ok(Vec::new());
        };
        let found = self.history.automerge().get_change_meta_by_hash(&hash);
        let before = found.map(|found| found.deps).unwrap_or_default();
        let back = self.course(&text, &before, &[hash])?.back();
        let since = self.course(&text, &[hash], &self.history.heads())?;
        Ok(back.after(&since, true))
    }

    /// Returns what takes a step back in its texts, for these texts as they are now.
    ///
    /// # Errors
    /// As for [`OpenDocument::taking_back`].
    pub fn texts_back(&self, step: &Step) -> Result<Vec<TextEdit>, ArchiveError> {
        let Some(change) = &step.change else {
            return Ok(Vec::new());
        };
        let texts = step.patch.texts.iter();
        let back = texts.map(|(entity, path)| {
            Ok(TextEdit {
                entity: entity.clone(),
                path: path.clone(),
                splices: self.taking_back(change, entity, path)?,
            })
        });
        back.collect()
    }

    /// The text at a path in an entity, where it has begun.
    fn text(&self, key: &EntityKey, path: &[String]) -> Result<Option<ObjId>, ArchiveError> {
        let reading = Reading::now(self.history.automerge());
        let records = self.unharmed(self.history.records_of(&reading, key))?;
        self.unharmed(self.history.text_in(&records, &flat::key_of(path)))
    }

    fn course(
        &self,
        text: &ObjId,
        before: &[ChangeHash],
        after: &[ChangeHash],
    ) -> Result<Course, ArchiveError> {
        self.unharmed(Course::between(self.history.automerge(), text, before, after))
    }

    /// Finds a change of the history.
    pub(super) fn hash_of(&self, id: &ChangeId) -> Result<ChangeHash, ArchiveError> {
        let hash = ChangeHash::from_str(&id.0).ok();
        hash.filter(|hash| self.history.automerge().get_change_meta_by_hash(hash).is_some())
            .ok_or_else(|| ArchiveError::NoSuchChange { change: id.0.clone() })
    }
}

fn beyond(key: &EntityKey, path: &[String]) -> ArchiveError {
    ArchiveError::Refused(Refusal::new(
        RefusalCode::OutOfRange,
        format!("{}/{}", key.pointer(), flat::key_of(path)),
        "An edit reaches beyond the end of the text.",
        "Read the text again, then make the edit in it.",
    ))
}
