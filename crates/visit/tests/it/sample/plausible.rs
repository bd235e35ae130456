//! What the sample adds is at least possible: nobody flies faster than aircraft do.

use visit::{EngagementKind, Means, Visit, When, Zone};

use crate::sample;

/// Where the clocks of a zone are read from the air: the city that gives the zone its name, in degrees north and east.
const CITIES: &[(&str, f64, f64)] = &[("Europe/Moscow", 55.76, 37.62), ("Asia/Tokyo", 35.68, 139.69)];

/// No airliner flies faster over the ground, whatever the wind, in kilometres an hour.
const FASTEST: f64 = 1_000.0;

/// Returns the distance of two zones by great circle, in kilometres.
fn distance(from: &Zone, to: &Zone) -> f64 {
    let city = |zone: &Zone| {
        let found = CITIES.iter().find(|(name, ..)| *name == zone.as_str());
        let (_, north, east) = found.unwrap_or_else(|| panic!("add {} to the cities", zone.as_str()));
        (north.to_radians(), east.to_radians())
    };
    let ((north, east), (north_to, east_to)) = (city(from), city(to));
    let half = ((north_to - north) / 2.0).sin().powi(2)
        + north.cos() * north_to.cos() * ((east_to - east) / 2.0).sin().powi(2);
    2.0 * 6_371.0 * half.sqrt().asin()
}

/// Returns the movements by air between two zones that are shorter than their distance allows, and how many there are in all.
fn too_fast(visit: &Visit) -> (Vec<String>, usize) {
    let floating = visit.facts.host_tz();
    let flights = visit.engagements.iter().filter_map(|(id, it)| {
        let When::At(at) = &it.when else { return None };
        let (from, to) = (at.zone.as_ref()?, at.end_zone.as_ref()?);
        let means = it.movement.as_ref()?.means.as_ref();
        let is_flight =
            it.kind == EngagementKind::Movement && from != to && means.is_none_or(|it| *it == Means::Air);
        is_flight.then(|| (id, at.length(floating), distance(from, to)))
    });
    let flights: Vec<_> = flights.collect();
    let bad = flights.iter().filter(|(_, length, kilometres)| {
        let hours = length.num_minutes() as f64 / 60.0;
        hours * FASTEST < *kilometres
    });
    let bad = bad
        .map(|(id, length, kilometres)| format!("{id}: {kilometres:.0} km in {} min", length.num_minutes()));
    (bad.collect(), flights.len())
}

#[test]
fn no_flight_of_the_sample_is_shorter_than_its_distance_allows() {
    let (bad, flights) = too_fast(&sample());
    assert_eq!(bad, [""; 0]);
    assert_eq!(flights, 2, "there and back");
}

#[test]
fn a_flight_that_takes_as_long_as_its_clocks_are_apart_is_found() {
    let mut visit = sample();
    let flight = visit
        .engagements
        .get_mut(&"journey-to-tokyo".into())
        .expect("the flight");
    let When::At(at) = &mut flight.when else {
        panic!("it has a time")
    };
    at.start += chrono::Duration::hours(6);
    let (bad, _) = too_fast(&visit);
    assert_eq!(bad.len(), 1);
    assert!(bad[0].ends_with("in 210 min"), "{bad:?}");
}

#[test]
fn the_flight_to_tokyo_takes_nine_and_a_half_hours() {
    let visit = sample();
    let When::At(at) = &visit.engagements[&"journey-to-tokyo".into()].when else {
        panic!("it has a time")
    };
    assert_eq!(at.length(visit.facts.host_tz()).num_minutes(), 9 * 60 + 30);
    assert_eq!(
        distance(
            at.zone.as_ref().expect("a zone"),
            at.end_zone.as_ref().expect("a zone")
        )
        .round(),
        7_479.0
    );
}
