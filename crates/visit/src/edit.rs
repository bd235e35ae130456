//! Edits: every change of a visit is one of these, is legal or refused, and can be taken back.

mod place;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    Action, Applied, Document, EngagementId, EntityKey, FieldChange, Kind, Label, MemberId, Patch, Refusal,
    RefusalCode, When, is_valid_id,
};

/// An edit of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Adds an entity; one without an order key at the end of its list.
    Add {
        /// Its kind; any but `facts`.
        kind: Kind,
        /// Its id; where it is left out, the application makes one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        id: Option<String>,
        /// Its fields.
        #[ts(type = "{ [field: string]: unknown }")]
        value: Map<String, Value>,
    },
    /// Sets fields of an entity; `null` takes a field away. Other fields stay.
    Set {
        /// The entity.
        key: EntityKey,
        /// The fields with their new values.
        #[ts(type = "{ [field: string]: unknown }")]
        fields: Map<String, Value>,
    },
    /// Gives an engagement another time.
    MoveEngagement {
        /// The engagement.
        id: EngagementId,
        /// The new time.
        when: When,
    },
    /// Gives an entity another place in its list: among those of its kind, a topic among those of its engagement. Where
    /// there is no room left at the place, its neighbours get new order keys in the same step.
    Place {
        /// The entity.
        key: EntityKey,
        /// The id of the one that it stands directly after; where it is left out, it becomes the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        after: Option<String>,
    },
    /// Changes who takes part in an engagement.
    SetParticipants {
        /// The engagement.
        id: EngagementId,
        /// Who comes.
        #[serde(default)]
        add: Vec<MemberId>,
        /// Who goes.
        #[serde(default)]
        remove: Vec<MemberId>,
    },
    /// Removes an entity. It stays in the visit, marked as removed, and can be restored.
    Remove {
        /// The entity.
        key: EntityKey,
    },
    /// Restores a removed entity.
    Restore {
        /// The entity.
        key: EntityKey,
    },
    /// Several edits as one step: all of them, or none.
    Several {
        /// What they are together.
        action: Action,
        /// The edits, in their order.
        edits: Vec<Edit>,
    },
}

/// The fields of an engagement that an invitation carries; when one changes, its SEQUENCE rises (RFC 5546, section 2.1.4).
const INVITATION: &[&str] = &[
    "title",
    "when",
    "status",
    "condition",
    "postponed",
    "venue",
    "participants",
    "interpreters",
    "remarks",
    "dress",
    "press",
    "assemble",
    "movement",
    "illustrative",
    "calendar",
    "removed",
];

/// The field that counts those changes.
const SEQUENCE: &str = "sequence";

/// The field that remembers the last import.
const IMPORTED: &str = "imported";

/// The state of entities before an edit, so that a refused edit leaves no trace.
#[derive(Default)]
struct Before {
    /// In the order in which the edit came to them; nothing for what it adds.
    states: Vec<(EntityKey, Option<Value>)>,
    /// The same keys, to be found fast: an import is one edit of thousands of entities.
    known: BTreeSet<EntityKey>,
}

/// Applies an edit: [`Document::apply`].
pub(crate) fn apply<D: Document>(document: &mut D, edit: &Edit) -> Result<Applied, Refusal> {
    let mut editing = Editing::of(document);
    match editing.run(edit) {
        Ok(()) => {
            let label = editing.label_of(edit);
            Ok(editing.applied(label))
        }
        Err(refusal) => {
            editing.roll_back();
            Err(refusal)
        }
    }
}

/// Applies a patch: [`Document::apply_patch`].
pub(crate) fn apply_patch<D: Document>(
    document: &mut D,
    patch: &Patch,
    label: Label,
) -> Result<Applied, Refusal> {
    let mut editing = Editing::of(document);
    let mut changes: BTreeMap<&EntityKey, Vec<&FieldChange>> = BTreeMap::new();
    for change in &patch.0 {
        changes.entry(&change.entity).or_default().push(change);
    }
    let outcome = patch.entities().iter().try_for_each(|key| {
        let mut value = editing.existing(key)?;
        changes
            .get(key)
            .into_iter()
            .flatten()
            .for_each(|change| change.set_in(&mut value));
        editing.replace(key, value)
    });
    match outcome {
        Ok(()) => Ok(editing.applied(label)),
        Err(refusal) => {
            editing.roll_back();
            Err(refusal)
        }
    }
}

/// A document while an edit goes on.
struct Editing<'a, D> {
    document: &'a mut D,
    before: Before,
}

impl<'a, D: Document> Editing<'a, D> {
    fn of(document: &'a mut D) -> Self {
        Self {
            document,
            before: Before::default(),
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
            Edit::Set { key, fields } => self.set(key, fields.clone()),
            Edit::MoveEngagement { id, when } => {
                let fields = Map::from_iter([("when".to_owned(), as_value(when))]);
                self.set(&EntityKey::from(id), fields)
            }
            Edit::Place { key, after } => self.place(key, after.as_deref()),
            Edit::SetParticipants { id, add, remove } => {
                let key = EntityKey::from(id);
                let mut value = self.existing(&key)?;
                if let Some(Value::Object(participants)) = value.get_mut("participants") {
                    remove.iter().for_each(|member| {
                        participants.remove(member.as_str());
                    });
                    for member in add {
                        participants
                            .entry(member.as_str())
                            .or_insert_with(|| Value::Object(Map::new()));
                    }
                }
                self.replace(&key, value)
            }
            Edit::Remove { key } => self.flag_removed(key, true),
            Edit::Restore { key } => self.flag_removed(key, false),
            Edit::Several { edits, .. } => edits.iter().try_for_each(|edit| self.run(edit)),
        }
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

    fn set(&mut self, key: &EntityKey, fields: Map<String, Value>) -> Result<(), Refusal> {
        let mut value = self.existing(key)?;
        if let Value::Object(current) = &mut value {
            for (name, field) in fields {
                if field.is_null() {
                    current.remove(&name)
                } else {
                    current.insert(name, field)
                };
            }
        }
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
            Map::from_iter([("removed".to_owned(), Value::Bool(removed))]),
        )
    }

    fn existing(&self, key: &EntityKey) -> Result<Value, Refusal> {
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

    fn replace(&mut self, key: &EntityKey, value: Value) -> Result<(), Refusal> {
        let old = self.document.value_of(key);
        self.document.put_value(key, value)?;
        if self.before.known.insert(key.clone()) {
            self.before.states.push((key.clone(), old));
        }
        self.document.validate_entity(key)
    }

    fn roll_back(self) {
        for (key, value) in self.before.states.into_iter().rev() {
            match value {
                // What was read from the visit a moment ago can be put back.
                Some(value) => drop(self.document.put_value(&key, value)),
                None => self.document.forget(&key),
            }
        }
    }

    fn applied(mut self, label: Label) -> Applied {
        let mut undo = Patch::default();
        let mut changed = Vec::new();
        for (key, old) in std::mem::take(&mut self.before.states) {
            if let Some(old) = &old {
                self.count_change(&key, old);
            }
            let Some(mut new) = self.document.value_of(&key) else {
                continue;
            };
            match old {
                Some(old) if old == new => continue,
                Some(mut old) => {
                    // A calendar that has seen the higher number would ignore the lower one.
                    if key.kind == Kind::Engagement {
                        without_sequence(&mut old);
                        without_sequence(&mut new);
                    }
                    undo.record::<D>(&key, &old, &new);
                }
                None => {
                    undo.0.push(FieldChange {
                        entity: key.clone(),
                        path: vec!["removed".to_owned()],
                        value: Some(Value::Bool(true)),
                    });
                    // What was never imported after all is new to the next import, unlike what somebody removed.
                    if new.get(IMPORTED).is_some() {
                        undo.0.push(FieldChange {
                            entity: key.clone(),
                            path: vec![IMPORTED.to_owned()],
                            value: None,
                        });
                    }
                }
            }
            changed.push(key);
        }
        Applied { changed, undo, label }
    }

    /// Raises the SEQUENCE of an engagement whose invitation has changed. Whatever an edit says, it never falls.
    fn count_change(&mut self, key: &EntityKey, old: &Value) {
        if key.kind != Kind::Engagement {
            return;
        }
        let Some(new) = self.document.value_of(key) else {
            return;
        };
        let was = old
            .get(SEQUENCE)
            .and_then(Value::as_u64)
            .and_then(|count| u32::try_from(count).ok());
        let changes = u32::from(INVITATION.iter().any(|field| old.get(field) != new.get(field)));
        let least = was.unwrap_or_default().saturating_add(changes);
        let is = new.get(SEQUENCE).and_then(Value::as_u64).unwrap_or_default();
        if is < u64::from(least) {
            let mut counted = new;
            if let Value::Object(fields) = &mut counted {
                fields.insert(SEQUENCE.to_owned(), Value::from(least));
            }
            // What was read from the document a moment ago can be put back with another number.
            let _ = self.document.put_value(key, counted);
        }
    }

    fn label_of(&self, edit: &Edit) -> Label {
        let (action, key) = match edit {
            Edit::Add { kind, id, .. } => (
                Action::Add,
                EntityKey::new(*kind, id.as_deref().unwrap_or_default()),
            ),
            Edit::Set { key, .. } => (Action::Set, key.clone()),
            Edit::MoveEngagement { id, .. } => (Action::Move, EntityKey::from(id)),
            Edit::Place { key, .. } => (Action::Move, key.clone()),
            Edit::SetParticipants { id, .. } => (Action::Participants, EntityKey::from(id)),
            Edit::Remove { key } => (Action::Remove, key.clone()),
            Edit::Restore { key } => (Action::Restore, key.clone()),
            Edit::Several { action, edits } => {
                let first = edits.first().map(|edit| self.label_of(edit));
                let single = edits.len() == 1;
                return Label {
                    action: action.clone(),
                    kind: first
                        .as_ref()
                        .filter(|_| single)
                        .map_or(Kind::Facts.into(), |label| label.kind.clone()),
                    subject: first
                        .filter(|_| single)
                        .map_or_else(|| self.document.title_of(&EntityKey::facts()), |l| l.subject),
                };
            }
        };
        Label {
            action,
            kind: key.kind.into(),
            subject: self.document.title_of(&key),
        }
    }
}

fn without_sequence(engagement: &mut Value) {
    if let Value::Object(fields) = engagement {
        fields.remove(SEQUENCE);
    }
}

fn as_value(value: &impl Serialize) -> Value {
    // Times and order keys are plain data that JSON can always hold.
    serde_json::to_value(value).unwrap_or_default()
}
