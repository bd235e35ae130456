//! What an edit is called: what was done, to what.

use super::whole::Editing;
use crate::{Action, Document, Edit, EntityKey, Kind, Label};

impl<D: Document> Editing<'_, D> {
    /// Returns the name of an edit; several are named after what they have in common.
    pub(super) fn label_of(&self, edit: &Edit) -> Label {
        let (action, key) = self.about(edit);
        Label {
            action,
            kind: key.kind.into(),
            subject: self.document.title_of(&key),
        }
    }

    /// Returns what an edit does, and to what.
    fn about(&self, edit: &Edit) -> (Action, EntityKey) {
        match edit {
            Edit::Add { kind, id, .. } => (
                Action::Add,
                EntityKey::new(*kind, id.as_deref().unwrap_or_default()),
            ),
            Edit::Set { key, patch } => {
                let is_about_people = key.kind == Kind::Engagement && patch.keys().eq(["participants"]);
                let action = if is_about_people {
                    Action::Participants
                } else {
                    Action::Set
                };
                (action, key.clone())
            }
            Edit::Text { key, .. } => (Action::Set, key.clone()),
            Edit::Move { keys, .. } => common(keys.iter().map(|key| (Action::Move, key.clone()))),
            Edit::Shift { after, .. } => (Action::Move, after.clone()),
            Edit::Place { key, .. } => (Action::Move, key.clone()),
            Edit::Remove { key } => (Action::Remove, key.clone()),
            Edit::Restore { key } => (Action::Restore, key.clone()),
            Edit::Several { edits } => {
                // Whoever names a new venue where an engagement takes place, edits the engagement.
                let adds = |edit: &Edit| matches!(edit, Edit::Add { .. });
                let only_adds = edits.iter().all(adds);
                let named = edits.iter().filter(|edit| only_adds || !adds(edit));
                common(named.map(|edit| self.about(edit)))
            }
        }
    }
}

/// Returns what several edits have in common: what they do, if it is the same; to what, if it is one thing, else to the document.
fn common(all: impl Iterator<Item = (Action, EntityKey)>) -> (Action, EntityKey) {
    all.reduce(|(action, key), (other, another)| {
        (
            if action == other { action } else { Action::Set },
            if key == another { key } else { EntityKey::facts() },
        )
    })
    .unwrap_or((Action::Set, EntityKey::facts()))
}
