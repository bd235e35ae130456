//! The use cases over a real library in a temporary folder, with a clock and random numbers that stand still.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod again;
mod again_any;
mod again_gone;
mod again_languages;
mod again_own;
mod any_files;
mod calendar_zone;
mod calendars;
mod concurrency;
mod documents;
mod editing;
mod export;
mod files;
#[cfg(unix)]
mod full_disk;
mod golden;
mod golden_files;
#[path = "../../../archive/tests/it/harm.rs"]
mod harm;
mod hooked;
mod library;
mod owners;
mod rescue;
mod visit_files;
mod visit_parts;
mod world;
