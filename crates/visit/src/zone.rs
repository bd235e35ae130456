//! Time zones: IANA names, and the one answer for hours that a clock skips or repeats.

use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The release of the IANA time zone data that this version carries, for example `2026f`.
pub const ZONE_DATA_VERSION: &str = chrono_tz::IANA_TZDB_VERSION;

/// The name of a time zone of the IANA data, for example `Asia/Tokyo`.
///
/// A name that this version does not know is kept, and has no [`Zone::tz`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Zone(pub String);

impl From<&str> for Zone {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl Zone {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the zone's rules, or `None` where the data that this version carries does not have the zone.
    pub fn tz(&self) -> Option<Tz> {
        self.0.parse().ok()
    }

    /// Returns every zone name of the data, in alphabetical order.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name())
    }
}

/// Returns the instant of a wall-clock time in a zone.
///
/// An hour that the clock repeats means its first occurrence; an hour that it skips is read with the offset that was
/// in force before the gap (RFC 5545, section 3.3.5).
///
/// # Examples
/// ```
/// use chrono::NaiveDate;
/// use visit::{Zone, zone::instant_of};
///
/// let wall = NaiveDate::from_ymd_opt(2017, 3, 20).and_then(|day| day.and_hms_opt(10, 0, 0));
/// let instant = wall
///     .zip(Zone::from("Asia/Tokyo").tz())
///     .map(|(wall, tz)| instant_of(wall, tz).to_rfc3339());
/// assert_eq!(instant.as_deref(), Some("2017-03-20T01:00:00+00:00"));
/// ```
pub fn instant_of(wall: NaiveDateTime, tz: Tz) -> DateTime<Utc> {
    match tz.from_local_datetime(&wall) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            // A gap is never longer than a day, so a day earlier the old offset is still in force.
            let before = wall.checked_sub_signed(Duration::days(1)).unwrap_or(wall);
            let offset = tz.offset_from_utc_datetime(&before).fix();
            wall.checked_sub_offset(offset).unwrap_or(wall).and_utc()
        }
    }
}

/// Returns the wall-clock time of an instant in a zone.
pub fn wall_clock(instant: DateTime<Utc>, tz: Tz) -> NaiveDateTime {
    let utc = instant.naive_utc();
    // At the ends of the calendar there may be no such time; a clock that stands still is better than a crash.
    utc.checked_add_offset(tz.offset_from_utc_datetime(&utc).fix())
        .unwrap_or(utc)
}

/// Returns whether the clock of the zone shows this wall-clock time twice.
pub fn is_repeated(wall: NaiveDateTime, tz: Tz) -> bool {
    matches!(tz.from_local_datetime(&wall), LocalResult::Ambiguous(..))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn wall(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(y, m, d)
            .and_then(|day| day.and_hms_opt(h, min, 0))
            .expect("a time")
    }

    fn utc(zone: &str, at: NaiveDateTime) -> String {
        instant_of(at, Zone::from(zone).tz().expect("a zone"))
            .format("%FT%RZ")
            .to_string()
    }

    #[test]
    fn a_skipped_hour_is_read_with_the_offset_before_the_gap() {
        assert_eq!(
            utc("America/New_York", wall(2007, 3, 11, 2, 30)),
            "2007-03-11T07:30Z"
        );
    }

    #[test]
    fn a_repeated_hour_means_its_first_occurrence() {
        assert_eq!(
            utc("America/New_York", wall(2007, 11, 4, 1, 30)),
            "2007-11-04T05:30Z"
        );
    }

    #[test]
    fn tokyo_and_moscow_are_six_hours_apart_in_march_2017() {
        assert_eq!(utc("Asia/Tokyo", wall(2017, 3, 20, 10, 0)), "2017-03-20T01:00Z");
        assert_eq!(utc("Europe/Moscow", wall(2017, 3, 20, 4, 0)), "2017-03-20T01:00Z");
    }

    proptest! {
        #[test]
        fn an_instant_survives_the_way_over_any_wall_clock(secs in 946_684_800i64..4_102_444_800, zone in 0..chrono_tz::TZ_VARIANTS.len()) {
            let tz = chrono_tz::TZ_VARIANTS[zone];
            let at = DateTime::from_timestamp(secs, 0).expect("in range");
            let shown = wall_clock(at, tz);
            let back = instant_of(shown, tz);
            prop_assert!(back == at || (is_repeated(shown, tz) && back < at));
        }
    }
}
