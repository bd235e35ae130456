//! The finer parts of a copy: legs, rounds, rooms, functions, groups, the press, seats in cars.

use super::{Copy, phrased};
use crate::{
    Due, Engagement, EngagementId, EntityKey, Function, Functions, Leg, LegId, Movement, Person, PressCall,
    Seat, Status,
    programme::{ForPress, ProgrammeLeg, ProgrammeRound, Seated, UnnamedGroup},
    vocabulary::Language,
};

impl Copy<'_> {
    /// Returns the legs that were not removed, in their order; none of a visit that goes to one place.
    pub(super) fn legs(&self) -> Vec<ProgrammeLeg> {
        let mut legs: Vec<_> = self.visit.legs.iter().filter(|(_, it)| !it.removed).collect();
        legs.sort_by_key(|(id, it)| (&it.order, *id));
        legs.into_iter().map(|(id, it)| self.leg(id, it)).collect()
    }

    fn leg(&self, id: &LegId, it: &Leg) -> ProgrammeLeg {
        ProgrammeLeg {
            id: id.clone(),
            name: self.read(it.name()),
            country: it.host.country.clone(),
            dates: it.dates.as_ref().map(phrased),
            category: it.category.clone(),
            status: it.status.clone(),
            settled: self.settled(&it.status, &it.condition, it.postponed.as_ref()),
        }
    }

    /// Returns the name of the leg to which an engagement belongs.
    pub(super) fn leg_of(&self, it: &Engagement) -> String {
        let leg = it.leg.as_ref().and_then(|leg| self.visit.legs.get(leg));
        leg.filter(|leg| !leg.removed)
            .map_or_else(String::new, |leg| self.read(leg.name()))
    }

    /// Returns the title of what an engagement is part of. What was removed or called off has no parts any more.
    pub(super) fn whole_of(&self, it: &Engagement) -> String {
        let whole = it
            .within
            .as_ref()
            .and_then(|id: &EngagementId| self.visit.engagements.get(id));
        whole
            .filter(|whole| !whole.removed && whole.status != Status::Cancelled)
            .map_or_else(String::new, |whole| self.read(&whole.title))
    }

    /// Returns which round of which mechanism it is, where the mechanism has a name.
    pub(super) fn round(&self, it: &Engagement) -> Option<ProgrammeRound> {
        let round = it.round.as_ref()?;
        let mechanism = self.read(&round.mechanism);
        (!mechanism.trim().is_empty()).then_some(ProgrammeRound {
            mechanism,
            number: round.number,
        })
    }

    /// Returns the room, as long as it is one of the venue: whoever moves a meeting to another house has left the room.
    pub(super) fn room(&self, it: &Engagement) -> String {
        let room = it.room.as_ref().and_then(|room| self.visit.rooms.get(room));
        let room = room.filter(|room| !room.removed && it.venue.as_ref() == Some(&room.venue));
        room.filter(|room| !self.visit.is_removed_venue(&room.venue))
            .map_or_else(String::new, |room| {
                let (name, whereabouts) = (self.read(&room.name), self.read(&room.whereabouts));
                let parts = [name, whereabouts];
                let parts: Vec<_> = parts.iter().filter(|part| !part.trim().is_empty()).collect();
                self.words.listed(&parts)
            })
    }

    /// Returns the groups without names, in their order.
    pub(super) fn groups(&self, it: &Engagement) -> Vec<UnnamedGroup> {
        let mut groups: Vec<_> = it.groups.iter().collect();
        groups.sort_by_key(|(id, it)| (it.place.unwrap_or(u32::MAX), *id));
        let groups = groups.into_iter().map(|(_, it)| UnnamedGroup {
            name: self.read(&it.name),
            side: it.side.clone(),
            functions: held(&it.functions),
        });
        groups.filter(|group| !group.name.trim().is_empty()).collect()
    }

    /// Returns what is arranged for the press; the day of a lead time is that of a task.
    pub(super) fn for_press(&self, call: Option<&PressCall>) -> ForPress {
        call.map_or_else(ForPress::default, |it| ForPress {
            who: self.read(&it.who),
            call: it.call,
            entrance: self.read(&it.entrance),
            accreditation: it.accreditation.as_ref().and_then(|due| {
                let time = match due {
                    Due::At { time, .. } => Some(time.time()),
                    _ => None,
                };
                Some((self.visit.due_day(due)?, time))
            }),
            cameras: it.cameras,
        })
    }

    /// Returns who sits where, car by car; who or what was removed sits nowhere.
    pub(super) fn seating(&self, movement: &Movement) -> Vec<Seated> {
        let mut seated = Vec::new();
        for (id, ride) in &movement.vehicles {
            let Some(vehicle) = self.visit.vehicles.get(id).filter(|vehicle| !vehicle.removed) else {
                continue;
            };
            for (member, who) in &self.members {
                seated.extend(ride.seats.get(*member).map(|seat| Seated {
                    vehicle: self.read(&vehicle.name),
                    name: self.attendee(member, who).shown().to_owned(),
                    place: seat.place.clone(),
                }));
            }
        }
        seated
    }

    /// Returns a person's name with the honorific where the language has it.
    pub(super) fn addressed(&self, person: &Person) -> String {
        let (name, honorific) = (self.read(&person.name), self.read(&person.honorific));
        match (honorific.trim(), name.trim()) {
            ("", _) => name,
            (honorific, "") => honorific.to_owned(),
            (honorific, name) if self.words.language == Language::Japanese => format!("{name}{honorific}"),
            (honorific, name) => format!("{honorific} {name}"),
        }
    }

    /// Returns the further offices of a seat, in their order.
    pub(super) fn further(&self, seat: &Seat) -> Vec<String> {
        let mut offices: Vec<_> = seat.further.iter().collect();
        offices.sort_by_key(|(id, it)| (it.place.unwrap_or(u32::MAX), *id));
        let titles = offices.into_iter().map(|(_, it)| self.read(&it.title));
        titles.filter(|title| !title.trim().is_empty()).collect()
    }
}

/// Returns the functions, in the order of the vocabulary.
pub(super) fn held(functions: &Functions) -> Vec<Function> {
    functions.keys().cloned().collect()
}

impl crate::Visit {
    fn is_removed_venue(&self, venue: &crate::VenueId) -> bool {
        crate::Document::is_removed(self, &EntityKey::from(venue))
    }
}
