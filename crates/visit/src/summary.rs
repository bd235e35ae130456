//! What the library shows of a visit without opening it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Category, CopiedFrom, Status, Text, Visit, VisitId};

/// A visit in the list of the library. It is made of the facts alone, so that an edit of an engagement leaves it be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct VisitSummary {
    /// The id.
    pub id: VisitId,
    /// The title.
    pub title: Text,
    /// The first day that the dates can mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<NaiveDate>,
    /// The last day that the dates can mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NaiveDate>,
    /// The words in which the dates were announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// How settled the visit is.
    pub status: Status,
    /// The category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The city or cities.
    pub place: Text,
    /// The host's country (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The guest's country (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// What the visit is a copy of, where an import has made it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<CopiedFrom>,
}

impl Visit {
    /// Returns what the library shows of the visit.
    pub fn summary(&self) -> VisitSummary {
        let facts = &self.facts;
        let bounds = facts.dates.as_ref().and_then(|dates| dates.edtf.bounds());
        VisitSummary {
            id: self.id.clone(),
            title: facts.title.clone(),
            first: bounds.and_then(|bounds| bounds.first),
            last: bounds.and_then(|bounds| bounds.last),
            phrase: facts.dates.as_ref().and_then(|dates| dates.phrase.clone()),
            status: facts.status.clone(),
            category: facts.category.clone(),
            place: facts.place.clone(),
            host: facts.host.country.clone(),
            guest: facts.guest.country.clone(),
            copied_from: facts.copied_from.clone(),
        }
    }
}
