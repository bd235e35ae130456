//! The programme as exporters get it. They never see a [`crate::Visit`]: what is not in here cannot leak.
//!
//! Every text is in the chosen language, every time stands in the host's and the guest's zone.

mod arranged;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;

use crate::{
    Category, Due, Edtf, EngagementId, EngagementKind, Format, Function, Illustrative, InterpretingMode,
    Lang, LeadTimeSource, Means, MemberId, OrderKey, PressAccess, Role, Side, SourceKind, Status, TaskId,
    Text, VisitId, When, Zone, vocabulary::Vocabulary,
};

pub use arranged::{ForPress, ProgrammeLeg, ProgrammeRound, Seated, UnnamedGroup};

/// A programme for one audience, in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Programme {
    /// The visit.
    pub visit: VisitId,
    /// The wanted languages, best first. The first is the language of the document.
    pub languages: Vec<Lang>,
    /// The title of the visit.
    pub title: String,
    /// The category.
    pub category: Option<Category>,
    /// The format.
    pub format: Option<Format>,
    /// How settled the visit is.
    pub status: Status,
    /// On what that depends, or from when it was put off.
    pub settled: Settled,
    /// The dates as they were announced, with their words.
    pub dates: Option<PhrasedDate>,
    /// The first and last day.
    pub days_of_visit: Option<(NaiveDate, NaiveDate)>,
    /// What of the visit this programme is, where it is not all of it.
    pub part: Option<Part>,
    /// The city or cities.
    pub place: String,
    /// Who has invited the guest.
    pub inviter: String,
    /// The legs, where the visit goes to several places.
    pub legs: Vec<ProgrammeLeg>,
    /// The marking (classification).
    pub marking: Option<String>,
    /// As of when, as an instant.
    pub as_of: DateTime<Utc>,
    /// As of when, as a clock in the capital of the side that prepares the programme shows it.
    pub as_of_wall: NaiveDateTime,
    /// The host's capital.
    pub host: Capital,
    /// The guest's capital, where its clocks show another time.
    pub home: Option<Capital>,
    /// The principals of both sides, the guest's first, in order of precedence.
    pub principals: Vec<Attendee>,
    /// The days that have something in them, in order.
    pub days: Vec<ProgrammeDay>,
    /// The sources on which the facts of the visit rest, in their order.
    pub sources: Vec<ProgrammeSource>,
    /// What is only known to fall within the visit.
    pub undated: Vec<ProgrammeEngagement>,
    /// The tasks of the checklist, in its order.
    pub tasks: Vec<ProgrammeTask>,
}

/// Some days of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The first day, in the host's calendar.
    pub first: NaiveDate,
    /// The last one.
    pub last: NaiveDate,
    /// How many engagements without a day are left out, of which nobody knows whether they fall on these days.
    pub undated: usize,
}

/// A source of facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeSource {
    /// The title; empty where it has none.
    pub title: String,
    /// The kind.
    pub kind: Option<SourceKind>,
    /// Who published it.
    pub publisher: String,
    /// When it was issued.
    pub issued: Option<IssuedOn>,
}

/// When a source was issued.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum IssuedOn {
    /// On a date, with the precision in which it is known.
    Date(PhrasedDate),
    /// At a time, by a clock whose zone may be known.
    Time(NaiveDateTime, Option<Zone>),
}

/// What is said of a status beyond its name; only what belongs to the status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// On what it depends, where it is conditional.
    pub condition: String,
    /// From when it was put off, where it was postponed.
    pub from: Option<PhrasedDate>,
    /// Why it was put off.
    pub reason: String,
    /// With whom that was agreed.
    pub agreed_with: String,
}

impl Settled {
    /// Says it, a line for each thing that is said; `date` says a date in the words of the same language.
    pub fn lines(&self, words: &Vocabulary, date: impl Fn(&PhrasedDate) -> String) -> Vec<String> {
        let with = |label: &str, text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| label.replace("{text}", text))
        };
        let from = self.from.as_ref();
        let lines = [
            with(words.condition, &self.condition),
            from.map(|from| words.postponed_from.replace("{date}", &date(from))),
            with(words.reason, &self.reason),
            with(words.agreed_with, &self.agreed_with),
        ];
        lines.into_iter().flatten().collect()
    }
}

/// A date outside the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhrasedDate {
    /// What the date means.
    pub edtf: Edtf,
    /// The words it came in.
    pub phrase: Option<String>,
}

/// One task of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeTask {
    /// The task.
    pub id: TaskId,
    /// What is to be done, in the one language in which it is read.
    pub title: Text,
    /// When it is due, as it was entered.
    pub due: Option<Due>,
    /// The day on which it is due, where that can be told ([`crate::Visit::due_day`]).
    pub due_day: Option<NaiveDate>,
    /// The phase of preparation.
    pub phase: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// The item of the shipped checklist that it comes from.
    pub item: Option<String>,
    /// What that item rests on.
    pub item_source: Vec<String>,
    /// Where its lead time comes from.
    pub lead_time_source: Option<LeadTimeSource>,
    /// That it is done.
    pub done: Option<TaskDone>,
    /// The place among its neighbours.
    pub order: OrderKey,
    /// Anything else, in the one language in which it is read.
    pub remarks: Text,
    /// The UID in a calendar; stable, whatever else changes.
    pub uid: String,
}

/// That a task is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskDone {
    /// By whom.
    pub by: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// A capital with its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Capital {
    /// The country (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// The name of the city; where none was given, the last part of the zone's name.
    pub name: String,
    /// The zone.
    pub zone: Zone,
}

/// A day of the programme, in the host's calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeDay {
    /// The day.
    pub date: NaiveDate,
    /// What takes place: first what has no time, then by time.
    pub engagements: Vec<ProgrammeEngagement>,
}

/// One engagement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeEngagement {
    /// The engagement.
    pub id: EngagementId,
    /// The title.
    pub title: String,
    /// The kind.
    pub kind: EngagementKind,
    /// The format.
    pub format: Option<Format>,
    /// How settled it is.
    pub status: Status,
    /// On what that depends, or from when it was put off.
    pub settled: Settled,
    /// The leg of the visit that it belongs to.
    pub leg: String,
    /// The title of the engagement in the course of which it takes place.
    pub within: String,
    /// Which round of which mechanism it is.
    pub round: Option<ProgrammeRound>,
    /// The time as it was entered.
    pub when: When,
    /// What is said of a time that is not known by the clock from start to end: its own words, else those of the document. Empty
    /// where start and end, or the day, say all.
    pub said: String,
    /// The day under which it stands, where one is known.
    pub day: Option<NaiveDate>,
    /// The start, where there is a time.
    pub start: Option<Clock>,
    /// The end, where it is known. A start may have none.
    pub end: Option<Clock>,
    /// When participants assemble, as a clock of the host shows it.
    pub assemble: Option<NaiveDateTime>,
    /// Where.
    pub venue: Option<ProgrammeVenue>,
    /// In which room of the place.
    pub room: String,
    /// From where to where, if it is a movement.
    pub movement: Option<Route>,
    /// Who takes part, the guest's side first, in order of precedence.
    pub participants: Vec<Attendee>,
    /// Who takes part without being named.
    pub groups: Vec<UnnamedGroup>,
    /// Who interprets.
    pub interpreters: Vec<Interpreter>,
    /// Which press may be present.
    pub press: Option<PressAccess>,
    /// What is arranged for the press.
    pub for_press: ForPress,
    /// What is worn.
    pub dress: String,
    /// Anything else.
    pub remarks: String,
    /// What of it is an illustration and from no source.
    pub illustrative: Illustrative,
    /// What a calendar needs (RFC 5545).
    pub calendar: Calendar,
}

/// An instant with the clocks that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The instant.
    pub utc: DateTime<Utc>,
    /// What a clock of the host shows.
    pub host: NaiveDateTime,
    /// What a clock of the guest's capital shows, where it differs.
    pub home: Option<NaiveDateTime>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeVenue {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The city.
    pub city: String,
}

/// A movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Where it starts.
    pub from: Option<ProgrammeVenue>,
    /// Where it ends.
    pub to: Option<ProgrammeVenue>,
    /// How it is made.
    pub means: Option<Means>,
    /// The vehicles, by name.
    pub vehicles: Vec<String>,
    /// Who sits where in them.
    pub seating: Vec<Seated>,
}

/// A member of a delegation, as others see one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attendee {
    /// The member.
    pub id: MemberId,
    /// The side.
    pub side: Side,
    /// The role.
    pub role: Role,
    /// The country, where it is not that of the side.
    pub country: Option<String>,
    /// The name of the person with the honorific; empty for a seat without one.
    pub name: String,
    /// How the name is read.
    pub reading: String,
    /// The office.
    pub office: String,
    /// What else the person is.
    pub further: Vec<String>,
    /// What the person does at the engagement.
    pub functions: Vec<Function>,
    /// The address to which invitations go.
    pub email: Option<String>,
}

impl Attendee {
    /// Returns the name of the person, else that of the office.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() {
            &self.office
        } else {
            &self.name
        }
    }
}

/// An interpreter of an engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interpreter {
    /// Who.
    pub member: Attendee,
    /// The language that is heard.
    pub from: Option<Lang>,
    /// The language that is spoken.
    pub to: Option<Lang>,
    /// How.
    pub mode: Option<InterpretingMode>,
}

/// What a calendar needs of an engagement (RFC 5545).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calendar {
    /// The UID; stable, whatever else changes.
    pub uid: String,
    /// The SEQUENCE.
    pub sequence: u32,
    /// The lines that make a series, to the letter.
    pub recurrence: Vec<String>,
    /// The RECURRENCE-ID line, to the letter.
    pub recurrence_id: Option<String>,
    /// That no STATUS is written while the engagement is confirmed.
    pub without_status: bool,
    /// Other lines that are written again, to the letter.
    pub properties: Vec<String>,
    /// That the entry came from a calendar file.
    pub imported: bool,
}
