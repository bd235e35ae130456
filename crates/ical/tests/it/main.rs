//! Tests of reading and writing whole calendars.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod any_input;
mod checker;
mod damage;
mod damaged;
mod files;
mod golden;
mod languages;
mod limits;
mod nouns;
mod round_trip;
mod support;
mod tasks;
mod untrusted;
mod zone_data;
