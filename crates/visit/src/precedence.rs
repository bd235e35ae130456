//! The order of precedence, and the days of a visit.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::{Facts, Member, MemberId, Side, Visit};

impl Facts {
    /// Returns the zone in which the programme is read: the host's, else the guest's, else UTC.
    pub fn host_tz(&self) -> Tz {
        self.tz_of(&Side::Host)
            .or_else(|| self.tz_of(&Side::Guest))
            .unwrap_or(Tz::UTC)
    }

    /// Returns the zone of the guest's capital, where it is known and is not that of the host.
    pub fn home_tz(&self) -> Option<Tz> {
        self.tz_of(&Side::Guest).filter(|tz| *tz != self.host_tz())
    }

    fn tz_of(&self, side: &Side) -> Option<Tz> {
        self.party(side).zone.as_ref().and_then(crate::Zone::tz)
    }
}

impl Visit {
    /// Returns the members that were not removed, the guest's side first, then the host's, then third parties, each side by rank,
    /// order key and id. A side of a newer version stands with the guest's.
    pub fn members_by_precedence(&self) -> Vec<(&MemberId, &Member)> {
        let mut members: Vec<_> = self
            .members
            .iter()
            .filter(|(_, member)| !member.removed)
            .collect();
        members.sort_by_key(|(id, member)| {
            (
                match member.side {
                    Side::Guest | Side::Unknown(_) => 0,
                    Side::Host => 1,
                    Side::Third => 2,
                },
                member.rank.unwrap_or(u32::MAX),
                &member.order,
                *id,
            )
        });
        members
    }

    /// Returns the first and last day of the visit: as its facts say, else as its engagements do.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        if let Some(range) = self.facts.dates.as_ref().and_then(|dates| dates.edtf.range()) {
            return Some(range);
        }
        let living = self.engagements.values().filter(|it| !it.removed);
        let known = living.map(|it| self.known(&it.when));
        let days = known.filter_map(|known| known.day.zip(known.last));
        days.reduce(|range, day| (range.0.min(day.0), range.1.max(day.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn third_parties_stand_after_both_sides_whatever_their_rank() {
        let visit = Visit::from_json(
            r#"{"id":"v","facts":{"title":{"en":"Visit"}},"members":{
                "a":{"side":"third","rank":1},"b":{"side":"host"},"c":{"side":"guest","rank":9},"d":{"side":"host","rank":2}}}"#,
        )
        .expect("a visit");
        let order: Vec<_> = visit
            .members_by_precedence()
            .into_iter()
            .map(|(id, _)| id.as_str())
            .collect();
        assert_eq!(order, ["c", "d", "b", "a"]);
    }
}
