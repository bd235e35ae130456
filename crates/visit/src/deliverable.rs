//! What this visit is to deliver.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, DatePhrase, DeliverableKind, DeliverableStatus, DossierEntries, EngagementId, Entity,
    EntityKey, Extra, Lang, Listing, MemberId, OrderKey, Reference, StepId, Storage, Text, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, each, maybe, step,
        time::date,
        words::{languages, order, texts},
    },
    standing::{self, step_of},
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

step_of!(DeliverableStep, DeliverableStatus);

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
    /// Every status that it has reached, by id; which of them counts says [`Deliverable::present`].
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
    /// What of the dossier it answers or follows.
    #[serde(default, skip_serializing_if = "DossierEntries::is_empty")]
    #[ts(as = "Option<DossierEntries>")]
    pub dossier: DossierEntries,
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

impl Deliverable {
    /// Returns the step of its history that counts, or `None` where it has none: of those that no other one is certainly later than, the one that
    /// has come furthest.
    pub fn present(&self) -> Option<&DeliverableStep> {
        standing::present(&self.history)
    }
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
        self.dossier.validate()?;
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

    fn elsewhere(&self) -> Vec<EntityKey> {
        self.dossier.keys()
    }

    fn standing(&self) -> Option<&str> {
        self.present().map(|step| step.status.as_str())
    }

    listed_by!(title);
}
