//! By whose clocks a calendar is read that becomes a new visit: a host whose zone nobody states would see every hour in UTC.

use std::collections::BTreeMap;

use visit::{When, Zone};

use super::Skipped;

/// Returns the zone of the host: the one that the calendar names, else the one in which most of its timed events are. UTC is nobody's
/// clock: programs write it where they do not say any.
pub(super) fn zone_of(named: Option<Zone>, events: &[ical::ImportedEvent]) -> Option<Zone> {
    let is_placed = |zone: &Zone| zone.tz().is_some() && !is_utc(zone);
    if let Some(named) = named.filter(is_placed) {
        return Some(named);
    }
    let zones: Vec<Option<&Zone>> = timed(events).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in zones.iter().copied().flatten().filter(|zone| is_placed(zone)) {
        *counts.entry(zone.as_str()).or_default() += 1;
    }
    let (zone, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > zones.len()).then(|| Zone::from(zone))
}

/// Returns whether there are times for which nobody has said by whose clocks the host lives.
pub(super) fn is_unplaced(zone: Option<&Zone>, events: &[ical::ImportedEvent]) -> bool {
    zone.is_none() && timed(events).any(|zone| zone.is_some())
}

/// Says so, and where it can be stated.
pub(super) fn unplaced() -> Skipped {
    Skipped {
        line: None,
        outcome: ical::Outcome::Noted,
        what: "The host's time zone".to_owned(),
        why:
            "The calendar does not tell it, so times are shown in UTC. State it among the facts of the visit."
                .to_owned(),
    }
}

/// Returns the zones of the events that have a time; none for one that follows whatever clock is looked at.
fn timed(events: &[ical::ImportedEvent]) -> impl Iterator<Item = Option<&Zone>> {
    events.iter().filter_map(|event| match &event.engagement.when {
        When::At(at) => Some(at.zone.as_ref()),
        _ => None,
    })
}

fn is_utc(zone: &Zone) -> bool {
    matches!(zone.as_str(), "UTC" | "UCT" | "Universal" | "Zulu" | "GMT") || zone.as_str().starts_with("Etc/")
}
