//! Only a movement ends in another zone. One copy makes an engagement a movement no longer, the other gives it a time with two zones:
//! then the time is the same, told in the zone in which it starts. Where a clock there goes back in between and would show an end before
//! the start, the end is the start.

use chrono_tz::Tz;

use crate::{At, EntityKey, Mend, MendingRule, Visit, When, Zone};

pub(super) fn mends(visit: &Visit) -> Vec<Mend> {
    let without = visit.engagements.iter().filter_map(|(id, engagement)| {
        let When::At(at) = &engagement.when else {
            return None;
        };
        let is_left = at.end_zone.is_some() && engagement.movement.is_none();
        is_left.then(|| Mend {
            rule: MendingRule::EndZoneWithoutMovement,
            entity: EntityKey::from(id),
            path: vec!["when".to_owned()],
            value: serde_json::to_value(When::At(in_one_zone(at))).ok(),
            rests_on: Vec::new(),
        })
    });
    without.collect()
}

fn in_one_zone(at: &At) -> At {
    let zone = at.zone.as_ref().and_then(Zone::tz).unwrap_or(Tz::UTC);
    let (_, end) = at.instants(Tz::UTC);
    let told = At {
        end: end.with_timezone(&zone).naive_local(),
        end_zone: None,
        ..at.clone()
    };
    if When::At(told.clone()).validate(false).is_ok() {
        return told;
    }
    At {
        end: at.start,
        ..told
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tests::{mended, merged};

    fn read(when: Value) -> Value {
        let (visit, _) = mended(merged(json!({"engagements": {"e-1": {"when": when}}})));
        let engagement = visit.engagements.values().next().expect("the engagement");
        json!(engagement.when)
    }

    #[test]
    fn the_time_of_what_is_no_movement_any_more_is_the_same_time_in_the_zone_of_its_start() {
        let flight = json!({"kind": "at", "start": "2017-03-19T16:30:00", "end": "2017-03-20T08:00:00", "zone": "Europe/Moscow",
            "end_zone": "Asia/Tokyo", "gate": 7});
        assert_eq!(
            read(flight),
            json!({"kind": "at", "start": "2017-03-19T16:30:00", "end": "2017-03-20T02:00:00", "zone": "Europe/Moscow", "gate": 7})
        );
    }

    #[test]
    fn a_clock_that_goes_back_in_between_never_makes_it_end_before_it_starts() {
        // From 02:50, before Berlin turns its clocks back at 03:00, twenty minutes: 02:10 for the second time.
        let over = json!({"kind": "at", "start": "2017-10-29T02:50:00", "end": "2017-10-29T04:10:00", "zone": "Europe/Berlin",
            "end_zone": "Europe/Moscow"});
        assert_eq!(
            read(over),
            json!({"kind": "at", "start": "2017-10-29T02:50:00", "end": "2017-10-29T02:50:00", "zone": "Europe/Berlin"})
        );
    }
}
