//! Zones whose rules have changed, hours that a clock skips or repeats, and times without a zone.

use chrono::{NaiveDate, NaiveDateTime, Offset, TimeZone};
use proptest::prelude::*;
use visit::{
    At, Document as _, When, ZONE_DATA_VERSION, Zone,
    zone::{instant_of, is_repeated, wall_clock},
};

use crate::generate;

fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%FT%R").expect("a time")
}

fn tz(name: &str) -> chrono_tz::Tz {
    Zone::from(name).tz().expect("a zone")
}

fn utc(zone: &str, text: &str) -> String {
    instant_of(wall(text), tz(zone)).format("%FT%RZ").to_string()
}

#[test]
fn the_zone_data_is_that_of_the_vendored_release() {
    let vendored = include_str!("../../../../vendor/chrono-tz/TZDATA_VERSION");
    assert_eq!(ZONE_DATA_VERSION, vendored.trim());
    assert!(ZONE_DATA_VERSION >= "2026f");
}

#[test]
fn edmonton_no_longer_sets_its_clocks_back_in_november_2026() {
    // IANA 2026: Alberta keeps UTC-6. The data that chrono-tz publishes (2025b) is an hour off here.
    for (text, expected) in [
        ("2026-07-15T12:00", "2026-07-15T18:00Z"),
        ("2026-10-31T12:00", "2026-10-31T18:00Z"),
        ("2026-11-01T01:30", "2026-11-01T07:30Z"),
        ("2026-11-15T12:00", "2026-11-15T18:00Z"),
        ("2027-01-15T12:00", "2027-01-15T18:00Z"),
    ] {
        assert_eq!(utc("America/Edmonton", text), expected, "{text}");
    }
    assert!(!is_repeated(wall("2026-11-01T01:30"), tz("America/Edmonton")));
    // The last winter before the change, with an hour that was repeated.
    assert_eq!(utc("America/Edmonton", "2025-11-15T12:00"), "2025-11-15T19:00Z");
    assert!(is_repeated(wall("2025-11-02T01:30"), tz("America/Edmonton")));
}

#[test]
fn a_zone_can_skip_half_an_hour_or_a_whole_day() {
    // Lord Howe moves its clocks by half an hour; Samoa left out 30 December 2011.
    assert_eq!(
        utc("Australia/Lord_Howe", "2017-10-01T02:15"),
        "2017-09-30T15:45Z"
    );
    assert_eq!(utc("Pacific/Apia", "2011-12-30T12:00"), "2011-12-30T22:00Z");
    assert_eq!(
        wall_clock(
            instant_of(wall("2011-12-30T12:00"), tz("Pacific/Apia")),
            tz("Pacific/Apia")
        ),
        wall("2011-12-31T12:00")
    );
}

#[test]
fn moscow_and_tokyo_are_apart_as_their_rules_of_the_year_say() {
    let hours = |text: &str| {
        let offset = |zone: &str| {
            tz(zone)
                .offset_from_utc_datetime(&wall(text))
                .fix()
                .local_minus_utc()
        };
        (offset("Asia/Tokyo") - offset("Europe/Moscow")) / 3600
    };
    // Moscow: summer time until 2011, then UTC+4 all year, UTC+3 since October 2014.
    assert_eq!(
        [
            hours("2009-07-01T00:00"),
            hours("2013-11-02T00:00"),
            hours("2017-03-20T00:00")
        ],
        [5, 5, 6]
    );
}

#[test]
fn a_floating_time_is_read_in_the_zone_of_the_host() {
    let mut visit = crate::sample();
    let floating = When::At(At::new(wall("2017-03-20T10:00"), wall("2017-03-20T11:00"), None));
    let id = visit::EngagementId::from("two-plus-two");
    visit
        .apply(&visit::Edit::move_to(&id, floating.clone()))
        .expect("a floating time");
    let When::At(at) = floating else { unreachable!() };
    let start = |visit: &visit::Visit| at.instants(visit.facts.host_tz()).0.format("%RZ").to_string();
    assert_eq!(start(&visit), "01:00Z");
    visit.facts.host.zone = Some("America/Edmonton".into());
    assert_eq!(start(&visit), "16:00Z");
}

#[test]
fn the_last_and_first_days_of_the_calendar_make_no_panic() {
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        let wall = day.and_hms_opt(12, 0, 0).expect("noon");
        for tz in [tz("Pacific/Kiritimati"), tz("Pacific/Niue"), tz("Europe/Moscow")] {
            let _ = wall_clock(instant_of(wall, tz), tz);
            let _ = wall_clock(wall.and_utc(), tz);
        }
    }
    let mut visit = crate::sample();
    let engagement = visit.engagements.values_mut().next().expect("an engagement");
    engagement.when = When::at(NaiveDateTime::MIN, NaiveDateTime::MAX, "Asia/Tokyo");
    engagement.assemble = Some(u32::MAX);
    let options = visit::audience::CopyOptions {
        languages: vec![],
        as_of: wall("2017-03-17T08:00").and_utc(),
    };
    let _ = visit::audience::delegation_programme(&visit, &options);
    assert!(visit.validate().is_err());
}

proptest! {
    #[test]
    fn the_instants_of_a_time_are_in_order_wherever_it_is_read(at in generate::at(), zone in 0..chrono_tz::TZ_VARIANTS.len()) {
        let (start, end) = at.instants(chrono_tz::TZ_VARIANTS[zone]);
        prop_assert!(start <= end);
    }

    #[test]
    fn a_time_that_is_accepted_means_what_its_clocks_show(at in generate::at()) {
        let mut visit = crate::sample();
        let id = visit::EngagementId::from("journey-to-tokyo");
        let edit = visit::Edit::move_to(&id, When::At(at.clone()));
        if visit.apply(&edit).is_ok() {
            let host = visit.facts.host_tz();
            let zone = at.zone.as_ref().map_or(host, |zone| zone.tz().expect("only known zones are accepted"));
            let end_zone = at.end_zone.as_ref().map_or(zone, |zone| zone.tz().expect("only known zones are accepted"));
            let (start, end) = at.instants(host);
            prop_assert_eq!((start, end), (instant_of(at.start, zone), instant_of(at.end, end_zone)));
        }
    }
}
