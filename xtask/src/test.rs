//! `cargo xtask test`: everything that is tested.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::Result;

use crate::setup::Readers;
use crate::steps::Steps;
use crate::{build, display, place, setup, sh};

/// Installs what is missing and runs all tests; `nightly` makes the long ones run at their full length.
///
/// The Rust tests come last, the end-to-end journey among them, so that the run ends with cargo's own account.
///
/// # Errors
/// When a test fails.
pub(crate) fn test(nightly: bool) -> Result<()> {
    let mut steps = Steps::new();
    let python = steps.must("what is missing", || {
        setup::packages(&[setup::BUILD, setup::HEADLESS, setup::TEST])?;
        setup::modules()?;
        setup::environment(Readers::Tests)
    })?;
    steps.must("interface: build", build::interface)?;
    steps.must("interface: tests", || {
        sh::run(&mut sh::npm(&["run", "--silent", "test"]))
    })?;
    steps.must("build", build::everything)?;
    steps.must("examples in the documentation", || {
        sh::run(sh::cargo().args(["test", "--doc"]).args(build::WHOLE))
    })?;
    steps.must("calendars, as another program reads them", || calendars(&python))?;
    steps.print();
    eprintln!("\n== tests");
    let cargo = sh::cargo();
    let mut tests = display::under(None, cargo.get_program());
    tests
        .args(["test", "--lib", "--bins", "--tests"])
        .args(build::WHOLE);
    for (name, value) in [
        // An independent reader of what is exported.
        ("CHANCERY_PYTHON", python.as_os_str()),
        (
            "CHANCERY_DESKTOP",
            place::built(build::APPLICATION, false).as_os_str(),
        ),
        ("CHANCERY_CLI", place::built(build::COMPANION, false).as_os_str()),
    ] {
        tests.env(name, value);
    }
    if nightly {
        tests.env("CHANCERY_NIGHTLY", OsStr::new("1"));
    }
    sh::run(&mut tests)
}

/// Calendars of other programs that are sound: an import and an export must not change what an independent reader sees.
/// The damaged ones beside them are repaired, so they are compared with their expected files by the Rust tests alone.
const SOUND: &[&str] = &[
    "all-day",
    "apple",
    "cancelled",
    "clock-changes",
    "escapes",
    "floating",
    "global-names",
    "google",
    "outlook",
    "outlook-customized-zone",
    "series",
    "several-calendars",
    "tasks",
];

/// Compares calendars before and after Chancery, with the eyes of another program.
fn calendars(python: &Path) -> Result<()> {
    let tests = place::root().join("crates/ical/tests");
    let mut compare = sh::command(python);
    compare
        .arg(tests.join("independent.py"))
        .arg(place::built_example("round_trip", false));
    compare.args(
        SOUND
            .iter()
            .map(|name| tests.join("data/accept").join(name).with_extension("ics")),
    );
    sh::run(&mut compare)
}
