//! A Python environment with independent readers of what Chancery writes.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::{paths, sh};

/// Who needs the environment.
#[derive(Clone, Copy)]
pub(crate) enum Readers {
    /// The tests: a reader of iCalendar.
    Tests,
    /// `bench`: that, and WeasyPrint.
    Bench,
}

impl Readers {
    /// Returns the folder's name under `target` and the pinned requirements.
    fn parts(self) -> (&'static str, PathBuf) {
        match self {
            Self::Tests => ("venv", paths::root().join("xtask/requirements.txt")),
            Self::Bench => ("venv-bench", paths::root().join("benches/peers/requirements.txt")),
        }
    }
}

/// Makes the environment, if its requirements are others than those that it was made from, and returns its Python.
///
/// # Errors
/// When Python or pip fails.
pub(crate) fn environment(readers: Readers) -> Result<PathBuf> {
    let (name, requirements) = readers.parts();
    // Always under `target` itself: a path that people and editors can rely on.
    let folder = paths::root().join("target").join(name);
    let python = folder.join("bin/python");
    let made = folder.join("made-from.txt");
    let wanted =
        fs::read(&requirements).with_context(|| format!("{} cannot be read", paths::shown(&requirements)))?;
    if fs::read(&made).is_ok_and(|there| there == wanted) && python.exists() {
        return Ok(python);
    }
    sh::run(
        sh::command("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    sh::run(
        sh::command(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--disable-pip-version-check",
                "-r",
            ])
            .arg(&requirements),
    )?;
    fs::write(&made, wanted)?;
    Ok(python)
}
