//! The facts of a visit that are not entities of their own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Category, Citations, CopiedFrom, Countries, DatePhrase, DossierEntries, Entity, EntityKey, Extra, Format,
    Lang, Postponement, Reference, Refusal, RefusalCode, Side, Status, Storage, Text, Zone, citation,
    is_valid_id,
    rules::{
        Outcome,
        time::{date, zone},
        words::{country, languages, text, texts},
    },
};

/// One of the two countries of a visit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Party {
    /// The country, as a code of two letters (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The zone of its capital, in which its people read times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Its capital.
    #[serde(default)]
    pub capital: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// What the visit is: its title, its dates, the two sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Facts {
    /// The title; the one thing that every visit has.
    #[serde(default)]
    pub title: Text,
    /// The category, where it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The format, where the visit as a whole has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// How settled the visit is.
    #[serde(default = "proposed")]
    pub status: Status,
    /// On what it depends, where it is conditional.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub condition: Text,
    /// From when and why it was put off, where it was postponed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postponed: Option<Postponement>,
    /// The dates, with the precision in which they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DatePhrase>,
    /// The city or cities.
    #[serde(default)]
    pub place: Text,
    /// The receiving side.
    #[serde(default)]
    pub host: Party,
    /// The visiting side.
    #[serde(default)]
    pub guest: Party,
    /// Who has invited the guest.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub inviter: Text,
    /// On which of the two sides the users of this library are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_side: Option<Side>,
    /// The languages of the programme, the first of which is preferred.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// The marking (classification) that stands at the head and foot of every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// What of the dossier of the two countries the visit continues, prepares or is announced beside.
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
    /// What the visit is a copy of, where an import has made it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<CopiedFrom>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

fn proposed() -> Status {
    Status::Proposed
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            title: Text::default(),
            category: None,
            format: None,
            status: Status::Proposed,
            condition: Text::default(),
            postponed: None,
            dates: None,
            place: Text::default(),
            host: Party::default(),
            guest: Party::default(),
            inviter: Text::default(),
            own_side: None,
            languages: Vec::new(),
            marking: None,
            dossier: DossierEntries::default(),
            sources: Citations::new(),
            remarks: Text::default(),
            copied_from: None,
            extra: Extra::new(),
        }
    }
}

impl Facts {
    /// Returns the name of the dossier of the visit's two countries; `None` where one of them is not known yet, or both are the same.
    pub fn countries(&self) -> Option<Countries> {
        let (host, guest) = (self.host.country.as_deref()?, self.guest.country.as_deref()?);
        Countries::new(host, guest).ok()
    }

    /// Returns the country, zone and capital of a side; an unknown side is read as the guest.
    pub fn party(&self, side: &Side) -> &Party {
        if *side == Side::Host {
            &self.host
        } else {
            &self.guest
        }
    }
}

impl Entity for Facts {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["dates" | "copied_from"] | ["postponed", "from"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn title(&self, wanted: &[Lang]) -> String {
        self.title.read(wanted).to_owned()
    }

    fn validate(&self) -> Outcome {
        if self.title.is_empty() {
            return Err(Refusal::new(
                RefusalCode::MissingTitle,
                "/title",
                "The visit has no title.",
                "Give it a title in at least one language.",
            ));
        }
        texts(&[
            ("/title", &self.title),
            ("/place", &self.place),
            ("/condition", &self.condition),
            ("/inviter", &self.inviter),
            ("/remarks", &self.remarks),
        ])?;
        languages("/languages", &self.languages)?;
        date("/dates", self.dates.as_ref())?;
        if let Some(postponed) = &self.postponed {
            postponed.validate("/postponed")?;
        }
        self.copied_from.as_ref().map_or(Ok(()), copied_from)?;
        self.host.validate("/host")?;
        self.guest.validate("/guest")?;
        self.dossier.validate()?;
        citation::validate(&self.sources)
    }

    fn references(&self) -> Vec<Reference> {
        citation::references(&self.sources).collect()
    }

    fn elsewhere(&self) -> Vec<EntityKey> {
        self.dossier.keys()
    }

    fn is_removed(&self) -> bool {
        false
    }
}

fn copied_from(from: &CopiedFrom) -> Outcome {
    if !is_valid_id(from.visit.as_str()) {
        return Err(Refusal::bad_id("/copied_from/visit", from.visit.as_str()));
    }
    if !is_valid_id(&from.content) {
        return Err(Refusal::bad_id("/copied_from/content", &from.content));
    }
    Ok(())
}

impl Party {
    /// Returns an error where a rule of the model is broken; `at` is the path to the party.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        text(&format!("{at}/capital"), &self.capital)?;
        country(&format!("{at}/country"), self.country.as_deref())?;
        zone(&format!("{at}/zone"), self.zone.as_ref())
    }
}
