//! What people say of a visit and of its checks, and the editions that they issue.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    AnyKind, Audience, Entity, EntityKey, Extra, Lang, Reference, Refusal, RefusalCode, Storage, Text,
    extra::is_false,
    rules::{Outcome, words::text},
};

/// What a waiver or a comment is about. Its kind may be one that only a newer version knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Subject {
    /// The kind of the entity.
    pub kind: AnyKind,
    /// Its id; empty for the facts of the visit.
    #[serde(default)]
    pub id: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Subject {
    /// Returns the entity, or `None` where it is of a kind that this version does not know.
    pub fn key(&self) -> Option<EntityKey> {
        self.kind.known().map(|kind| EntityKey::new(kind, &self.id))
    }

    /// Returns the reference to the entity. One of a newer kind cannot be looked up, and is kept.
    fn reference(&self) -> Option<Reference> {
        self.key().map(|key| Reference::new("/subject", key))
    }
}

impl From<EntityKey> for Subject {
    fn from(key: EntityKey) -> Self {
        Self {
            kind: key.kind.into(),
            id: key.id,
            extra: Extra::new(),
        }
    }
}

/// That somebody accepts what a check has found. It lapses when the facts change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Waiver {
    /// The id of the check, as in the list of checks.
    pub check: String,
    /// What was found wanting.
    pub subject: Subject,
    /// The facts that were waived, as the check wrote them down.
    #[serde(default)]
    pub facts: String,
    /// Who accepts it.
    pub by: String,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// That what was waived has changed since: the finding stands again.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub lapsed: bool,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Comment {
    /// On what.
    pub subject: Subject,
    /// On which field of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it says.
    pub body: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// That it has been dealt with.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub resolved: bool,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// An issued edition: 'Programme, edition 3, as of 17 March 2017 11:00'.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Edition {
    /// The number, from 1.
    pub number: u32,
    /// For whom.
    pub audience: Audience,
    /// As of when.
    #[ts(type = "string")]
    pub as_of: DateTime<Utc>,
    /// Who issued it.
    pub by: String,
    /// The heads of the history that it freezes.
    #[serde(default)]
    pub heads: Vec<String>,
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Entity for Waiver {
    fn storage(path: &[&str]) -> Storage {
        about_one_thing(path)
    }

    fn title(&self, _: &[Lang]) -> String {
        self.check.clone()
    }

    fn validate(&self) -> Outcome {
        Ok(())
    }

    fn references(&self) -> Vec<Reference> {
        self.subject.reference().into_iter().collect()
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}

impl Entity for Comment {
    fn storage(path: &[&str]) -> Storage {
        about_one_thing(path)
    }

    fn title(&self, _: &[Lang]) -> String {
        self.body.chars().take(60).collect()
    }

    fn validate(&self) -> Outcome {
        Ok(())
    }

    fn references(&self) -> Vec<Reference> {
        self.subject.reference().into_iter().collect()
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}

impl Entity for Edition {
    fn title(&self, _: &[Lang]) -> String {
        self.number.to_string()
    }

    fn validate(&self) -> Outcome {
        if self.number == 0 {
            return Err(Refusal::new(
                RefusalCode::OutOfRange,
                "/number",
                "Editions are counted from 1.",
                "Give the number of the edition.",
            ));
        }
        text("/title", &self.title)
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}

fn about_one_thing(path: &[&str]) -> Storage {
    match path {
        ["subject"] => Storage::Whole,
        _ => Storage::Leaves,
    }
}
