//! The zone data: which release is built in, and that it is what it says.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::graph::Graph;
use crate::{paths, sh};

/// The oldest release that may be shipped: raise it when a newer one is vendored.
const OLDEST: &str = "2026f";

/// Checks that the vendored zone data are used, are recent, and agree with IANA's compiled data of the same release.
///
/// # Errors
/// When they are not.
pub(crate) fn check(graph: &Graph, python: &Path) -> Result<()> {
    let vendored = paths::root().join("vendor/chrono-tz");
    for package in graph.named("chrono-tz") {
        if package.registry || !Path::new(&package.manifest).starts_with(&vendored) {
            bail!(
                "chrono-tz comes from {}, not from {}",
                package.manifest,
                paths::shown(&vendored)
            );
        }
    }
    let stated =
        fs::read_to_string(vendored.join("TZDATA_VERSION")).context("vendor/chrono-tz/TZDATA_VERSION")?;
    let stated = stated.trim();
    let built_in = fs::read_to_string(vendored.join("src/prebuilt/directory.rs"))?;
    if !built_in.contains(&format!("IANA_TZDB_VERSION: &str = \"{stated}\"")) {
        bail!("vendor/chrono-tz/TZDATA_VERSION says {stated}, the tables in src/prebuilt say otherwise");
    }
    // Releases are a year and a letter, so they sort as text.
    if stated < OLDEST {
        bail!("the zone data are IANA {stated}; {OLDEST} or newer is needed");
    }
    println!("The zone data are IANA {stated}.");
    let mut compare = sh::command(python);
    compare
        .arg(vendored.join("check.py"))
        .env("CARGO_TARGET_DIR", paths::target().join("zones"));
    sh::run(&mut compare)
}
