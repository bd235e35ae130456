//! A document while an edit goes on: what it was before is kept until the edit is whole, so that a refused one leaves no trace.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{as_value, length, merge_patch::merge};
use crate::{
    AddedEntity, Applied, Change, Document, Edit, Entity, EntityKey, Kind, Label, MoveTo, Patch, Refusal,
    RefusalCode, TextEdit, When, is_valid_id,
};

/// The fields of which an undo takes no account: numbers that only rise, and places that move when others come.
const OF_NO_ACCOUNT: &[&str] = &["sequence", "order"];

/// The field that remembers the last import.
const IMPORTED: &str = "imported";

/// A document while an edit goes on.
pub(super) struct Editing<'a, D> {
    pub(super) document: &'a mut D,
    /// What entities were before, in the order in which the edit came to them; nothing for what it adds.
    states: Vec<(EntityKey, Option<Value>)>,
    /// The same keys, to be found fast: an import is one edit of thousands of entities.
    known: BTreeSet<EntityKey>,
    /// How texts were edited.
    pub(super) texts: Vec<TextEdit>,
}

impl<'a, D: Document> Editing<'a, D> {
    pub(super) fn of(document: &'a mut D) -> Self {
        Self {
            document,
            states: Vec::new(),
            known: BTreeSet::new(),
            texts: Vec::new(),
        }
    }

    /// Makes an edit with all that follows from it, or nothing.
    pub(super) fn whole(mut self, edit: &Edit) -> Result<Applied, Refusal> {
        match self.run(edit) {
            Ok(()) => {
                let label = self.label_of(edit);
                self.follow();
                Ok(self.applied(label))
            }
            Err(refusal) => {
                self.roll_back();
                Err(refusal)
            }
        }
    }

    fn run(&mut self, edit: &Edit) -> Result<(), Refusal> {
        match edit {
            Edit::Add { kind, id, value } => {
                let key = self.new_key(*kind, id.as_deref())?;
                let mut value = Value::Object(value.clone());
                self.put_at_end(*kind, &mut value)?;
                self.replace(&key, value)
            }
            Edit::Set { key, patch } => self.set(key, patch),
            Edit::Text {
                key, path, splices, ..
            } => self.splice(key, path, splices),
            Edit::Place { key, after } => self.place(key, after.as_deref()),
            Edit::Move { keys, move_to } => {
                let moved = match move_to {
                    MoveTo::To(when) => keys.iter().map(|key| (key.clone(), when.clone())).collect(),
                    MoveTo::By(minutes) => self.document.moved(keys, *minutes)?,
                };
                self.give_times(moved)
            }
            Edit::Shift { after, by } => {
                let moved = self.document.shifted(after, *by)?;
                self.give_times(moved)
            }
            Edit::Remove { key } => self.flag_removed(key, true),
            Edit::Restore { key } => self.flag_removed(key, false),
            Edit::Several { edits } => edits.iter().try_for_each(|edit| self.run(edit)),
        }
    }

    /// Adds what follows from the edit. What would not be legal does not follow.
    pub(super) fn follow(&mut self) {
        for (key, patch) in D::follow(&Change::new(&self.states, self.document)) {
            // What the edit itself has left legal stays so.
            let _ = self.set(&key, &patch);
        }
    }

    fn give_times(&mut self, moved: Vec<(EntityKey, When)>) -> Result<(), Refusal> {
        moved.into_iter().try_for_each(|(key, when)| {
            self.set(&key, &Map::from_iter([("when".to_owned(), as_value(&when))]))
        })
    }

    fn new_key(&self, kind: Kind, id: Option<&str>) -> Result<EntityKey, Refusal> {
        let at = format!("/{}", kind.field());
        let Some(id) = id.filter(|id| is_valid_id(id) && kind != Kind::Facts) else {
            return Err(Refusal::new(
                RefusalCode::BadId,
                at,
                "What is added needs an id.",
                "Use 1 to 128 of the characters A-Z, a-z, 0-9, '.', '_' and '-'.",
            ));
        };
        let key = EntityKey::new(kind, id);
        if self.document.has(&key) {
            return Err(Refusal::new(
                RefusalCode::DuplicateId,
                key.pointer(),
                format!(
                    "The {} already has a {} '{id}'.",
                    D::DOCUMENT.as_str(),
                    kind.as_str()
                ),
                "Give the new one another id.",
            ));
        }
        self.document.has_room(Some(kind))?;
        Ok(key)
    }

    pub(super) fn set(&mut self, key: &EntityKey, patch: &Map<String, Value>) -> Result<(), Refusal> {
        let mut value = self.existing(key)?;
        merge::<D>(key.kind, &mut Vec::new(), &mut value, patch);
        self.replace(key, value)
    }

    fn flag_removed(&mut self, key: &EntityKey, removed: bool) -> Result<(), Refusal> {
        if key.kind == Kind::Facts {
            return Err(Refusal::new(
                RefusalCode::NotFound,
                "/facts",
                format!("The facts of a {} cannot be removed.", D::DOCUMENT.as_str()),
                "Move the visit to the trash instead.",
            ));
        }
        self.set(
            key,
            &Map::from_iter([("removed".to_owned(), Value::Bool(removed))]),
        )
    }

    pub(super) fn existing(&self, key: &EntityKey) -> Result<Value, Refusal> {
        self.document.value_of(key).ok_or_else(|| {
            Refusal::new(
                RefusalCode::NotFound,
                key.pointer(),
                format!(
                    "The {} has no {} '{}'.",
                    D::DOCUMENT.as_str(),
                    key.kind.as_str(),
                    key.id
                ),
                "It may have been added in another copy; open it again.",
            )
        })
    }

    pub(super) fn replace(&mut self, key: &EntityKey, value: Value) -> Result<(), Refusal> {
        let old = self.document.value_of(key);
        length::grows_no_longer::<D>(key, old.as_ref(), &value)?;
        let chains = |document: &D| document.entity(key).map_or_else(Vec::new, Entity::chains);
        let before = chains(self.document);
        self.document.put_value(key, value)?;
        if self.known.insert(key.clone()) {
            self.states.push((key.clone(), old));
        }
        self.document.validate_entity(key)?;
        let new = chains(self.document)
            .into_iter()
            .filter(|link| !before.contains(link));
        for link in new {
            self.document
                .ends(key, &link)
                .map_err(|refusal| refusal.under(&key.pointer()))?;
        }
        Ok(())
    }

    /// Puts a value in the place of an entity's, or leaves it as it is.
    pub(super) fn try_replace(&mut self, key: &EntityKey, value: Value) -> Result<(), Refusal> {
        let old = self.existing(key)?;
        self.replace(key, value).inspect_err(|_| {
            // What was read from the document a moment ago can be put back.
            let _ = self.document.put_value(key, old);
        })
    }

    pub(super) fn roll_back(self) {
        for (key, value) in self.states.into_iter().rev() {
            match value {
                // What was read from the document a moment ago can be put back.
                Some(value) => drop(self.document.put_value(&key, value)),
                None => self.document.forget(&key),
            }
        }
    }

    pub(super) fn applied(self, label: Label) -> Applied {
        let mut undo = Patch::default();
        let mut changed = Vec::new();
        for (key, old) in self.states {
            let Some(mut new) = self.document.value_of(&key) else {
                continue;
            };
            match old {
                Some(old) if old == new => continue,
                Some(mut old) => {
                    // A calendar that has seen the higher number would ignore the lower one.
                    if key.kind == Kind::Engagement
                        && let (Value::Object(old), Value::Object(new)) = (&mut old, &mut new)
                    {
                        old.remove("sequence");
                        new.remove("sequence");
                    }
                    undo.record::<D>(&key, &old, &new);
                }
                None => undo.added.push(AddedEntity {
                    fingerprint: fingerprint(&new),
                    // What was never imported after all is new to the next import, unlike what somebody removed.
                    forget_import: new.get(IMPORTED).is_some(),
                    entity: key.clone(),
                }),
            }
            changed.push(key);
        }
        Applied {
            changed,
            texts: self.texts,
            undo,
            label,
        }
    }
}

/// Returns what tells an entity, as it was added, from what others have made of it since.
pub(super) fn fingerprint(entity: &Value) -> String {
    let mut entity = entity.clone();
    if let Value::Object(fields) = &mut entity {
        OF_NO_ACCOUNT.iter().for_each(|field| {
            fields.remove(*field);
        });
    }
    crate::fingerprint::of(&entity)
}
