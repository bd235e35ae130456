//! Tests of reading and writing whole calendars.

mod any_input;
mod files;
mod golden;
mod round_trip;
mod support;
mod zone_data;
