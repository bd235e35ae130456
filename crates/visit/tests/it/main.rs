//! The model from outside: files, refusals, zones, edits and copies.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod any_input;
mod edits;
mod generate;
mod leaves;
mod limits;
mod memory;
mod places;
mod programme;
mod refused;
mod round_trip;
mod sample;
mod zones;

use visit::Visit;

/// The sample as it ships.
const SAMPLE: &str = include_str!("../../../../tests/data/tokyo-2017.visit.json");

fn sample() -> Visit {
    Visit::from_json(SAMPLE).expect("the sample is a visit")
}
