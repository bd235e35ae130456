//! The documents: a visit, a dossier and a house.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Agreement, Applied, Comment, Commitment, Contact, Countries, DayOff, Deliverable, Document, DocumentKind,
    DossierFacts, DriveTime, Edit, Edition, Engagement, Entity, EntityKey, Extra, Facts, Figure, HouseFacts,
    Kind, KnownPerson, KnownTopic, KnownVenue, Lang, Leg, Listing, Member, Refusal, RefusalCode, Room,
    Source, Storage, Strand, TakenBack, Taking, Task, Template, Threshold, Topic, Vehicle, Venue, Waiver,
    editing, id::*, limits, registry::registry, typed::typed,
};

/// Makes one document of the kinds that it holds, its own and those that it shares.
macro_rules! document {
    (
        $(#[$about:meta])*
        $document:ident, named by $name:ident, about $facts:ident {
            $($(#[$meta:meta])* $kind:ident $text:literal $field:ident: $id:ident => $entity:ident,)+
        }
    ) => {
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

            fn apply(&mut self, edit: &Edit) -> Result<Applied, Refusal> {
                editing::apply(self, edit)
            }

            fn take_back(&mut self, taking: &Taking<'_>) -> Result<TakenBack, Refusal> {
                editing::take_back(self, taking)
            }

            fn has_room(&self, one_more: Option<Kind>) -> Result<(), Refusal> {
                limits::room_in(self, one_more)
            }
        }
    };
}

macro_rules! documents {
    ($(
        $(#[$about:meta])*
        $document:ident $document_text:literal, named by $name:ident, about $facts:ident {
            $($(#[$meta:meta])* $kind:ident $text:literal $field:ident: $id:ident => $entity:ident,)+
        } sharing {$($sharing:tt)*}
    )+; shared {
        $($(#[$every_meta:meta])* $every:ident $every_text:literal $every_field:ident: $every_id:ident => $every_entity:ident,)+
    }) => {
        $(document! {
            $(#[$about])*
            $document, named by $name, about $facts {
                $($(#[$meta])* $kind $text $field: $id => $entity,)+
                $($sharing)*
            }
        })+

        /// The types of entities by the names of their kinds, for TypeScript: what an edit may say of each.
        pub struct EntityTypes;

        impl TS for EntityTypes {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                "EntityTypes".to_owned()
            }

            fn inline(cfg: &ts_rs::Config) -> String {
                let types = [
                    $(format!("facts_of_{}: {}", $document_text, <$facts as TS>::name(cfg)),
                    $(format!("{}: {}", $text, <$entity as TS>::name(cfg)),)+)+
                    $(format!("{}: {}", $every_text, <$every_entity as TS>::name(cfg)),)+
                ];
                format!("{{ {} }}", types.join(", "))
            }

            fn decl(cfg: &ts_rs::Config) -> String {
                format!("type EntityTypes = {};", Self::inline(cfg))
            }

            fn decl_concrete(cfg: &ts_rs::Config) -> String {
                Self::decl(cfg)
            }

            fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor) {
                $(visitor.visit::<$facts>(); $(visitor.visit::<$entity>();)+)+
                $(visitor.visit::<$every_entity>();)+
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some("EntityTypes.ts".into())
            }
        }
    };
}

registry!(documents);

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
