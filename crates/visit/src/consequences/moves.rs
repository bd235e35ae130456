//! What moves along when something in the programme is moved.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::{
    At, Engagement, EngagementId, EntityKey, Kind, Refusal, RefusalCode, Starts, Status, Text, Visit, When,
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
            let when = &timed(visit, key).ok_or_else(|| has_no_time(key))?.0.when;
            Ok((key.clone(), by(visit, when, minutes).ok_or_else(|| too_far(key))?))
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
    let (first, begins) = timed(visit, after).ok_or_else(|| has_no_time(after))?;
    let tz = visit.facts.host_tz();
    let day = |begins: DateTime<Utc>| -> NaiveDate { wall_clock(begins, tz).date() };
    let mut bound: BTreeSet<String> = whoever(first);
    let mut later: Vec<(DateTime<Utc>, &EngagementId, &Engagement)> = visit
        .engagements
        .iter()
        .filter(|(id, it)| id.as_str() != after.id && !it.removed && it.status != Status::Cancelled)
        .filter_map(|(id, it)| Some((clock(visit, &it.when)?, id, it)))
        .filter(|(it_begins, ..)| day(*it_begins) == day(begins) && *it_begins >= begins)
        .collect();
    later.sort_by_key(|(begins, id, ..)| (*begins, *id));
    let mut moving = Vec::new();
    for (_, id, it) in later {
        let own = whoever(it);
        if own.is_disjoint(&bound) {
            continue;
        }
        bound.extend(own);
        let key = EntityKey::from(id);
        let when = by(visit, &it.when, minutes).ok_or_else(|| too_far(&key))?;
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

fn timed<'a>(visit: &'a Visit, key: &EntityKey) -> Option<(&'a Engagement, DateTime<Utc>)> {
    let it = (key.kind == Kind::Engagement).then(|| visit.engagements.get(&key.id.as_str().into()))??;
    Some((it, clock(visit, &it.when)?))
}

/// When it begins, where that stands in its own time and can be moved by minutes. What comes after something moves along by itself.
fn clock(visit: &Visit, when: &When) -> Option<DateTime<Utc>> {
    matches!(when, When::At(_) | When::Starts(_)).then(|| visit.known(when).start)?
}

/// Moves both ends by the same span, so that the length stays also where the clocks change in between. `None` beyond the years that
/// there are.
fn by(visit: &Visit, when: &When, minutes: i32) -> Option<When> {
    let span = Duration::minutes(i64::from(minutes));
    let host = visit.facts.host_tz();
    // A floating time has no instants; its clock moves.
    Some(match when {
        When::At(at) => match at.zone.as_ref().and_then(crate::Zone::tz) {
            None => When::At(At {
                start: at.start.checked_add_signed(span)?,
                end: at.end.checked_add_signed(span)?,
                ..at.clone()
            }),
            Some(zone) => {
                let end_zone = at.end_zone.as_ref().and_then(crate::Zone::tz).unwrap_or(zone);
                let (start, end) = at.instants(host);
                When::At(At {
                    start: wall_clock(start.checked_add_signed(span)?, zone),
                    end: wall_clock(end.checked_add_signed(span)?, end_zone),
                    ..at.clone()
                })
            }
        },
        When::Starts(starts) => {
            let start = match starts.zone.as_ref().and_then(crate::Zone::tz) {
                None => starts.start.checked_add_signed(span)?,
                Some(zone) => wall_clock(starts.instant(host).checked_add_signed(span)?, zone),
            };
            // The words said another time.
            When::Starts(Starts {
                start,
                words: Text::default(),
                ..starts.clone()
            })
        }
        _ => return None,
    })
}

fn too_far(key: &EntityKey) -> Refusal {
    Refusal::new(
        RefusalCode::OutOfRange,
        format!("{}/when", key.pointer()),
        "It would be moved beyond the years that there are.",
        "Use a year from 1 to 9999.",
    )
}
