//! Copies for an audience. A copy holds what the audience may have, field by field, and nothing else.
//!
//! This version makes the copy of the delegation itself.

mod details;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use details::held;

use crate::{
    DatePhrase, Document, Engagement, EngagementId, EntityKey, Issued, Lang, Member, MemberId, Party,
    Postponement, Side, Status, Task, TaskId, Text, VenueId, Visit, Zone,
    programme::{
        Attendee, Calendar, Capital, Clock, Interpreter, IssuedOn, PhrasedDate, Programme, ProgrammeDay,
        ProgrammeEngagement, ProgrammeSource, ProgrammeTask, ProgrammeVenue, Route, Settled, TaskDone,
    },
    vocabulary::Vocabulary,
    zone::wall_clock,
};

/// How a copy is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyOptions {
    /// The wanted languages, best first. Where it is empty, the languages of the visit are taken.
    pub languages: Vec<Lang>,
    /// As of when the copy is true. The clock comes in from outside.
    pub as_of: DateTime<Utc>,
}

/// Makes the programme of the delegation.
pub fn delegation_programme(visit: &Visit, options: &CopyOptions) -> Programme {
    Copy::new(visit, options).programme(options.as_of)
}

struct Copy<'a> {
    visit: &'a Visit,
    languages: Vec<Lang>,
    words: &'static Vocabulary,
    host: Tz,
    home: Option<Tz>,
    members: Vec<(&'a MemberId, &'a Member)>,
}

impl<'a> Copy<'a> {
    fn new(visit: &'a Visit, options: &CopyOptions) -> Self {
        let mut languages = options.languages.clone();
        for lang in &visit.facts.languages {
            if !languages.contains(lang) {
                languages.push(lang.clone());
            }
        }
        if languages.is_empty() {
            languages.push(Lang::from("en"));
        }
        Self {
            visit,
            words: Vocabulary::of(languages.first().map_or("en", Lang::as_str)),
            languages,
            host: visit.facts.host_tz(),
            home: visit.facts.home_tz(),
            members: visit.members_by_precedence(),
        }
    }

    fn programme(&self, as_of: DateTime<Utc>) -> Programme {
        let facts = &self.visit.facts;
        let mut days: Vec<ProgrammeDay> = Vec::new();
        let mut undated = Vec::new();
        for (id, engagement) in self.visit.engagements_in_order() {
            let engagement = self.engagement(id, engagement);
            match (engagement.day, days.last_mut()) {
                (None, _) => undated.push(engagement),
                (Some(date), Some(day)) if day.date == date => day.engagements.push(engagement),
                (Some(date), _) => days.push(ProgrammeDay {
                    date,
                    engagements: vec![engagement],
                }),
            }
        }
        let clock = match facts.own_side {
            Some(Side::Host) => self.host,
            _ => self.home.unwrap_or(self.host),
        };
        Programme {
            visit: self.visit.id.clone(),
            languages: self.languages.clone(),
            title: self.read(&facts.title),
            category: facts.category.clone(),
            format: facts.format.clone(),
            status: facts.status.clone(),
            settled: self.settled(&facts.status, &facts.condition, facts.postponed.as_ref()),
            dates: facts.dates.as_ref().map(phrased),
            days_of_visit: self.visit.days(),
            part: None,
            place: self.read(&facts.place),
            inviter: self.read(&facts.inviter),
            legs: self.legs(),
            marking: facts.marking.clone().filter(|marking| !marking.trim().is_empty()),
            as_of,
            as_of_wall: wall_clock(as_of, clock),
            host: self.capital(&facts.host, self.host),
            home: self.home.map(|tz| self.capital(&facts.guest, tz)),
            principals: self.attendees(|_, member| member.role == crate::Role::Principal),
            days,
            sources: self.sources(),
            undated,
            tasks: self.tasks(),
        }
    }

    /// Returns the sources on which the facts rest. What they say in their own words is for those who plan.
    fn sources(&self) -> Vec<ProgrammeSource> {
        let cited = &self.visit.facts.sources;
        let known = self
            .visit
            .sources
            .iter()
            .filter(|(id, it)| !it.removed && cited.contains_key(*id));
        let mut sources: Vec<_> = known.collect();
        sources.sort_by_key(|(id, it)| (&it.order, *id));
        let sources = sources.into_iter().map(|(_, it)| ProgrammeSource {
            title: self.read(&it.title),
            kind: it.kind.clone(),
            publisher: self.read(&it.publisher),
            issued: it.issued.as_ref().and_then(|issued| match issued {
                Issued::On(date) => Some(IssuedOn::Date(phrased(date))),
                Issued::At { time, zone } => Some(IssuedOn::Time(*time, zone.clone())),
                Issued::Other(_) => None,
            }),
        });
        sources.collect()
    }

    /// Returns the tasks that were not removed, in the order of the checklist.
    fn tasks(&self) -> Vec<ProgrammeTask> {
        let mut tasks: Vec<_> = self.visit.tasks.iter().filter(|(_, it)| !it.removed).collect();
        tasks.sort_by(|(id, it), (other_id, other)| (&it.order, id).cmp(&(&other.order, other_id)));
        tasks.into_iter().map(|(id, it)| self.task(id, it)).collect()
    }

    fn task(&self, id: &TaskId, it: &Task) -> ProgrammeTask {
        ProgrammeTask {
            id: id.clone(),
            title: self.one(&it.title),
            due: it.due.clone(),
            due_day: it.due_day,
            phase: it.phase.clone(),
            owner: it.owner.clone(),
            item: it.item.clone(),
            item_source: it.item_source.clone(),
            lead_time_source: it.lead_time_source.clone(),
            done: it.done.as_ref().map(|done| TaskDone {
                by: done.by.clone(),
                at: done.at,
            }),
            order: it.order.clone(),
            remarks: self.one(&it.remarks),
            uid: it.calendar_uid(id, &self.visit.id),
        }
    }

    fn engagement(&self, id: &EngagementId, it: &Engagement) -> ProgrammeEngagement {
        let known = self.visit.known(&it.when);
        let (start, end) = (
            known.start.map(|it| self.clock(it)),
            known.end.map(|it| self.clock(it)),
        );
        let assemble = start.zip(it.assemble).and_then(|(clock, minutes)| {
            let instant = clock
                .utc
                .checked_sub_signed(Duration::minutes(i64::from(minutes)))?;
            Some(wall_clock(instant, self.host))
        });
        let movement = it.movement.as_ref().map(|movement| Route {
            from: movement.from.as_ref().and_then(|venue| self.place(venue)),
            to: movement.to.as_ref().and_then(|venue| self.place(venue)),
            means: movement.means.clone(),
            vehicles: movement
                .vehicles
                .keys()
                .filter_map(|id| self.visit.vehicles.get(id).filter(|vehicle| !vehicle.removed))
                .map(|vehicle| self.read(&vehicle.name))
                .collect(),
            seating: self.seating(movement),
        });
        let interpreters = self.members.iter().filter_map(|(member, seat)| {
            let how = it.interpreters.get(*member)?;
            Some(Interpreter {
                member: self.attendee(member, seat),
                from: how.from.clone(),
                to: how.to.clone(),
                mode: how.mode.clone(),
            })
        });
        ProgrammeEngagement {
            id: id.clone(),
            title: self.read(&it.title),
            kind: it.kind.clone(),
            format: it.format.clone(),
            status: it.status.clone(),
            settled: self.settled(&it.status, &it.condition, it.postponed.as_ref()),
            when: it.when.clone(),
            leg: self.leg_of(it),
            within: self.whole_of(it),
            round: self.round(it),
            said: self.visit.said(&it.when, self.words, &self.languages),
            day: known.day,
            start,
            end,
            assemble,
            venue: it.venue.as_ref().and_then(|venue| self.place(venue)),
            movement,
            room: self.room(it),
            participants: self
                .attendees(|id, _| it.participants.contains_key(id))
                .into_iter()
                .map(|one| Attendee {
                    functions: it
                        .participants
                        .get(&one.id)
                        .map_or_else(Vec::new, |participation| held(&participation.functions)),
                    ..one
                })
                .collect(),
            groups: self.groups(it),
            interpreters: interpreters.collect(),
            press: it.press.clone(),
            for_press: self.for_press(it.press_call.as_ref()),
            dress: self.read(&it.dress),
            remarks: self.read(&it.remarks),
            illustrative: it.illustrative.known(),
            calendar: self.calendar(id, it),
        }
    }

    /// What was said of an earlier status is for those who plan.
    fn settled(&self, status: &Status, condition: &Text, postponed: Option<&Postponement>) -> Settled {
        match (status, postponed) {
            (Status::Conditional, _) => Settled {
                condition: self.read(condition),
                ..Settled::default()
            },
            (Status::Postponed, Some(postponed)) => Settled {
                from: postponed.from.as_ref().map(phrased),
                reason: self.read(&postponed.reason),
                agreed_with: self.read(&postponed.agreed_with),
                ..Settled::default()
            },
            _ => Settled::default(),
        }
    }

    fn calendar(&self, id: &EngagementId, it: &Engagement) -> Calendar {
        let item = it.calendar.as_ref();
        Calendar {
            uid: it.calendar_uid(id, &self.visit.id),
            sequence: it.sequence,
            recurrence: item.map_or_else(Vec::new, |item| item.recurrence.clone()),
            recurrence_id: item.and_then(|item| item.recurrence_id.clone()),
            without_status: item.is_some_and(|item| item.without_status),
            properties: item.map_or_else(Vec::new, |item| item.properties.clone()),
            imported: item.is_some(),
        }
    }

    fn attendees(&self, wanted: impl Fn(&MemberId, &Member) -> bool) -> Vec<Attendee> {
        let members = self.members.iter().filter(|(id, member)| wanted(id, member));
        members.map(|(id, member)| self.attendee(id, member)).collect()
    }

    fn attendee(&self, id: &MemberId, member: &Member) -> Attendee {
        let person = member.seat.person.as_ref();
        Attendee {
            id: id.clone(),
            side: member.side.clone(),
            role: member.role.clone(),
            country: member.country.clone(),
            name: person.map_or(String::new(), |person| self.addressed(person)),
            reading: person.map_or(String::new(), |person| self.read(&person.reading)),
            office: self.read(&member.seat.office),
            further: self.further(&member.seat),
            functions: Vec::new(),
            email: person.and_then(|person| person.email.clone()),
        }
    }

    /// A venue that was removed is left out of a copy; that it was removed is for those who plan.
    fn place(&self, id: &VenueId) -> Option<ProgrammeVenue> {
        let venue = self
            .visit
            .venues
            .get(id)
            .filter(|_| !self.visit.is_removed(&EntityKey::from(id)))?;
        Some(ProgrammeVenue {
            name: self.read(&venue.name),
            address: self.read(&venue.address),
            city: self.read(&venue.city),
        })
    }

    fn capital(&self, party: &Party, tz: Tz) -> Capital {
        let from_zone = || tz.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
        Capital {
            country: party.country.clone(),
            name: if party.capital.is_empty() {
                from_zone()
            } else {
                self.read(&party.capital)
            },
            zone: Zone::from(tz.name()),
        }
    }

    fn clock(&self, utc: DateTime<Utc>) -> Clock {
        Clock {
            utc,
            host: wall_clock(utc, self.host),
            home: self.home.map(|tz| wall_clock(utc, tz)),
        }
    }

    /// Returns a text in the one language in which it is read.
    fn one(&self, text: &Text) -> Text {
        text.get(&self.languages)
            .map_or_else(Text::default, |(lang, words)| Text::new(lang.as_str(), words))
    }

    fn read(&self, text: &Text) -> String {
        text.read(&self.languages).to_owned()
    }
}

fn phrased(date: &DatePhrase) -> PhrasedDate {
    PhrasedDate {
        edtf: date.edtf.clone(),
        phrase: date.phrase.clone(),
    }
}
