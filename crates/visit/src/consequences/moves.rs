//! What moves along when something in the programme is moved.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::{
    At, Engagement, EngagementId, EntityKey, Kind, Refusal, RefusalCode, Status, Visit, When,
    following::has_no_time, zone::wall_clock,
};

/// The time of each engagement, moved by some minutes.
pub(super) fn moved(
    visit: &Visit,
    keys: &[EntityKey],
    minutes: i32,
) -> Result<Vec<(EntityKey, When)>, Refusal> {
    keys.iter()
        .map(|key| {
            let at = timed(visit, key).ok_or_else(|| has_no_time(key))?.1;
            Ok((key.clone(), by(visit, at, minutes).ok_or_else(|| too_far(key))?))
        })
        .collect()
}

/// The times of what moves by some minutes after an engagement: whatever begins on its day when it begins, or later, and shares
/// somebody or something with it, or with what moves along. What is called off stays, and so does what has no time.
pub(super) fn shifted(
    visit: &Visit,
    after: &EntityKey,
    minutes: i32,
) -> Result<Vec<(EntityKey, When)>, Refusal> {
    let (first, at) = timed(visit, after).ok_or_else(|| has_no_time(after))?;
    let tz = visit.facts.host_tz();
    let begins = |at: &At| at.instants(tz).0;
    let day = |at: &At| -> NaiveDate { wall_clock(begins(at), tz).date() };
    let mut bound: BTreeSet<String> = whoever(first);
    let mut later: Vec<(DateTime<Utc>, &EngagementId, &Engagement, &At)> = visit
        .engagements
        .iter()
        .filter(|(id, it)| id.as_str() != after.id && !it.removed && it.status != Status::Cancelled)
        .filter_map(|(id, it)| match &it.when {
            When::At(time) if day(time) == day(at) && begins(time) >= begins(at) => {
                Some((begins(time), id, it, time))
            }
            _ => None,
        })
        .collect();
    later.sort_by_key(|(begins, id, ..)| (*begins, *id));
    let mut moving = Vec::new();
    for (_, id, it, time) in later {
        let own = whoever(it);
        if own.is_disjoint(&bound) {
            continue;
        }
        bound.extend(own);
        let key = EntityKey::from(id);
        let when = by(visit, time, minutes).ok_or_else(|| too_far(&key))?;
        moving.push((key, when));
    }
    Ok(moving)
}

/// Who takes part, interprets or rides: what cannot be in two places at once.
fn whoever(it: &Engagement) -> BTreeSet<String> {
    let people = it.participants.keys().chain(it.interpreters.keys());
    let vehicles = it.movement.iter().flat_map(|movement| movement.vehicles.keys());
    let people = people.map(|id| format!("member {id}"));
    people.chain(vehicles.map(|id| format!("vehicle {id}"))).collect()
}

fn timed<'a>(visit: &'a Visit, key: &EntityKey) -> Option<(&'a Engagement, &'a At)> {
    let it = (key.kind == Kind::Engagement).then(|| visit.engagements.get(&key.id.as_str().into()))??;
    match &it.when {
        When::At(at) => Some((it, at)),
        _ => None,
    }
}

/// Moves both ends by the same span, so that the length stays also where the clocks change in between. `None` beyond the years that
/// there are.
fn by(visit: &Visit, at: &At, minutes: i32) -> Option<When> {
    let span = Duration::minutes(i64::from(minutes));
    let Some(zone) = at.zone.as_ref().and_then(crate::Zone::tz) else {
        // A floating time has no instants; its clock moves.
        return Some(When::At(At {
            start: at.start.checked_add_signed(span)?,
            end: at.end.checked_add_signed(span)?,
            ..at.clone()
        }));
    };
    let end_zone = at.end_zone.as_ref().and_then(crate::Zone::tz).unwrap_or(zone);
    let (start, end) = at.instants(visit.facts.host_tz());
    Some(When::At(At {
        start: wall_clock(start.checked_add_signed(span)?, zone),
        end: wall_clock(end.checked_add_signed(span)?, end_zone),
        ..at.clone()
    }))
}

fn too_far(key: &EntityKey) -> Refusal {
    Refusal::new(
        RefusalCode::OutOfRange,
        format!("{}/when", key.pointer()),
        "It would be moved beyond the years that there are.",
        "Use a year from 1 to 9999.",
    )
}
