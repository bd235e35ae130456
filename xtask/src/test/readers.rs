//! Other readers of calendars: what Chancery makes of damaged calendars passes all of them without a complaint.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::{paths, sh};

/// Has Chancery write what it makes of damaged calendars, and icalendar, ical.js and libical read it.
///
/// # Errors
/// When one of them complains, or cannot be run.
pub(super) fn damaged(python: &Path) -> Result<()> {
    let folder = paths::root().join("target/calendars");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    sh::run(sh::command(paths::built_example("damaged_calendars", false)).arg(&folder))?;
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("{} cannot be read", paths::shown(&folder)))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "ics"));
    files.sort();
    ensure!(files.len() > 250, "only {} calendars were written", files.len());
    let readers = paths::root().join("crates/ical/tests/readers");
    sh::run(sh::command(python).arg(readers.join("icalendar.py")).args(&files))?;
    sh::run(
        sh::command("node")
            .arg(readers.join("ical.mjs"))
            .arg(paths::ui().join("node_modules"))
            .args(&files),
    )?;
    let program = folder.join("libical");
    sh::run(
        sh::command("cc")
            .arg("-O1")
            .arg("-o")
            .arg(&program)
            .arg(readers.join("libical.c"))
            .arg("-lical"),
    )?;
    sh::run(sh::command(&program).args(&files))
}
