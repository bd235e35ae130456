//! The rules of the model: what a visit must be to be a visit at all.
//!
//! These are not the checks of a programme. A programme may be full of clashes and still be a visit; a visit that
//! breaks one of these rules is refused.

mod entities;
mod time;
mod words;

use crate::{
    EntityKey, Kind, Refusal, RefusalCode as Code, StepId, Subject, Visit, is_valid_id, refusal::pointer_part,
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
        self.is_within_limits()?;
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
            Kind::Facts => entities::facts(&self.facts),
            Kind::Member => self.members.get(&id.into()).map_or(Ok(()), entities::member),
            Kind::Venue => self.venues.get(&id.into()).map_or(Ok(()), entities::venue),
            Kind::Vehicle => self.vehicles.get(&id.into()).map_or(Ok(()), entities::vehicle),
            Kind::Engagement => self
                .engagements
                .get(&id.into())
                .map_or(Ok(()), |it| self.engagement(it)),
            Kind::Topic => self.topics.get(&id.into()).map_or(Ok(()), |it| self.topic(it)),
            Kind::Deliverable => self
                .deliverables
                .get(&id.into())
                .map_or(Ok(()), |it| self.deliverable(it)),
            Kind::Commitment => self
                .commitments
                .get(&id.into())
                .map_or(Ok(()), |it| self.commitment(it)),
            Kind::Task => self.tasks.get(&id.into()).map_or(Ok(()), entities::task),
            Kind::Contact => self.contacts.get(&id.into()).map_or(Ok(()), entities::contact),
            Kind::Waiver => self
                .waivers
                .get(&id.into())
                .map_or(Ok(()), |it| self.has_subject(&it.subject)),
            Kind::Comment => self
                .comments
                .get(&id.into())
                .map_or(Ok(()), |it| self.has_subject(&it.subject)),
            Kind::Edition => self.editions.get(&id.into()).map_or(Ok(()), entities::edition),
        }
    }

    fn refers<'a, I>(&self, at: &str, id: Option<&'a I>) -> Outcome
    where
        EntityKey: From<&'a I>,
    {
        id.map_or(Ok(()), |id| self.exists(at, &EntityKey::from(id)))
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

    /// A subject of a kind that only a newer version knows cannot be looked up, and is kept.
    fn has_subject(&self, subject: &Subject) -> Outcome {
        subject.key().map_or(Ok(()), |key| self.exists("/subject", &key))
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

/// The ids of steps are keys of maps, like those of entities.
fn step(at: &str, id: &StepId) -> Outcome {
    if is_valid_id(id.as_str()) {
        Ok(())
    } else {
        Err(bad_id(at, id.as_str()))
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
