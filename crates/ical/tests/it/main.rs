//! Tests of reading and writing whole calendars.

mod support;
mod zone_data;
