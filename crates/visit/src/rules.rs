//! The rules of the model: what a visit must be to be a visit at all.
//!
//! These are not the checks of a programme. A programme may be full of clashes and still be a visit; a visit that
//! breaks one of these rules is refused.

use chrono::Datelike;
use serde_json::Value;

use crate::{
    DatePhrase, Engagement, EntityKey, Facts, Kind, Lang, Member, OrderKey, Party, Prose, Refusal,
    RefusalCode as Code, Text, VenueId, Visit, When, Zone, is_valid_id, refusal::pointer_part,
};

/// The longest text in one language, in bytes.
pub const MAX_TEXT_BYTES: usize = 200_000;
/// The longest time before the start at which participants can be told to assemble, in minutes.
pub const MAX_ASSEMBLE_MINUTES: u32 = 1_440;

type Outcome = Result<(), Refusal>;

impl Visit {
    /// Returns an error where the visit breaks a rule of the model.
    ///
    /// # Errors
    /// The first refusal found, with its path from the root of the visit.
    pub fn validate(&self) -> Outcome {
        if !is_valid_id(self.id.as_str()) {
            return Err(bad_id("/id", self.id.as_str()));
        }
        self.keys().iter().try_for_each(|key| self.validate_entity(key))
    }

    /// Returns an error where one entity breaks a rule of the model.
    ///
    /// # Errors
    /// The first refusal found, with its path from the root of the visit.
    pub fn validate_entity(&self, key: &EntityKey) -> Outcome {
        if key.kind != Kind::Facts && !is_valid_id(&key.id) {
            return Err(bad_id(&format!("/{}", key.kind.field()), &key.id));
        }
        self.validate_fields(key)
            .map_err(|refusal| refusal.under(&key.pointer()))
    }

    fn validate_fields(&self, key: &EntityKey) -> Outcome {
        let id = key.id.as_str();
        match key.kind {
            Kind::Facts => facts(&self.facts),
            Kind::Member => self.members.get(&id.into()).map_or(Ok(()), member),
            Kind::Venue => self.venues.get(&id.into()).map_or(Ok(()), |venue| {
                texts(&[
                    ("/name", &venue.name),
                    ("/address", &venue.address),
                    ("/city", &venue.city),
                    ("/remarks", &venue.remarks),
                ])?;
                order(&venue.order)?;
                venue.zone.as_ref().map_or(Ok(()), |name| zone("/zone", name))
            }),
            Kind::Vehicle => self.vehicles.get(&id.into()).map_or(Ok(()), |vehicle| {
                texts(&[
                    ("/name", &vehicle.name),
                    ("/driver", &vehicle.driver),
                    ("/remarks", &vehicle.remarks),
                ])?;
                order(&vehicle.order)
            }),
            Kind::Engagement => self
                .engagements
                .get(&id.into())
                .map_or(Ok(()), |it| self.engagement(it)),
            Kind::Topic => self.topics.get(&id.into()).map_or(Ok(()), |topic| {
                texts(&[("/title", &topic.title), ("/remarks", &topic.remarks)])?;
                order(&topic.order)?;
                self.refers("/engagement", &topic.engagement)?;
                topic
                    .lead
                    .as_ref()
                    .map_or(Ok(()), |lead| self.refers("/lead", lead))?;
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
            }),
            Kind::Deliverable => self.deliverables.get(&id.into()).map_or(Ok(()), |it| {
                texts(&[
                    ("/title", &it.title),
                    ("/parties", &it.parties),
                    ("/remarks", &it.remarks),
                ])?;
                order(&it.order)?;
                languages("/languages", &it.languages)?;
                self.each("/signatories", it.signatories.keys())?;
                it.signing
                    .as_ref()
                    .map_or(Ok(()), |signing| self.refers("/signing", signing))?;
                it.history
                    .iter()
                    .try_for_each(|(step, entry)| date(&format!("/history/{step}/on"), entry.on.as_ref()))
            }),
            Kind::Commitment => self.commitments.get(&id.into()).map_or(Ok(()), |it| {
                texts(&[("/title", &it.title), ("/remarks", &it.remarks)])?;
                order(&it.order)?;
                date("/due", it.due.as_ref())?;
                it.origin
                    .as_ref()
                    .map_or(Ok(()), |origin| self.refers("/origin", origin))?;
                it.deliverable
                    .as_ref()
                    .map_or(Ok(()), |answer| self.refers("/deliverable", answer))?;
                it.topic
                    .as_ref()
                    .map_or(Ok(()), |topic| self.refers("/topic", topic))?;
                it.follow_up
                    .iter()
                    .try_for_each(|(step, entry)| date(&format!("/follow_up/{step}/on"), entry.on.as_ref()))
            }),
            Kind::Task => self.tasks.get(&id.into()).map_or(Ok(()), |task| {
                texts(&[("/title", &task.title), ("/remarks", &task.remarks)])?;
                order(&task.order)?;
                match &task.due {
                    Some(crate::Due::At { zone: Some(name), .. }) => zone("/due/zone", name),
                    _ => Ok(()),
                }
            }),
            Kind::Contact => self.contacts.get(&id.into()).map_or(Ok(()), |contact| {
                texts(&[
                    ("/title", &contact.title),
                    ("/place", &contact.place),
                    ("/source", &contact.source),
                    ("/remarks", &contact.remarks),
                ])?;
                order(&contact.order)?;
                date("/on", contact.on.as_ref())
            }),
            Kind::Waiver => self
                .waivers
                .get(&id.into())
                .map_or(Ok(()), |waiver| self.has_subject(&waiver.subject)),
            Kind::Comment => self
                .comments
                .get(&id.into())
                .map_or(Ok(()), |comment| self.has_subject(&comment.subject)),
            Kind::Edition => self
                .editions
                .get(&id.into())
                .map_or(Ok(()), |edition| texts(&[("/title", &edition.title)])),
        }
    }

    fn engagement(&self, it: &Engagement) -> Outcome {
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
        it.venue
            .as_ref()
            .map_or(Ok(()), |venue| self.refers("/venue", venue))?;
        self.each("/participants", it.participants.keys())?;
        self.each("/interpreters", it.interpreters.keys())?;
        for (member, interpreting) in &it.interpreters {
            let at = format!("/interpreters/{member}");
            for lang in [&interpreting.from, &interpreting.to].into_iter().flatten() {
                language(&at, lang)?;
            }
        }
        let Some(movement) = &it.movement else {
            return Ok(());
        };
        movement
            .from
            .as_ref()
            .map_or(Ok(()), |venue: &VenueId| self.refers("/movement/from", venue))?;
        movement
            .to
            .as_ref()
            .map_or(Ok(()), |venue: &VenueId| self.refers("/movement/to", venue))?;
        self.each("/movement/vehicles", movement.vehicles.keys())
    }

    fn refers<'a, I>(&self, at: &str, id: &'a I) -> Outcome
    where
        EntityKey: From<&'a I>,
    {
        self.exists(at, &EntityKey::from(id))
    }

    fn each<'a, I: 'a + std::fmt::Display>(&self, at: &str, ids: impl Iterator<Item = &'a I>) -> Outcome
    where
        EntityKey: From<&'a I>,
    {
        for id in ids {
            self.exists(
                &format!("{at}/{}", pointer_part(&id.to_string())),
                &EntityKey::from(id),
            )?;
        }
        Ok(())
    }

    fn has_subject(&self, subject: &EntityKey) -> Outcome {
        self.exists("/subject", subject)
    }

    fn exists(&self, at: &str, key: &EntityKey) -> Outcome {
        if self.has(key) {
            return Ok(());
        }
        Err(Refusal::new(
            Code::UnknownReference,
            at,
            format!("The visit has no {} '{}'.", key.kind.as_str(), key.id),
            format!("Add it under /{}, or name one that is there.", key.kind.field()),
        ))
    }
}

fn bad_id(at: &str, id: &str) -> Refusal {
    Refusal::new(
        Code::BadId,
        at,
        format!("'{}' cannot be an id.", id.chars().take(40).collect::<String>()),
        "Use 1 to 128 of the characters A-Z, a-z, 0-9, '.', '_' and '-'.",
    )
}

fn facts(facts: &Facts) -> Outcome {
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
    party("/host", &facts.host)?;
    party("/guest", &facts.guest)
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
    party
        .zone
        .as_ref()
        .map_or(Ok(()), |name| zone(&format!("{at}/zone"), name))
}

fn member(member: &Member) -> Outcome {
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

fn when(when: &When, is_movement: bool) -> Outcome {
    let ends_early = |message: String| {
        Err(Refusal::new(
            Code::EndBeforeStart,
            "/when",
            message,
            "Give an end that is not before the start.",
        ))
    };
    match when {
        When::Within | When::Other(Value::Object(_)) => Ok(()),
        When::Other(_) => Err(Refusal::new(
            Code::BadValue,
            "/when",
            "A time must be an object with a field `kind`.",
            "Use within, day or at.",
        )),
        When::Day(day) => {
            years("/when/date", day.date.year())?;
            years("/when/until", day.last().year())?;
            if day.last() < day.date {
                return ends_early(format!(
                    "The last day, {}, is before the first, {}.",
                    day.last(),
                    day.date
                ));
            }
            Ok(())
        }
        When::At(at) => {
            years("/when/start", at.start.year())?;
            years("/when/end", at.end.year())?;
            at.zone.as_ref().map_or(Ok(()), |name| zone("/when/zone", name))?;
            if let Some(name) = &at.end_zone {
                zone("/when/end_zone", name)?;
                if !is_movement {
                    return Err(Refusal::new(
                        Code::ZoneWithoutMovement,
                        "/when/end_zone",
                        "Only a movement can end in another zone.",
                        "Leave the second zone out, or make the engagement a movement.",
                    ));
                }
            }
            let (start, end) = at.instants(chrono_tz::Tz::UTC);
            // Within one zone clocks may show an end before the start where an hour is repeated; instants decide,
            // and so do the clocks where both lie in the same repeated hour.
            if end < start || (at.end_zone.is_none() && at.end < at.start) {
                return ends_early(format!("The end, {}, is before the start, {}.", at.end, at.start));
            }
            Ok(())
        }
    }
}

/// Calendar files and EDTF write years with four digits.
fn years(at: &str, year: i32) -> Outcome {
    if (1..=9999).contains(&year) {
        return Ok(());
    }
    Err(Refusal::new(
        Code::OutOfRange,
        at,
        format!("The year {year} has not four digits."),
        "Use a year from 1 to 9999.",
    ))
}

fn texts(fields: &[(&str, &Text)]) -> Outcome {
    fields.iter().try_for_each(|(at, value)| text(at, value))
}

fn text(at: &str, value: &Text) -> Outcome {
    strings(at, value.0.iter())
}

fn long(at: &str, value: &Prose) -> Outcome {
    strings(at, value.0.iter())
}

fn strings<'a>(at: &str, entries: impl Iterator<Item = (&'a Lang, &'a String)>) -> Outcome {
    for (lang, words) in entries {
        language(at, lang)?;
        if words.len() > MAX_TEXT_BYTES {
            return Err(Refusal::new(
                Code::OutOfRange,
                format!("{at}/{}", lang.as_str()),
                format!("The text is {} bytes long.", words.len()),
                format!("Keep it under {MAX_TEXT_BYTES} bytes."),
            ));
        }
    }
    Ok(())
}

fn languages(at: &str, tags: &[Lang]) -> Outcome {
    tags.iter()
        .enumerate()
        .try_for_each(|(index, tag)| language(&format!("{at}/{index}"), tag))
}

fn language(at: &str, tag: &Lang) -> Outcome {
    if tag.is_valid() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::BadLanguage,
        at,
        format!("'{}' is not a language tag.", tag.as_str()),
        "Use a tag of BCP 47, for example en, ru or ja.",
    ))
}

fn zone(at: &str, name: &Zone) -> Outcome {
    if name.tz().is_some() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::UnknownZone,
        at,
        format!(
            "'{}' is not a time zone of the IANA data {}.",
            name.as_str(),
            crate::ZONE_DATA_VERSION
        ),
        "Use a name such as Asia/Tokyo or Europe/Moscow.",
    ))
}

fn date(at: &str, phrase: Option<&DatePhrase>) -> Outcome {
    match phrase {
        Some(phrase) if phrase.edtf.bounds().is_none() => Err(Refusal::new(
            Code::BadDate,
            format!("{at}/edtf"),
            format!(
                "'{}' is not a date of the Extended Date/Time Format.",
                phrase.edtf
            ),
            "Write 2017-03-20, 2017-03-20/2017-03-21, 2013-11, 2017-03-21~/2017-03-31 or 2018.",
        )),
        _ => Ok(()),
    }
}

fn order(key: &OrderKey) -> Outcome {
    if key.is_valid() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::BadOrderKey,
        "/order",
        format!(
            "'{}' is not an order key.",
            key.as_str().chars().take(40).collect::<String>()
        ),
        "Leave the field out, or use a key that the application has made.",
    ))
}
