//! Entities: what can be edited on its own. One list says what kinds there are; everything general is made from it.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Comment, CommentId, Commitment, CommitmentId, Contact, ContactId, Deliverable, DeliverableId, Edition,
    EditionId, Engagement, EngagementId, Extra, Facts, Member, MemberId, Refusal, RefusalCode, Task, TaskId,
    Topic, TopicId, Vehicle, VehicleId, Venue, VenueId, VisitId, Waiver, WaiverId, refusal::pointer_part,
};

macro_rules! entities {
    ($($(#[$meta:meta])* $kind:ident $text:literal $field:ident: $id:ident => $entity:ident),+ $(,)?) => {
        /// The kinds of things that an edit can touch.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            /// The facts of the visit itself; there is one, with an empty id.
            Facts,
            $($(#[$meta])* $kind,)+
        }

        impl Kind {
            /// Every kind that has entities, in the order of the visit's fields.
            pub const ENTITIES: &'static [Kind] = &[$(Kind::$kind),+];

            /// Returns the field of the visit in which entities of this kind stand.
            pub fn field(self) -> &'static str {
                match self {
                    Kind::Facts => "facts",
                    $(Kind::$kind => stringify!($field),)+
                }
            }

            /// Returns the kind with this form in JSON, or `None` where this version does not know it.
            pub fn named(text: &str) -> Option<Kind> {
                match text {
                    "facts" => Some(Kind::Facts),
                    $($text => Some(Kind::$kind),)+
                    _ => None,
                }
            }

            /// Returns the form used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    Kind::Facts => "facts",
                    $(Kind::$kind => $text,)+
                }
            }
        }

        /// A visit: the facts, and flat maps of entities by id.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
        pub struct Visit {
            /// The form in which the visit is written; [`crate::SCHEMA`] in this version.
            #[serde(default = "current_schema")]
            pub schema: u32,
            /// The id.
            pub id: VisitId,
            /// What the visit is.
            pub facts: Facts,
            $($(#[$meta])*
            #[serde(default)]
            pub $field: BTreeMap<$id, $entity>,)+
            /// Fields of newer versions.
            #[serde(flatten)]
            #[ts(skip)]
            pub extra: Extra,
        }

        impl Visit {
            /// Makes a visit with nothing but its facts.
            pub fn new(id: VisitId, facts: Facts) -> Self {
                Self { schema: current_schema(), id, facts, $($field: BTreeMap::new(),)+ extra: Extra::new() }
            }

            /// Returns whether the visit has such an entity, removed or not.
            pub fn has(&self, key: &EntityKey) -> bool {
                match key.kind {
                    Kind::Facts => key.id.is_empty(),
                    $(Kind::$kind => self.$field.contains_key(&$id(key.id.clone())),)+
                }
            }

            /// Returns the JSON form of an entity, or `None` where the visit does not have it.
            pub fn value_of(&self, key: &EntityKey) -> Option<Value> {
                match key.kind {
                    Kind::Facts => key.id.is_empty().then(|| serde_json::to_value(&self.facts).ok()).flatten(),
                    $(Kind::$kind => {
                        self.$field.get(&$id(key.id.clone())).and_then(|entity| serde_json::to_value(entity).ok())
                    })+
                }
            }

            /// Puts an entity in its JSON form into the visit, without looking at what it refers to.
            ///
            /// # Errors
            /// [`RefusalCode::BadValue`] or [`RefusalCode::MissingField`] with the path to the field.
            pub fn put_value(&mut self, key: &EntityKey, value: Value) -> Result<(), Refusal> {
                let at = key.pointer();
                match key.kind {
                    Kind::Facts => self.facts = typed(value, &at)?,
                    $(Kind::$kind => { self.$field.insert($id(key.id.clone()), typed(value, &at)?); })+
                }
                Ok(())
            }

            /// Takes an entity out of the visit, as if it had never been added.
            pub(crate) fn forget(&mut self, key: &EntityKey) {
                match key.kind {
                    Kind::Facts => {}
                    $(Kind::$kind => { self.$field.remove(&$id(key.id.clone())); })+
                }
            }

            /// Returns the key of every entity, removed ones too, kind by kind and in the order of ids.
            pub fn keys(&self) -> Vec<EntityKey> {
                let mut keys = vec![EntityKey::facts()];
                $(keys.extend(self.$field.keys().map(|id| EntityKey::new(Kind::$kind, id.as_str())));)+
                keys
            }

            /// Returns how many entities of a kind the visit has, removed ones among them.
            pub fn count_of(&self, kind: Kind) -> usize {
                match kind {
                    Kind::Facts => 1,
                    $(Kind::$kind => self.$field.len(),)+
                }
            }

            /// Returns whether the entity was removed, or is not there at all.
            pub fn is_removed(&self, key: &EntityKey) -> bool {
                match key.kind {
                    Kind::Facts => false,
                    $(Kind::$kind => self.$field.get(&$id(key.id.clone())).is_none_or(|entity| entity.removed),)+
                }
            }
        }

        $(impl From<&$id> for EntityKey {
            fn from(id: &$id) -> Self {
                EntityKey::new(Kind::$kind, id.as_str())
            }
        })+
    };
}

entities! {
    /// Members of both delegations.
    Member "member" members: MemberId => Member,
    /// Venues.
    Venue "venue" venues: VenueId => Venue,
    /// Vehicles.
    Vehicle "vehicle" vehicles: VehicleId => Vehicle,
    /// Engagements, movements among them.
    Engagement "engagement" engagements: EngagementId => Engagement,
    /// Topics of the talk agendas.
    Topic "topic" topics: TopicId => Topic,
    /// What this visit is to deliver.
    Deliverable "deliverable" deliverables: DeliverableId => Deliverable,
    /// What earlier contacts have promised.
    Commitment "commitment" commitments: CommitmentId => Commitment,
    /// Tasks of the checklist.
    Task "task" tasks: TaskId => Task,
    /// The political calendar.
    Contact "contact" contacts: ContactId => Contact,
    /// Waivers of checks.
    Waiver "waiver" waivers: WaiverId => Waiver,
    /// Comments.
    Comment "comment" comments: CommentId => Comment,
    /// Issued editions.
    Edition "edition" editions: EditionId => Edition,
}

fn current_schema() -> u32 {
    crate::SCHEMA
}

/// Names one entity of a visit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
pub struct EntityKey {
    /// Its kind.
    pub kind: Kind,
    /// Its id; empty for the facts.
    #[serde(default)]
    pub id: String,
}

impl EntityKey {
    /// Names an entity.
    pub fn new(kind: Kind, id: &str) -> Self {
        Self {
            kind,
            id: id.to_owned(),
        }
    }

    /// Names the facts of the visit.
    pub fn facts() -> Self {
        Self::new(Kind::Facts, "")
    }

    /// Returns the JSON Pointer (RFC 6901) to the entity.
    pub fn pointer(&self) -> String {
        match self.kind {
            Kind::Facts => "/facts".to_owned(),
            kind => format!("/{}/{}", kind.field(), pointer_part(&self.id)),
        }
    }
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.id)
    }
}

/// Reads a typed value out of JSON; `at` is the pointer to the value.
pub(crate) fn typed<T: serde::de::DeserializeOwned>(value: Value, at: &str) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(value).map_err(|error| refused(error, at))
}

/// Tells why a value could not be read; `at` is the pointer to it.
pub(crate) fn refused(error: serde_path_to_error::Error<serde_json::Error>, at: &str) -> Refusal {
    let path = error.path().iter().fold(at.to_owned(), |mut path, segment| {
        use serde_path_to_error::Segment;
        match segment {
            Segment::Seq { index } => path.push_str(&format!("/{index}")),
            Segment::Map { key } => path.push_str(&format!("/{}", pointer_part(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
        path
    });
    let error = error.into_inner();
    // The path says where better than a line can, and is the same where there are no lines.
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = error.to_string();
    let reason = reason.strip_suffix(&place).unwrap_or(&reason);
    let remedy = "Give the field a value of the form that docs/visit.schema.json describes.";
    match reason
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'))
    {
        Some(field) => {
            let path = format!("{path}/{}", pointer_part(field));
            Refusal::new(
                RefusalCode::MissingField,
                path,
                format!("The field '{field}' is missing."),
                remedy,
            )
        }
        None => Refusal::new(
            RefusalCode::BadValue,
            path,
            format!("The value cannot be read: {reason}."),
            remedy,
        ),
    }
}
