//! Engagements: everything that has a place in the programme.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Citations, EngagementId, EngagementKind, Entity, Extra, Format, Illustrative, InterpretingMode, Lang,
    LastImport, Listing, MAX_ASSEMBLE_MINUTES, Means, MemberId, OrderKey, Postponement, PressAccess,
    Reference, Refusal, RefusalCode, Status, Storage, Text, VehicleId, VenueId, VisitId, When, citation,
    entity::listed_by,
    extra::{is_false, is_zero},
    rules::{
        Outcome, each, maybe,
        words::{language, order, texts},
    },
};

/// That a member takes part.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Participation {
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// That a member interprets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Interpreting {
    /// The language that is heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Lang>,
    /// The language that is spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Lang>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<InterpretingMode>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// That a vehicle rides in a movement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Ride {
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// What makes an engagement a movement. Its zones stand in its time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Movement {
    /// Where it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<VenueId>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<VenueId>,
    /// How it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Means>,
    /// The vehicles.
    #[serde(default)]
    pub vehicles: BTreeMap<VehicleId, Ride>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// What a calendar file says of an engagement and the model has no other place for (RFC 5545).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct CalendarItem {
    /// The UID; the parts of a series share one.
    #[serde(default)]
    pub uid: String,
    /// The lines that make a series, to the letter: RRULE, RDATE, EXDATE.
    #[serde(default)]
    pub recurrence: Vec<String>,
    /// The RECURRENCE-ID line of a part that differs from its series, to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence_id: Option<String>,
    /// That the file gave no STATUS; none is written while the engagement is still confirmed.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub without_status: bool,
    /// Other lines of the file, to the letter, that are written again.
    #[serde(default)]
    pub properties: Vec<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// An engagement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Engagement {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The kind.
    #[serde(default = "other")]
    pub kind: EngagementKind,
    /// The format, where it is a talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// When.
    #[serde(default)]
    pub when: When,
    /// The place in the programme among engagements whose times do not tell.
    #[serde(default)]
    pub order: OrderKey,
    /// How many minutes before the start the participants assemble; 0 to 1,440.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assemble: Option<u32>,
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
    /// Which press may be present; nothing where nothing was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press: Option<PressAccess>,
    /// What is worn.
    #[serde(default)]
    pub dress: Text,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
    /// Who takes part.
    #[serde(default)]
    pub participants: BTreeMap<MemberId, Participation>,
    /// Who interprets.
    #[serde(default)]
    pub interpreters: BTreeMap<MemberId, Interpreting>,
    /// What of it rests on which source.
    #[serde(default, skip_serializing_if = "Citations::is_empty")]
    #[ts(as = "Option<Citations>")]
    pub sources: Citations,
    /// Anything else.
    #[serde(default)]
    pub remarks: Text,
    /// What makes it a movement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movement: Option<Movement>,
    /// What of it is an illustration and from no source, field by field.
    #[serde(default, skip_serializing_if = "Illustrative::is_empty")]
    #[ts(as = "Option<Illustrative>")]
    pub illustrative: Illustrative,
    /// How often the content of the invitation has changed (SEQUENCE, RFC 5545, section 3.8.7.4).
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(as = "Option<u32>")]
    pub sequence: u32,
    /// What a calendar file says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarItem>,
    /// What the last import of a calendar said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<LastImport>,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Engagement {
    /// Returns the reference to what it comes after.
    fn after(&self) -> Option<Reference> {
        match &self.when {
            When::After(after) => Some(Reference::new("/when/engagement", &after.engagement)),
            _ => None,
        }
    }

    /// Returns the UID in a calendar: that of the calendar that it came from, else one made of its id.
    pub fn calendar_uid(&self, id: &EngagementId, visit: &VisitId) -> String {
        let kept = self.calendar.as_ref().map(|item| item.uid.clone());
        kept.unwrap_or_else(|| format!("{id}.{visit}@chancery"))
    }
}

fn other() -> EngagementKind {
    EngagementKind::Other
}

fn proposed() -> Status {
    Status::Proposed
}

impl Default for Engagement {
    fn default() -> Self {
        Self {
            title: Text::default(),
            kind: EngagementKind::Other,
            format: None,
            when: When::Within,
            order: OrderKey::default(),
            assemble: None,
            status: Status::Proposed,
            condition: Text::default(),
            postponed: None,
            press: None,
            dress: Text::default(),
            venue: None,
            participants: BTreeMap::new(),
            interpreters: BTreeMap::new(),
            sources: Citations::new(),
            remarks: Text::default(),
            movement: None,
            illustrative: Illustrative::default(),
            sequence: 0,
            calendar: None,
            imported: None,
            removed: false,
            extra: Extra::new(),
        }
    }
}

impl Entity for Engagement {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["when" | "imported"] | ["postponed", "from"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/title", &self.title),
            ("/condition", &self.condition),
            ("/dress", &self.dress),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        citation::validate(&self.sources)?;
        self.when.validate(self.movement.is_some())?;
        if self.calendar.as_ref().is_some_and(|item| item.uid.is_empty()) {
            return Err(Refusal::new(
                RefusalCode::MissingField,
                "/calendar/uid",
                "What a calendar file says of an engagement has a UID.",
                "Give the UID, or leave out all that the file says.",
            ));
        }
        if let Some(postponed) = &self.postponed {
            postponed.validate("/postponed")?;
        }
        if self
            .assemble
            .is_some_and(|minutes| minutes > MAX_ASSEMBLE_MINUTES)
        {
            return Err(Refusal::new(
                RefusalCode::OutOfRange,
                "/assemble",
                "Participants cannot be told to assemble more than a day before the start.",
                "Give minutes before the start, from 0 to 1440.",
            ));
        }
        for (member, interpreting) in &self.interpreters {
            for (end, lang) in [("from", &interpreting.from), ("to", &interpreting.to)] {
                lang.as_ref().map_or(Ok(()), |lang| {
                    language(&format!("/interpreters/{member}/{end}"), lang)
                })?;
            }
        }
        Ok(())
    }

    fn references(&self) -> Vec<Reference> {
        let mut all: Vec<Reference> = maybe("/venue", self.venue.as_ref()).into_iter().collect();
        all.extend(each("/participants", self.participants.keys()));
        all.extend(each("/interpreters", self.interpreters.keys()));
        all.extend(citation::references(&self.sources));
        all.extend(self.after());
        if let Some(movement) = &self.movement {
            all.extend(maybe("/movement/from", movement.from.as_ref()));
            all.extend(maybe("/movement/to", movement.to.as_ref()));
            all.extend(each("/movement/vehicles", movement.vehicles.keys()));
        }
        all
    }

    fn chains(&self) -> Vec<Reference> {
        self.after().into_iter().collect()
    }

    listed_by!(title);
}
