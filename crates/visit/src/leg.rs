//! Legs: the places and countries to which one visit goes, each with its own dates, host, category and state.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Category, Citations, DatePhrase, Entity, Extra, Listing, OrderKey, Party, Postponement, Reference,
    Status, Storage, Text, citation,
    extra::is_false,
    rules::{
        Outcome,
        time::date,
        words::{order, texts},
    },
};

/// A leg of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Leg {
    /// The title, where it has one of its own.
    #[serde(default)]
    pub title: Text,
    /// The city or cities.
    #[serde(default)]
    pub place: Text,
    /// The dates, with the precision in which they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DatePhrase>,
    /// Who receives there: the country, its capital and the zone of its clocks.
    #[serde(default)]
    pub host: Party,
    /// The category, where it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How settled it is.
    #[serde(default = "proposed")]
    pub status: Status,
    /// On what it depends, where it is conditional.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub condition: Text,
    /// From when and why it was put off, where it was postponed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postponed: Option<Postponement>,
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

fn proposed() -> Status {
    Status::Proposed
}

impl Default for Leg {
    fn default() -> Self {
        Self {
            title: Text::default(),
            place: Text::default(),
            dates: None,
            host: Party::default(),
            category: None,
            status: Status::Proposed,
            condition: Text::default(),
            postponed: None,
            order: OrderKey::default(),
            sources: Citations::new(),
            remarks: Text::default(),
            removed: false,
            extra: Extra::new(),
        }
    }
}

impl Leg {
    /// Returns the name to show: its title, else its place, else the capital of the host.
    pub fn name(&self) -> &Text {
        let names = [&self.title, &self.place, &self.host.capital];
        names
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or(&self.title)
    }
}

impl Entity for Leg {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["dates"] | ["postponed", "from"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/title", &self.title),
            ("/place", &self.place),
            ("/condition", &self.condition),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        date("/dates", self.dates.as_ref())?;
        if let Some(postponed) = &self.postponed {
            postponed.validate("/postponed")?;
        }
        self.host.validate("/host")?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources).collect()
    }

    fn title(&self, wanted: &[crate::Lang]) -> String {
        self.name().read(wanted).to_owned()
    }

    fn order(&self) -> Option<&OrderKey> {
        Some(&self.order)
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}
