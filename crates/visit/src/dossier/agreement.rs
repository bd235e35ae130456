//! Agreements of two countries: what was signed, and on what visit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, ContactId, DatePhrase, DeliverableKind, DeliverableStatus, Entity, Extra, Listing, OrderKey,
    Reference, Storage, Text, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, maybe,
        time::date,
        words::{order, texts},
    },
};

/// An agreement of the two countries, or several that are counted as one entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Agreement {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<DeliverableKind>,
    /// The contact that it came of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<ContactId>,
    /// How many documents it stands for, where it is a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// When it was signed, with the precision in which that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<DatePhrase>,
    /// How far it has come since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<DeliverableStatus>,
    /// What of it rests on which source.
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    #[ts(as = "Option<Citations>")]
    pub sources: Citations,
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

impl Entity for Agreement {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["signed"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)?;
        date("/signed", self.signed.as_ref())?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        let origin = maybe("/origin", self.origin.as_ref()).into_iter();
        origin.chain(citation::references(&self.sources)).collect()
    }

    listed_by!(title);
}
