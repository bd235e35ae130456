//! Whatever stands in a file or comes from a keyboard is read or refused, and nothing panics.

use std::env;

use proptest::{prelude::*, test_runner::Config};
use visit::{Bounds, DayRange, Edtf, VisitFile};

use crate::SAMPLE;

/// How many cases: some in every run, very many in the nightly one.
fn cases(usual: u32) -> Config {
    let times = if env::var_os("CHANCERY_NIGHTLY").is_some() {
        200
    } else {
        1
    };
    Config::with_cases(usual * times)
}

/// What is done to a text: a stretch is cut out, doubled, or something else is put there.
#[derive(Debug, Clone)]
enum Harm {
    Cut(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Put(prop::sample::Index, String),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = any::<prop::sample::Index>;
    let words = prop_oneof![
        Just("\"order\":\"é\"".to_owned()),
        Just("[[[[[[[[".to_owned()),
        Just("null".to_owned()),
        Just("-1e999".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("\\ud800".to_owned()),
        Just("\u{0}".to_owned()),
        ".{0,6}",
    ];
    prop_oneof![
        (place(), 1usize..60).prop_map(|(at, length)| Harm::Cut(at, length)),
        (place(), 1usize..400).prop_map(|(at, length)| Harm::Double(at, length)),
        (place(), words).prop_map(|(at, words)| Harm::Put(at, words)),
    ]
}

fn harmed(text: &str, harms: &[Harm]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for harm in harms {
        if letters.is_empty() {
            break;
        }
        let (Harm::Cut(at, _) | Harm::Double(at, _) | Harm::Put(at, _)) = harm;
        let at = at.index(letters.len());
        let count = letters.len();
        let end = |length: &usize| (at + length).min(count);
        match harm {
            Harm::Cut(_, length) => drop(letters.drain(at..end(length))),
            Harm::Double(_, length) => {
                let twice = letters[at..end(length)].to_vec();
                drop(letters.splice(at..at, twice));
            }
            Harm::Put(_, words) => drop(letters.splice(at..at, words.chars())),
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_harmed_visit_file_is_read_or_refused_with_a_remedy(harms in prop::collection::vec(harm(), 1..6)) {
        match VisitFile::list_from_json(&harmed(SAMPLE, &harms)) {
            Ok(visits) => for visit in visits {
                let again = VisitFile::from_json(&visit.to_json());
                prop_assert_eq!(again, Ok(visit));
            },
            Err(refusal) => prop_assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_text_is_a_visit_file_or_refused(text in prop_oneof![".{0,200}", "[\\[\\]{}\",:0-9a-z ]{0,200}"]) {
        if let Err(refusal) = VisitFile::list_from_json(&text) {
            prop_assert!(!refusal.remedy.is_empty());
        }
    }

    #[test]
    fn any_text_is_a_date_or_refused(text in prop_oneof![
        ".{0,40}",
        "-?[0-9X]{0,12}(-[0-9X]{0,3}){0,3}[~?%]{0,2}",
        "(\\.\\.|[0-9X]{4}-[0-9X]{2})?/(\\.\\.|[0-9X]{4})?",
        "[YSET0-9:/.\\-+]{0,24}",
    ]) {
        let bounds = Edtf(text.clone()).bounds();
        if let Some(Bounds { first, last }) = bounds {
            prop_assert!(first.zip(last).is_none_or(|(first, last)| first <= last), "{}", text);
        }
        if let Ok(range) = text.parse::<DayRange>() {
            prop_assert_eq!(range.to_string().parse(), Ok(range));
        }
    }
}
