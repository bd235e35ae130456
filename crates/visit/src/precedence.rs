//! The order of precedence, and the order of the programme.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{Engagement, EngagementId, Facts, Member, MemberId, Side, Visit, When, zone::wall_clock};

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
    /// Returns the members that were not removed, the guest's side first, each side by rank, order key and id.
    pub fn members_by_precedence(&self) -> Vec<(&MemberId, &Member)> {
        let mut members: Vec<_> = self
            .members
            .iter()
            .filter(|(_, member)| !member.removed)
            .collect();
        members.sort_by_key(|(id, member)| {
            (
                member.side == Side::Host,
                member.rank.unwrap_or(u32::MAX),
                &member.order,
                *id,
            )
        });
        members
    }

    /// Returns the engagements that were not removed, in the order of the programme: by day, those without a time
    /// first; by instant, end, order key and id; those that are only known to fall within the visit last.
    pub fn engagements_in_order(&self) -> Vec<(&EngagementId, &Engagement)> {
        let host = self.facts.host_tz();
        let mut engagements: Vec<_> = self.engagements.iter().filter(|(_, it)| !it.removed).collect();
        engagements.sort_by_cached_key(|(id, it)| {
            let (day, time) = position_in_programme(&it.when, host);
            (day.is_none(), day, time, it.order.clone(), (*id).clone())
        });
        engagements
    }

    /// Returns the first and last day of the visit: as its facts say, else as its engagements do.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        if let Some(range) = self.facts.dates.as_ref().and_then(|dates| dates.edtf.range()) {
            return Some(range);
        }
        let host = self.facts.host_tz();
        let living = self.engagements.values().filter(|it| !it.removed);
        let days = living.filter_map(|it| match &it.when {
            When::Day(day) => Some((day.date, day.last())),
            When::At(at) => {
                let (start, end) = at.instants(host);
                Some((wall_clock(start, host).date(), wall_clock(end, host).date()))
            }
            When::Within | When::Other(_) => None,
        });
        days.reduce(|range, day| (range.0.min(day.0), range.1.max(day.1)))
    }
}

/// The day in the host's zone, and the start and end; no time for an engagement that has only a day.
type ProgrammePosition = (Option<NaiveDate>, Option<(DateTime<Utc>, DateTime<Utc>)>);

fn position_in_programme(when: &When, host: Tz) -> ProgrammePosition {
    match when {
        When::Within | When::Other(_) => (None, None),
        When::Day(day) => (Some(day.date), None),
        When::At(at) => {
            let (start, end) = at.instants(host);
            (Some(wall_clock(start, host).date()), Some((start, end)))
        }
    }
}
