//! The model from outside: files, refusals, zones, edits and copies.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod any_input;
mod edits;
mod files;
mod generate;
mod leaves;
mod limits;
mod memory;
mod nouns;
mod places;
mod programme;
mod refused;
mod round_trip;
mod sample;
mod zones;

use visit::{Dossier, Visit, VisitFile};

/// The sample as it ships.
const SAMPLE: &str = include_str!("../../../../tests/data/tokyo-2017.visit.json");

fn sample() -> Visit {
    Visit::from_json(SAMPLE).expect("the sample is a visit")
}

/// The dossier that the sample carries.
fn sample_dossier() -> Dossier {
    let file = VisitFile::from_json(SAMPLE).expect("the sample is a visit file");
    file.dossiers.into_values().next().expect("a dossier")
}
