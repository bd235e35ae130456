//! What an archive promises, tested on real files.

// A test that cannot go on says so by panicking; the helpers of the tests do the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod any_bytes;
mod bombs;
mod chunks;
mod conflicts;
mod copies;
mod damage;
mod documents;
mod durability;
mod files;
mod flips;
mod harm;
mod history;
mod hostile;
mod mended_replicas;
mod mending;
mod nouns;
mod owners;
mod prose;
mod replicas;
mod rescue;
mod rules;
mod salvage;
mod steps;
mod support;
mod three;
mod together;
mod upkeep;
