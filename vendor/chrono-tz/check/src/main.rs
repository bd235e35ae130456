//! Prints, for every zone of chrono-tz, the offset at the first instant given and each change until the second:
//! `zone seconds-since-1970 offset-in-seconds`, in order.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{Tz, TZ_VARIANTS};

/// No zone has ever changed twice within this many seconds since 1970.
const STEP: i64 = 3600;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|word| word.parse::<i64>().expect("seconds since 1970"));
    let (first, last) = (arguments.next().expect("the first instant"), arguments.next().expect("the last instant"));
    println!("# {}", chrono_tz::IANA_TZDB_VERSION);
    for zone in TZ_VARIANTS {
        let mut offset = offset_at(zone, first);
        println!("{zone} {first} {offset}");
        for instant in (first..last).step_by(STEP as usize) {
            let next = (instant + STEP).min(last);
            let later = offset_at(zone, next);
            if later != offset {
                println!("{zone} {} {later}", change_between(zone, instant, next));
                offset = later;
            }
        }
    }
}

/// Returns the second at which the offset becomes the one at `after`.
fn change_between(zone: Tz, mut before: i64, mut after: i64) -> i64 {
    let later = offset_at(zone, after);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset_at(zone, middle) == later {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

/// Returns seconds east of UTC.
fn offset_at(zone: Tz, instant: i64) -> i32 {
    let utc = DateTime::from_timestamp(instant, 0).expect("an instant that chrono knows").naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}
