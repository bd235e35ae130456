//! The topic library: what one speaks about again and again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Entity, Extra, KnownTopicId, Listing, OrderKey, Reference, Text,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, maybe,
        words::{order, texts},
    },
};

/// An entry of the topic library; they form a tree.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct KnownTopic {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The entry under which it stands; the first ones stand under none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<KnownTopicId>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// Anything else.
    #[serde(default)]
    pub remarks: Text,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Entity for KnownTopic {
    fn listing() -> Listing {
        Listing::Within("parent")
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_ref().map(KnownTopicId::as_str)
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)
    }

    fn references(&self) -> Vec<Reference> {
        maybe("/parent", self.parent.as_ref()).into_iter().collect()
    }

    fn chains(&self) -> Vec<Reference> {
        self.references()
    }

    listed_by!(title);
}
