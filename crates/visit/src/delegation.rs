//! Delegations: the members of both sides, each a seat with or without a person.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, Entity, Extra, Lang, Listing, OfficeId, OrderKey, Reference, Refusal, Role, Side, Text,
    citation,
    extra::is_false,
    is_valid_id,
    rules::{
        Outcome,
        words::{country, languages, order, text, texts},
    },
};

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Person {
    /// The name.
    #[serde(default)]
    pub name: Text,
    /// The honorific or the rank, which stands with the name: 'H.E.', 'Dr', 'General'.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub honorific: Text,
    /// How the name is read, where its signs do not say: 'きしだ ふみお'.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub reading: Text,
    /// The languages that the person speaks, best first.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// The address to which invitations go (RFC 5322).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// One more office of a seat.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Office {
    /// What it is called.
    #[serde(default)]
    pub title: Text,
    /// The place among the further offices: 1 comes first. Those without a place follow, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// A seat: an office, and the person who holds it, where it is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Seat {
    /// The office, for example 'Defence Minister of Japan'.
    #[serde(default)]
    pub office: Text,
    /// What else the same person is, for example special envoy.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<OfficeId, Office>>")]
    pub further: BTreeMap<OfficeId, Office>,
    /// Who holds it. Silence of the source stays silence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// A member of a delegation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Member {
    /// The side.
    pub side: Side,
    /// The country, where it is not that of the side (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What the member does in the delegation.
    #[serde(default = "member")]
    pub role: Role,
    /// The seat.
    #[serde(default)]
    pub seat: Seat,
    /// The rank within the side; 1 is the highest. Equal ranks follow the order key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// The organisation.
    #[serde(default)]
    pub organisation: Text,
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

fn member() -> Role {
    Role::Member
}

impl Member {
    /// Makes a member with nothing but a side, a role and an office.
    pub fn new(side: Side, role: Role, office: Text) -> Self {
        Self {
            side,
            role,
            country: None,
            seat: Seat {
                office,
                ..Seat::default()
            },
            rank: None,
            order: OrderKey::default(),
            organisation: Text::default(),
            sources: Citations::new(),
            remarks: Text::default(),
            removed: false,
            extra: Extra::new(),
        }
    }

    /// Returns the name to show: that of the person, else that of the office.
    pub fn name(&self) -> &Text {
        match &self.seat.person {
            Some(person) if !person.name.is_empty() => &person.name,
            _ => &self.seat.office,
        }
    }
}

impl Entity for Member {
    fn listing() -> Listing {
        Listing::OfKind
    }

    fn title(&self, wanted: &[Lang]) -> String {
        self.name().read(wanted).to_owned()
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/seat/office", &self.seat.office),
            ("/organisation", &self.organisation),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        citation::validate(&self.sources)?;
        country("/country", self.country.as_deref())?;
        for (id, office) in &self.seat.further {
            if !is_valid_id(id.as_str()) {
                return Err(Refusal::bad_id("/seat/further", id.as_str()));
            }
            text(&format!("/seat/further/{id}/title"), &office.title)?;
        }
        let Some(person) = &self.seat.person else {
            return Ok(());
        };
        texts(&[
            ("/seat/person/name", &person.name),
            ("/seat/person/honorific", &person.honorific),
            ("/seat/person/reading", &person.reading),
        ])?;
        languages("/seat/person/languages", &person.languages)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources).collect()
    }

    fn order(&self) -> Option<&OrderKey> {
        Some(&self.order)
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}
