//! The rules of each kind of entity. Paths are those within the entity.

use super::{
    MAX_ASSEMBLE_MINUTES, Outcome, bad_id, step,
    time::{date, due, when, zone},
    words::{language, languages, long, order, text, texts},
};
use crate::{
    Commitment, Contact, CopiedFrom, Deliverable, Edition, Engagement, Facts, Member, Party, Refusal,
    RefusalCode as Code, Task, Topic, Vehicle, Venue, Visit, is_valid_id,
};

pub(super) fn facts(facts: &Facts) -> Outcome {
    if facts.title.is_empty() {
        return Err(Refusal::new(
            Code::MissingTitle,
            "/title",
            "The visit has no title.",
            "Give it a title in at least one language.",
        ));
    }
    texts(&[
        ("/title", &facts.title),
        ("/place", &facts.place),
        ("/source", &facts.source),
        ("/remarks", &facts.remarks),
    ])?;
    languages("/languages", &facts.languages)?;
    date("/dates", facts.dates.as_ref())?;
    copied_from(facts.copied_from.as_ref())?;
    party("/host", &facts.host)?;
    party("/guest", &facts.guest)
}

fn copied_from(from: Option<&CopiedFrom>) -> Outcome {
    match from {
        Some(from) if !is_valid_id(from.visit.as_str()) => {
            Err(bad_id("/copied_from/visit", from.visit.as_str()))
        }
        Some(from) if !is_valid_id(&from.content) => Err(bad_id("/copied_from/content", &from.content)),
        _ => Ok(()),
    }
}

fn party(at: &str, party: &Party) -> Outcome {
    text(&format!("{at}/capital"), &party.capital)?;
    if let Some(country) = &party.country
        && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        return Err(Refusal::new(
            Code::BadCountry,
            format!("{at}/country"),
            format!("'{country}' is not the code of a country."),
            "Use two capital letters (ISO 3166-1 alpha-2), for example RU or JP.",
        ));
    }
    zone(&format!("{at}/zone"), party.zone.as_ref())
}

pub(super) fn member(member: &Member) -> Outcome {
    texts(&[
        ("/seat/office", &member.seat.office),
        ("/organisation", &member.organisation),
        ("/remarks", &member.remarks),
    ])?;
    order(&member.order)?;
    let Some(person) = &member.seat.person else {
        return Ok(());
    };
    text("/seat/person/name", &person.name)?;
    languages("/seat/person/languages", &person.languages)
}

pub(super) fn venue(venue: &Venue) -> Outcome {
    texts(&[
        ("/name", &venue.name),
        ("/address", &venue.address),
        ("/city", &venue.city),
        ("/remarks", &venue.remarks),
    ])?;
    order(&venue.order)?;
    zone("/zone", venue.zone.as_ref())
}

pub(super) fn vehicle(vehicle: &Vehicle) -> Outcome {
    texts(&[
        ("/name", &vehicle.name),
        ("/driver", &vehicle.driver),
        ("/remarks", &vehicle.remarks),
    ])?;
    order(&vehicle.order)
}

pub(super) fn task(task: &Task) -> Outcome {
    texts(&[("/title", &task.title), ("/remarks", &task.remarks)])?;
    order(&task.order)?;
    task.due.as_ref().map_or(Ok(()), due)
}

pub(super) fn contact(contact: &Contact) -> Outcome {
    texts(&[
        ("/title", &contact.title),
        ("/place", &contact.place),
        ("/source", &contact.source),
        ("/remarks", &contact.remarks),
    ])?;
    order(&contact.order)?;
    date("/on", contact.on.as_ref())
}

pub(super) fn edition(edition: &Edition) -> Outcome {
    if edition.number == 0 {
        return Err(Refusal::new(
            Code::OutOfRange,
            "/number",
            "Editions are counted from 1.",
            "Give the number of the edition.",
        ));
    }
    text("/title", &edition.title)
}

impl Visit {
    pub(super) fn engagement(&self, it: &Engagement) -> Outcome {
        texts(&[
            ("/title", &it.title),
            ("/dress", &it.dress),
            ("/remarks", &it.remarks),
        ])?;
        order(&it.order)?;
        when(&it.when, it.movement.is_some())?;
        if it.assemble.is_some_and(|minutes| minutes > MAX_ASSEMBLE_MINUTES) {
            return Err(Refusal::new(
                Code::OutOfRange,
                "/assemble",
                "Participants cannot be told to assemble more than a day before the start.",
                "Give minutes before the start, from 0 to 1440.",
            ));
        }
        self.refers("/venue", it.venue.as_ref())?;
        self.each("/participants", it.participants.keys())?;
        self.each("/interpreters", it.interpreters.keys())?;
        for (member, interpreting) in &it.interpreters {
            for (end, lang) in [("from", &interpreting.from), ("to", &interpreting.to)] {
                lang.as_ref().map_or(Ok(()), |lang| {
                    language(&format!("/interpreters/{member}/{end}"), lang)
                })?;
            }
        }
        let Some(movement) = &it.movement else {
            return Ok(());
        };
        self.refers("/movement/from", movement.from.as_ref())?;
        self.refers("/movement/to", movement.to.as_ref())?;
        self.each("/movement/vehicles", movement.vehicles.keys())
    }

    pub(super) fn topic(&self, topic: &Topic) -> Outcome {
        texts(&[("/title", &topic.title), ("/remarks", &topic.remarks)])?;
        order(&topic.order)?;
        self.refers("/engagement", Some(&topic.engagement))?;
        self.refers("/lead", topic.lead.as_ref())?;
        let brief = &topic.brief;
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
        Ok(())
    }

    pub(super) fn deliverable(&self, it: &Deliverable) -> Outcome {
        texts(&[
            ("/title", &it.title),
            ("/parties", &it.parties),
            ("/remarks", &it.remarks),
        ])?;
        order(&it.order)?;
        languages("/languages", &it.languages)?;
        self.each("/signatories", it.signatories.keys())?;
        self.refers("/signing", it.signing.as_ref())?;
        it.history.iter().try_for_each(|(id, entry)| {
            step("/history", id)?;
            date(&format!("/history/{id}/on"), entry.on.as_ref())
        })
    }

    pub(super) fn commitment(&self, it: &Commitment) -> Outcome {
        texts(&[("/title", &it.title), ("/remarks", &it.remarks)])?;
        order(&it.order)?;
        date("/due", it.due.as_ref())?;
        self.refers("/origin", it.origin.as_ref())?;
        self.refers("/deliverable", it.deliverable.as_ref())?;
        self.refers("/topic", it.topic.as_ref())?;
        it.follow_up.iter().try_for_each(|(id, entry)| {
            step("/follow_up", id)?;
            date(&format!("/follow_up/{id}/on"), entry.on.as_ref())
        })
    }
}
