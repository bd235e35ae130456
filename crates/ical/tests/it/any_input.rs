//! Whatever the bytes are, reading neither panics nor gives what a visit refuses.

use std::{fs, path::Path};

use ical::{read, write};
use proptest::prelude::*;
use visit::{Document as _, Lang};

use crate::{
    checker::complaints,
    damage,
    support::{programme_of, visit_of},
};

fn holds(input: &[u8]) -> Result<(), TestCaseError> {
    let Ok(imported) = read(input, &Lang::from("en")) else {
        return Ok(());
    };
    let visit = visit_of(&imported);
    prop_assert!(visit.validate().is_ok(), "{:?}", visit.validate());
    let Ok(text) = write(&programme_of(&visit)) else {
        prop_assert!(imported.events.is_empty());
        return Ok(());
    };
    prop_assert_eq!(complaints(&text), Vec::<String>::new());
    let again = read(text.as_bytes(), &Lang::from("en"));
    prop_assert_eq!(again.map(|again| again.events.len()), Ok(imported.events.len()));
    Ok(())
}

/// Returns how many cases are tried: so many, and a hundred times as many in the nightly run.
pub(crate) fn cases(count: u32) -> u32 {
    let times = if std::env::var_os("CHANCERY_NIGHTLY").is_some() {
        100
    } else {
        1
    };
    count * times
}

/// Every file of `data/accept`, one after the other.
fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/accept");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "ics"));
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a file")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(128)))]

    #[test]
    fn any_bytes_are_read_or_refused(input in prop::collection::vec(any::<u8>(), 0..300)) {
        holds(&input)?;
    }

    #[test]
    fn any_lines_within_an_event_are_read(lines in prop::collection::vec("(DTSTART|DTEND|DURATION|UID|RRULE|EXDATE|RECURRENCE-ID|SUMMARY|STATUS|BEGIN|END|X-A)(;TZID=[A-Z/]{0,9}|;VALUE=DATE)?:(2026[01][0-9][0-3][0-9](T[0-2][0-9]0000Z?)?|P[0-9]{0,9}[DW]|PT[0-9]{1,9}H|VEVENT|FREQ=DAILY|\\PC{0,30})", 0..12)) {
        let input = format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", lines.join("\r\n"));
        holds(input.as_bytes())?;
    }

    #[test]
    fn a_calendar_damaged_in_its_lines_is_written_as_the_standard_has_it(seed in any::<u64>(), number in 0u64..1_000) {
        holds(&damage::file(seed, number))?;
    }

    #[test]
    fn a_damaged_calendar_is_read_as_far_as_it_can_be(
        file in any::<prop::sample::Index>(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), 0..5, any::<u8>()), 1..8),
    ) {
        let corpus = corpus();
        let mut input = file.get(&corpus).clone();
        for (place, how, byte) in damages {
            let at = place.index(input.len().max(1)).min(input.len().saturating_sub(1));
            match how {
                _ if input.is_empty() => {}
                0 => input[at] = byte,
                1 => input.insert(at, byte),
                2 => { input.remove(at); }
                3 => input.truncate(at),
                _ => input.rotate_left(at),
            }
        }
        holds(&input)?;
    }
}
