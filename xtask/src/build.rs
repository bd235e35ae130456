//! Builds, with the same features everywhere, so that nothing heavy is built twice.
//!
//! Cargo unifies the features of a dependency over the crates that one command selects. So every command that builds
//! for the tests selects the whole workspace with all features, and picks what it wants of it by kind of target.

use std::process::Command;

use anyhow::Result;

use crate::{paths, sh};

/// The name of the desktop application, as a package and as a program.
pub(crate) const APPLICATION: &str = "chancery-desktop";

/// The name of the command-line companion.
pub(crate) const COMPANION: &str = "chancery";

/// Selects the whole workspace with all features.
pub(crate) const WHOLE: &[&str] = &["--workspace", "--all-features"];

/// Selects what is shipped. Without the feature the application would look for a development server instead of the
/// interface that it carries.
const SHIPPED: &[&str] = &[
    "--package",
    APPLICATION,
    "--package",
    "chancery-cli",
    "--features",
    "chancery-desktop/custom-protocol",
];

/// Builds the interface, which the application carries inside it.
///
/// # Errors
/// When npm or Vite fails.
pub(crate) fn interface() -> Result<()> {
    sh::run(&mut sh::npm(&["run", "--silent", "build"]))
}

/// Builds everything that the tests run: libraries, programs, examples and the tests themselves.
///
/// # Errors
/// When something does not compile.
pub(crate) fn everything() -> Result<()> {
    sh::run(sh::cargo().args(["build", "--all-targets"]).args(WHOLE))
}

/// Builds the desktop application, as it is shipped but for the optimisation, and its command-line companion.
///
/// # Errors
/// When something does not compile.
pub(crate) fn application(release: bool) -> Result<()> {
    let mut cargo = sh::cargo();
    cargo.arg("build").args(SHIPPED);
    if release {
        cargo.arg("--release");
    }
    sh::run(&mut cargo)
}

/// Builds what goes into the packages: both programs, and the example that writes the companion's manual.
///
/// Not optimised it is what the tests are built of, so that nothing is built for it.
///
/// # Errors
/// When something does not compile.
pub(crate) fn packaged(release: bool) -> Result<()> {
    if !release {
        return everything();
    }
    application(release)?;
    let mut manual = sh::cargo();
    manual
        .args(["build", "--release", "--example", "manual"])
        .args(SHIPPED);
    sh::run(&mut manual)
}

/// Builds what is measured, optimised: the application as it is shipped, and the examples that time the crates.
///
/// # Errors
/// When something does not compile.
pub(crate) fn measured() -> Result<()> {
    let mut cargo = sh::cargo();
    cargo
        .args(["build", "--release", "--bins", "--examples"])
        .args(SHIPPED);
    for name in ["visit", "archive", "ical", "documents", "desk"] {
        cargo.args(["--package", name]);
    }
    sh::run(&mut cargo)
}

/// Returns the built command-line companion as a command.
pub(crate) fn companion(release: bool) -> Command {
    sh::command(paths::built(COMPANION, release))
}
