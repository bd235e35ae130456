//! What this visit is to deliver, and what earlier ones have promised.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, CommitmentStatus, ContactId, DatePhrase, DeliverableId, DeliverableKind, DeliverableStatus,
    EngagementId, Entity, Extra, Lang, Listing, MemberId, OrderKey, Reference, StepId, Storage, Text,
    TopicId, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, each, maybe, step,
        time::date,
        words::{languages, order, texts},
    },
};

/// One step in the history of a deliverable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct DeliverableStep {
    /// The status that was reached.
    pub status: DeliverableStatus,
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

/// That a member signs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Signature {
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// A deliverable of this visit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Deliverable {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<DeliverableKind>,
    /// Every status that it has reached, by id; the latest by date counts.
    #[serde(default)]
    pub history: BTreeMap<StepId, DeliverableStep>,
    /// How many documents it stands for, where it is a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The parties, as they are named in the text.
    #[serde(default)]
    pub parties: Text,
    /// Who is responsible on the guest's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_guest: Option<String>,
    /// Who is responsible on the host's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_host: Option<String>,
    /// The languages of the text.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// Who signs.
    #[serde(default)]
    pub signatories: BTreeMap<MemberId, Signature>,
    /// Where it is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing: Option<EngagementId>,
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

/// Something that an earlier contact has promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
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
    /// How far it has been honoured.
    #[serde(default = "open")]
    pub status: CommitmentStatus,
    /// How it got there, by id.
    #[serde(default)]
    pub follow_up: BTreeMap<StepId, FollowUp>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DatePhrase>,
    /// Who is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// The deliverable of this visit that answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliverable: Option<DeliverableId>,
    /// The topic under which it is reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicId>,
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

fn open() -> CommitmentStatus {
    CommitmentStatus::Open
}

impl Entity for Deliverable {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["history", _] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/title", &self.title),
            ("/parties", &self.parties),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        languages("/languages", &self.languages)?;
        citation::validate(&self.sources)?;
        self.history.iter().try_for_each(|(id, entry)| {
            step("/history", id)?;
            date(&format!("/history/{id}/on"), entry.on.as_ref())
        })
    }

    fn references(&self) -> Vec<Reference> {
        let signing = maybe("/signing", self.signing.as_ref());
        each("/signatories", self.signatories.keys())
            .chain(signing)
            .chain(citation::references(&self.sources))
            .collect()
    }

    listed_by!(title);
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
        let deliverable = maybe("/deliverable", self.deliverable.as_ref());
        let topic = maybe("/topic", self.topic.as_ref());
        let own = [origin, deliverable, topic].into_iter().flatten();
        own.chain(citation::references(&self.sources)).collect()
    }

    listed_by!(title);
}
