//! Whatever is wrong with a calendar, what is written of it is right.

use std::collections::BTreeMap;
use visit::Document as _;

use crate::{
    checker::complaints,
    damage,
    support::{programme_of, visit_of},
};

/// Returns what is wrong with what is written of a damaged calendar; `None` where there is nothing to write.
fn faults(input: &[u8]) -> Option<Vec<String>> {
    let imported = ical::read(input, &visit::Lang::from("en")).ok()?;
    let visit = visit_of(&imported);
    visit.validate().expect("what was read is a visit");
    let text = ical::write(&programme_of(&visit)).ok()?;
    Some(complaints(&text))
}

#[test]
fn whatever_came_in_what_is_written_is_valid() {
    let mut wrong = BTreeMap::new();
    let mut written = 0;
    for number in 0..damage::FILES {
        let input = damage::file(damage::SEED, number);
        let Some(found) = faults(&input) else { continue };
        written += 1;
        if !found.is_empty() {
            wrong.insert(number, found);
        }
    }
    assert!(written > 250, "only {written} files were written at all");
    let count = wrong.len();
    let all: Vec<String> = wrong
        .into_iter()
        .map(|(number, found)| format!("file {number}:\n  {}", found.join("\n  ")))
        .collect();
    assert!(
        all.is_empty(),
        "{count} of {written} files are not valid\n{}",
        all.join("\n")
    );
}
