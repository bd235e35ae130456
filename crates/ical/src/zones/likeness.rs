//! Finds the zone of the IANA data whose clocks show what a definition in a file says.

use std::ops::RangeInclusive;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use chrono_tz::{TZ_VARIANTS, Tz};
use visit::zone::instant_of;

use super::{Definition, whole_hours};

/// Among zones that are alike, these come first: one large capital for each set of rules.
const FIRST: [Tz; 16] = [
    Tz::Europe__London,
    Tz::Europe__Berlin,
    Tz::Europe__Athens,
    Tz::Europe__Moscow,
    Tz::Asia__Dubai,
    Tz::Asia__Karachi,
    Tz::Asia__Kolkata,
    Tz::Asia__Shanghai,
    Tz::Asia__Tokyo,
    Tz::Australia__Sydney,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
    Tz::America__Sao_Paulo,
    Tz::Pacific__Auckland,
];

/// Returns a zone that is the same as the definition in these years and the two after them.
///
/// Zones whose city the name mentions come first, then zones without summer time, then the best known ones.
pub(super) fn zone_like(rules: &Definition, name: &str, years: &RangeInclusive<i32>) -> Option<Tz> {
    let moments = moments(rules, years);
    let alike = |tz: &Tz| {
        moments
            .iter()
            .all(|(wall, offset)| (wall.and_utc() - instant_of(*wall, *tz)).num_seconds() == *offset)
    };
    let mentioned = |tz: &&Tz| {
        let city = tz.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
        city.len() > 3 && name.contains(&city)
    };
    let fixed = moments.first().and_then(|(_, offset)| whole_hours(*offset));
    let candidates = TZ_VARIANTS
        .iter()
        .filter(mentioned)
        .chain(fixed.iter())
        .chain(FIRST.iter())
        .chain(TZ_VARIANTS.iter());
    candidates.copied().find(alike)
}

/// Returns wall-clock times at which two zones with other rules would differ, with the offset of the definition.
fn moments(rules: &Definition, years: &RangeInclusive<i32>) -> Vec<(NaiveDateTime, i64)> {
    let last = years.end().saturating_add(2);
    let mut moments: Vec<NaiveDateTime> = (*years.start()..=last)
        .flat_map(|year| (1..=12).filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 15)))
        .filter_map(|date| date.and_hms_opt(12, 0, 0))
        .collect();
    for change in rules
        .changes()
        .iter()
        .filter(|change| (*years.start()..=last).contains(&change.wall.year()))
    {
        moments.push(change.wall - Duration::seconds(1));
        moments.push(change.wall + Duration::hours(2));
    }
    moments
        .into_iter()
        .map(|wall| (wall, rules.offset_at(wall)))
        .collect()
}
