//! The zone data that the application was built with.

const KEPT: &str = include_str!("../../../../vendor/chrono-tz/TZDATA_VERSION");

#[test]
fn the_zone_data_is_the_release_that_is_kept() {
    assert_eq!(
        visit::ZONE_DATA_VERSION,
        KEPT.trim(),
        "run vendor/chrono-tz/regenerate.py --kept"
    );
}

#[test]
fn the_zone_data_is_of_2026_or_later() {
    // Releases are named by year and letter, so their order is that of their names.
    assert!(
        visit::ZONE_DATA_VERSION >= "2026a",
        "{}",
        visit::ZONE_DATA_VERSION
    );
}
