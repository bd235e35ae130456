//! Templates: visits to begin a new one with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    Category, Entity, Extra, Format, Listing, OrderKey, Storage, Text,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome,
        words::{order, texts},
    },
};

/// A template: the skeleton of a visit, by days and times that are relative to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Template {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The category of the visits for which it is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The format of the visits for which it is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// What a new visit begins with: the entities of a visit by kind and id, in the form that a visit's file has.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub content: Map<String, Value>,
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

impl Entity for Template {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["content", _, _] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)
    }

    listed_by!(title);
}
