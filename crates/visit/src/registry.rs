//! Which documents there are, and which kinds of entities each of them holds. A new kind is a file and a line here; everything
//! general is made of this list.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Agreement, AgreementId, Comment, CommentId, Commitment, CommitmentId, Contact, ContactId, Countries,
    DayOff, DayOffId, Deliverable, DeliverableId, Document, DossierFacts, DriveTime, DriveTimeId, Edition,
    EditionId, Engagement, EngagementId, Entity, EntityKey, Extra, Facts, HouseFacts, HouseId, KnownPerson,
    KnownPersonId, KnownTopic, KnownTopicId, KnownVenue, KnownVenueId, Lang, Listing, Member, MemberId,
    Refusal, RefusalCode, Source, SourceId, Storage, Strand, StrandId, Task, TaskId, Template, TemplateId,
    Threshold, ThresholdId, Topic, TopicId, Vehicle, VehicleId, Venue, VenueId, VisitId, Waiver, WaiverId,
    limits, typed::typed,
};

macro_rules! registry {
    ($(
        $(#[$about:meta])*
        $document:ident $document_text:literal, named by $name:ident, about $facts:ident {
            $($(#[$meta:meta])* $kind:ident $text:literal $field:ident: $id:ident => $entity:ident,)+
        }
    )+) => {
        /// The kinds of documents.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum DocumentKind {
            $($(#[$about])* $document,)+
        }

        impl DocumentKind {
            /// Every kind of document.
            pub const ALL: &'static [DocumentKind] = &[$(DocumentKind::$document),+];

            /// Returns the kind with this form in JSON, or `None` where this version does not know it.
            pub fn named(text: &str) -> Option<DocumentKind> {
                match text {
                    $($document_text => Some(DocumentKind::$document),)+
                    _ => None,
                }
            }

            /// Returns the form used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(DocumentKind::$document => $document_text,)+
                }
            }
        }

        /// The kinds of things that an edit can touch.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            /// The facts of a document; each has one, with an empty id.
            Facts,
            $($($(#[$meta])* $kind,)+)+
        }

        impl Kind {
            /// Returns the field of its document in which entities of this kind stand.
            pub fn field(self) -> &'static str {
                match self {
                    Kind::Facts => "facts",
                    $($(Kind::$kind => stringify!($field),)+)+
                }
            }

            /// Returns the kind with this form in JSON, or `None` where this version does not know it.
            pub fn named(text: &str) -> Option<Kind> {
                match text {
                    "facts" => Some(Kind::Facts),
                    $($($text => Some(Kind::$kind),)+)+
                    _ => None,
                }
            }

            /// Returns the form used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    Kind::Facts => "facts",
                    $($(Kind::$kind => $text,)+)+
                }
            }
        }

        $(
            $(#[$about])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
            pub struct $document {
                /// The form in which it is written; [`crate::SCHEMA`] in this version.
                #[serde(default = "current_schema")]
                pub schema: u32,
                /// Its readable name, unique among the documents of its kind in a library.
                pub id: $name,
                /// What it is.
                pub facts: $facts,
                $($(#[$meta])*
                #[serde(default)]
                pub $field: BTreeMap<$id, $entity>,)+
                /// Fields of newer versions.
                #[serde(flatten)]
                #[ts(skip)]
                pub extra: Extra,
            }

            impl $document {
                /// Makes one with nothing but its facts.
                pub fn new(id: $name, facts: $facts) -> Self {
                    Self { schema: current_schema(), id, facts, $($field: BTreeMap::new(),)+ extra: Extra::new() }
                }
            }

            impl Document for $document {
                const DOCUMENT: DocumentKind = DocumentKind::$document;
                const KINDS: &'static [Kind] = &[$(Kind::$kind),+];

                fn name(&self) -> &str {
                    self.id.as_str()
                }

                fn languages(&self) -> &[Lang] {
                    &self.facts.languages
                }

                fn entity(&self, key: &EntityKey) -> Option<&dyn Entity> {
                    match key.kind {
                        Kind::Facts => key.id.is_empty().then_some(&self.facts as &dyn Entity),
                        $(Kind::$kind => {
                            self.$field.get(&$id(key.id.clone())).map(|entity| entity as &dyn Entity)
                        })+
                        _ => None,
                    }
                }

                fn entities(&self, kind: Kind) -> Vec<(&str, &dyn Entity)> {
                    match kind {
                        $(Kind::$kind => {
                            self.$field.iter().map(|(id, entity)| (id.as_str(), entity as &dyn Entity)).collect()
                        })+
                        _ => Vec::new(),
                    }
                }

                fn count_of(&self, kind: Kind) -> usize {
                    match kind {
                        Kind::Facts => 1,
                        $(Kind::$kind => self.$field.len(),)+
                        _ => 0,
                    }
                }

                fn value_of(&self, key: &EntityKey) -> Option<Value> {
                    match key.kind {
                        Kind::Facts => key.id.is_empty().then(|| serde_json::to_value(&self.facts).ok()).flatten(),
                        $(Kind::$kind => {
                            self.$field.get(&$id(key.id.clone())).and_then(|entity| serde_json::to_value(entity).ok())
                        })+
                        _ => None,
                    }
                }

                fn put_value(&mut self, key: &EntityKey, value: Value) -> Result<(), Refusal> {
                    let at = key.pointer();
                    match key.kind {
                        Kind::Facts => self.facts = typed(value, &at)?,
                        $(Kind::$kind => { self.$field.insert($id(key.id.clone()), typed(value, &at)?); })+
                        _ => return Err(not_of_this_document(key, Self::DOCUMENT)),
                    }
                    Ok(())
                }

                fn forget(&mut self, key: &EntityKey) {
                    match key.kind {
                        $(Kind::$kind => { self.$field.remove(&$id(key.id.clone())); })+
                        _ => {}
                    }
                }

                fn storage(kind: Kind, path: &[&str]) -> Storage {
                    match kind {
                        Kind::Facts => $facts::storage(path),
                        $(Kind::$kind => $entity::storage(path),)+
                        _ => Storage::Leaves,
                    }
                }

                fn listing(kind: Kind) -> Listing {
                    match kind {
                        $(Kind::$kind => $entity::listing(),)+
                        _ => Listing::Nowhere,
                    }
                }

                fn has_room(&self, one_more: Option<Kind>) -> Result<(), Refusal> {
                    limits::room_in(self, one_more)
                }
            }
        )+

        $($(impl From<&$id> for EntityKey {
            fn from(id: &$id) -> Self {
                EntityKey::new(Kind::$kind, id.as_str())
            }
        })+)+
    };
}

registry! {
    /// A visit: what is planned and said on it.
    Visit "visit", named by VisitId, about Facts {
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
        /// The announcements and notes that facts come from.
        Source "source" sources: SourceId => Source,
        /// Waivers of checks.
        Waiver "waiver" waivers: WaiverId => Waiver,
        /// Comments.
        Comment "comment" comments: CommentId => Comment,
        /// Issued editions.
        Edition "edition" editions: EditionId => Edition,
    }

    /// A dossier: what two countries have with each other beyond any one visit.
    Dossier "dossier", named by Countries, about DossierFacts {
        /// Agreements in force, or signed and on their way to it.
        Agreement "agreement" agreements: AgreementId => Agreement,
        /// What goes on between the two without a date: standing mechanisms and work under way.
        Strand "strand" strands: StrandId => Strand,
    }

    /// A house: what the ministry keeps for all its visits.
    House "house", named by HouseId, about HouseFacts {
        /// People: who works with the library, and whom one meets.
        KnownPerson "known_person" people: KnownPersonId => KnownPerson,
        /// The topic library.
        KnownTopic "known_topic" topics: KnownTopicId => KnownTopic,
        /// Venues that are used again.
        KnownVenue "known_venue" venues: KnownVenueId => KnownVenue,
        /// Times of driving between two of them.
        DriveTime "drive_time" drive_times: DriveTimeId => DriveTime,
        /// Templates of visits.
        Template "template" templates: TemplateId => Template,
        /// Thresholds of checks that the ministry has set itself.
        Threshold "threshold" thresholds: ThresholdId => Threshold,
        /// Days on which a country does not work, or works all the same.
        DayOff "day_off" days_off: DayOffId => DayOff,
    }
}

fn current_schema() -> u32 {
    crate::SCHEMA
}

fn not_of_this_document(key: &EntityKey, document: DocumentKind) -> Refusal {
    Refusal::new(
        RefusalCode::NotFound,
        key.pointer(),
        format!("A {} has no {}.", document.as_str(), key.kind.as_str()),
        "Edit the document to which it belongs.",
    )
}
