//! Tests of reading and writing whole calendars.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod any_input;
mod files;
mod golden;
mod round_trip;
mod support;
mod zone_data;
