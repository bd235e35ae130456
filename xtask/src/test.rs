//! `cargo xtask test`: everything that is tested.

mod load;
mod readers;
mod runs;

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::setup::Readers;
use crate::steps::Steps;
use crate::{build, display, paths, setup, sh};

pub(crate) use runs::Runs;

/// Installs what is missing, builds once and runs all tests, as often as was asked for.
///
/// # Errors
/// When a test fails; with several runs, the error says in which one, and there are no more after it.
pub(crate) fn test(runs: Runs) -> Result<()> {
    let mut steps = Steps::new();
    let python = steps.must("what is missing", || {
        setup::packages(&[setup::BUILD, setup::HEADLESS, setup::TEST])?;
        setup::modules()?;
        setup::environment(Readers::Tests)
    })?;
    steps.must("interface: build", build::interface)?;
    steps.must("build", build::everything)?;
    // It ends with this function.
    let _load = runs.busy.then(load::Load::start).transpose()?;
    if runs.times == 1 {
        return once(&mut steps, runs, 1, &python);
    }
    let mut result = Ok(());
    for run in 1..=runs.times {
        result = once(&mut steps, runs, run, &python)
            .with_context(|| format!("run {run} of {} failed", runs.times));
        if result.is_err() {
            break;
        }
    }
    steps.print();
    result
}

/// Runs all tests once.
///
/// The Rust tests come last, the end-to-end journey among them, so that the run ends with cargo's own account.
fn once(steps: &mut Steps, runs: Runs, run: u32, python: &Path) -> Result<()> {
    steps.must(runs.step(run, "interface: tests"), || {
        sh::run(&mut sh::npm(&["run", "--silent", "test"]))
    })?;
    steps.must(runs.step(run, "examples in the documentation"), || {
        sh::run(sh::cargo().args(["test", "--doc"]).args(build::WHOLE))
    })?;
    steps.must(runs.step(run, "calendars, as other programs read them"), || {
        calendars(python)?;
        readers::damaged(python)
    })?;
    if runs.times == 1 {
        steps.print();
    }
    steps.must(runs.step(run, "tests"), || rust(runs.nightly, python))
}

/// Runs the Rust tests on a screen of their own.
fn rust(nightly: bool, python: &Path) -> Result<()> {
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
            paths::built(build::APPLICATION, false).as_os_str(),
        ),
        ("CHANCERY_CLI", paths::built(build::COMPANION, false).as_os_str()),
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
    let tests = paths::root().join("crates/ical/tests");
    let mut compare = sh::command(python);
    compare
        .arg(tests.join("independent.py"))
        .arg(paths::built_example("round_trip", false));
    compare.args(
        SOUND
            .iter()
            .map(|name| tests.join("data/accept").join(name).with_extension("ics")),
    );
    sh::run(&mut compare)
}
