//! Talk agendas: topics, and the brief of each.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, ClearanceState, DossierEntries, EngagementId, Entity, EntityKey, Extra, Listing, MemberId,
    OrderKey, Prose, Reference, Storage, Text, TopicMode, citation,
    entity::listed_by,
    extra::is_false,
    rules::{
        Outcome, maybe,
        words::{long, order, texts},
    },
};

/// What is to be said on a topic. Each part merges by character.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Brief {
    /// What is to be reached.
    #[serde(default)]
    pub objective: Prose,
    /// The points to make.
    #[serde(default)]
    pub points_to_make: Prose,
    /// What to say if the other side raises it.
    #[serde(default)]
    pub if_raised: Prose,
    /// What not to raise.
    #[serde(default)]
    pub do_not_raise: Prose,
    /// Their position.
    #[serde(default)]
    pub their_position: Prose,
    /// Our response.
    #[serde(default)]
    pub our_response: Prose,
    /// The background.
    #[serde(default)]
    pub background: Prose,
    /// The line for the press.
    #[serde(default)]
    pub press_line: Prose,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// How far the brief has been cleared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Clearance {
    /// The state.
    #[serde(default = "draft")]
    pub state: ClearanceState,
    /// Who has it, cleared it or returned it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When it came to that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string")]
    pub at: Option<DateTime<Utc>>,
    /// Why it was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

fn draft() -> ClearanceState {
    ClearanceState::Draft
}

impl Default for Clearance {
    fn default() -> Self {
        Self {
            state: ClearanceState::Draft,
            by: None,
            at: None,
            reason: None,
            extra: Extra::new(),
        }
    }
}

/// A topic of a talk agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Topic {
    /// The talks on whose agenda it stands.
    pub engagement: EngagementId,
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// What the side means to do with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<TopicMode>,
    /// The minutes that it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Who speaks first to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<MemberId>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// What is to be said.
    #[serde(default)]
    pub brief: Brief,
    /// How far that has been cleared.
    #[serde(default)]
    pub clearance: Clearance,
    /// The marking (classification).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// What of the dossier it reviews, follows up or prepares.
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

impl Entity for Topic {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["clearance"] => Storage::Whole,
            ["brief", _, _] => Storage::Prose,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::Within("engagement")
    }

    fn parent(&self) -> Option<&str> {
        Some(self.engagement.as_str())
    }

    fn validate(&self) -> Outcome {
        texts(&[("/title", &self.title), ("/remarks", &self.remarks)])?;
        order(&self.order)?;
        let brief = &self.brief;
        for (at, prose) in [
            ("/brief/objective", &brief.objective),
            ("/brief/points_to_make", &brief.points_to_make),
            ("/brief/if_raised", &brief.if_raised),
            ("/brief/do_not_raise", &brief.do_not_raise),
            ("/brief/their_position", &brief.their_position),
            ("/brief/our_response", &brief.our_response),
            ("/brief/background", &brief.background),
            ("/brief/press_line", &brief.press_line),
        ] {
            long(at, prose)?;
        }
        self.dossier.validate()?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        let talks = Reference::new("/engagement", &self.engagement);
        maybe("/lead", self.lead.as_ref())
            .into_iter()
            .chain([talks])
            .chain(citation::references(&self.sources))
            .collect()
    }

    fn elsewhere(&self) -> Vec<EntityKey> {
        self.dossier.keys()
    }

    listed_by!(title);
}
