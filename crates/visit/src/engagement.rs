//! Engagements: everything that has a place in the programme.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    CalendarItem, Citations, EngagementId, EngagementKind, Entity, Extra, Format, Group, GroupId,
    Illustrative, Interpreting, LastImport, LegId, Listing, MAX_ASSEMBLE_MINUTES, MemberId, Movement,
    OrderKey, Participation, Postponement, PressAccess, PressCall, Reference, Refusal, RefusalCode, RoomId,
    Round, Status, Storage, Text, VenueId, VisitId, When, citation,
    entity::listed_by,
    extra::{is_false, is_zero},
    is_valid_id,
    rules::{
        Outcome, each, maybe,
        words::{order, texts},
    },
};

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
    /// Which round of which mechanism it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
    /// The leg of the visit that it belongs to, where the visit has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<LegId>,
    /// The engagement in the course of which it takes place, for example the talks that begin tête-à-tête.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<EngagementId>,
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
    /// What is arranged for the press.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press_call: Option<PressCall>,
    /// What is worn.
    #[serde(default)]
    pub dress: Text,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<VenueId>,
    /// In which room of the venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// Who takes part.
    #[serde(default)]
    pub participants: BTreeMap<MemberId, Participation>,
    /// Who takes part without being named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<GroupId, Group>>")]
    pub groups: BTreeMap<GroupId, Group>,
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
            round: None,
            leg: None,
            within: None,
            when: When::Within,
            order: OrderKey::default(),
            assemble: None,
            status: Status::Proposed,
            condition: Text::default(),
            postponed: None,
            press: None,
            press_call: None,
            dress: Text::default(),
            venue: None,
            room: None,
            participants: BTreeMap::new(),
            groups: BTreeMap::new(),
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
            ["when" | "imported"] | ["postponed", "from"] | ["press_call", "accreditation"] => Storage::Whole,
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
        if let Some(call) = &self.press_call {
            call.validate("/press_call")?;
        }
        if let Some(round) = &self.round {
            round.validate("/round")?;
        }
        for (id, group) in &self.groups {
            if !is_valid_id(id.as_str()) {
                return Err(Refusal::bad_id("/groups", id.as_str()));
            }
            group.validate(&format!("/groups/{id}"))?;
        }
        for (member, participation) in &self.participants {
            participation.validate(&format!("/participants/{member}"))?;
        }
        for (member, interpreting) in &self.interpreters {
            interpreting.validate(&format!("/interpreters/{member}"))?;
        }
        Ok(())
    }

    fn elsewhere(&self) -> Vec<crate::EntityKey> {
        let before = self.round.iter().filter_map(|round| round.before.as_ref());
        before.map(crate::EntityKey::from).collect()
    }

    fn references(&self) -> Vec<Reference> {
        let mut all: Vec<Reference> = maybe("/venue", self.venue.as_ref()).into_iter().collect();
        all.extend(maybe("/room", self.room.as_ref()));
        all.extend(maybe("/leg", self.leg.as_ref()));
        all.extend(each("/participants", self.participants.keys()));
        all.extend(each("/interpreters", self.interpreters.keys()));
        all.extend(citation::references(&self.sources));
        all.extend(self.chains());
        all.extend(self.movement.iter().flat_map(Movement::references));
        all
    }

    fn chains(&self) -> Vec<Reference> {
        let after = match &self.when {
            When::After(after) => Some(Reference::new("/when/engagement", &after.engagement)),
            _ => None,
        };
        after
            .into_iter()
            .chain(maybe("/within", self.within.as_ref()))
            .collect()
    }

    listed_by!(title);
}
