//! What contacts of two countries have promised, and what came of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, CommitmentStatus, ContactId, DatePhrase, Entity, Extra, Listing, OrderKey, Reference, StepId,
    Storage, Text, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, maybe, step,
        time::date,
        words::{order, texts},
    },
    standing::{self, step_of},
};

/// One step in the follow-up of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct FollowUp {
    /// The status that was reached.
    pub status: CommitmentStatus,
    /// When, with the precision in which it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<DatePhrase>,
    /// Who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// A note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

step_of!(FollowUp, CommitmentStatus);

/// Something that a contact has promised. The visits that take it up refer to it ([`DossierEntries`](crate::DossierEntries)); it does not name
/// them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Commitment {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The contact that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<ContactId>,
    /// How many documents or projects it stands for, where it is a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How far it has been honoured, step by step, by id; which of them counts says [`Commitment::present`].
    #[serde(default)]
    pub follow_up: BTreeMap<StepId, FollowUp>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DatePhrase>,
    /// Who is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// What of it rests on which source.
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    #[ts(as = "Option<Citations>")]
    pub sources: Citations,
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

impl Commitment {
    /// Returns how far it has been honoured: the status of the step that counts, as for [`Deliverable::present`](crate::Deliverable::present); open
    /// where nothing is known.
    pub fn present(&self) -> &CommitmentStatus {
        standing::present(&self.follow_up).map_or(&CommitmentStatus::Open, |step| &step.status)
    }
}

impl Entity for Commitment {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["due"] | ["follow_up", _] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)?;
        date("/due", self.due.as_ref())?;
        citation::validate(&self.sources)?;
        self.follow_up.iter().try_for_each(|(id, entry)| {
            step("/follow_up", id)?;
            date(&format!("/follow_up/{id}/on"), entry.on.as_ref())
        })
    }

    fn references(&self) -> Vec<Reference> {
        let origin = maybe("/origin", self.origin.as_ref());
        let origin = origin.into_iter();
        origin.chain(citation::references(&self.sources)).collect()
    }

    fn standing(&self) -> Option<&str> {
        Some(self.present().as_str())
    }

    listed_by!(title);
}
