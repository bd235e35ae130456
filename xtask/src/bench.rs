//! `cargo xtask bench`: the limits that Chancery holds itself to, each against something else in the same run.
//!
//! Milliseconds of two runs or two machines say little; a ratio within one run says much. So every limit is a ratio
//! where it can be, and what is compared takes turns.

mod calendar;
mod edits;
mod measures;
mod peers;
mod programme;
mod table;
mod window;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::setup::Readers;
use crate::{build, paths, setup, sh};

pub(crate) use window::inside as windows;

/// The verb with which this program calls itself inside the screen that it made.
pub(crate) const WINDOWS: &str = "time-windows-inside";

/// What the measurements share.
pub(crate) struct Bench {
    /// A folder on the disk that the repository is on, for everything that is written.
    pub(crate) folder: PathBuf,
    /// A Python with the peers.
    pub(crate) python: PathBuf,
    /// The built peers.
    pub(crate) peers: peers::Peers,
}

impl Bench {
    /// Writes a visit of so many engagements and returns its file.
    ///
    /// # Errors
    /// When the generator fails.
    pub(crate) fn visit(&self, engagements: usize) -> Result<PathBuf> {
        let file = self.folder.join(format!("scale-{engagements}.visit.json"));
        if !file.exists() {
            let mut scale = sh::command(paths::built_example("scale", true));
            scale
                .args(["--engagements", &engagements.to_string(), "--out"])
                .arg(&file);
            sh::run(&mut scale)?;
        }
        Ok(file)
    }
}

/// Builds everything for release, measures, and writes the table.
///
/// # Errors
/// When something does not build or run, or a limit is not held.
pub(crate) fn bench() -> Result<()> {
    setup::packages(&[setup::BUILD, setup::HEADLESS, setup::BENCH])?;
    setup::modules()?;
    let python = setup::environment(Readers::Bench)?;
    build::interface()?;
    build::measured()?;
    let bench = Bench {
        folder: empty_folder()?,
        python,
        peers: peers::build()?,
    };
    let mut rows = edits::measure(&bench)?;
    rows.extend(calendar::measure(&bench)?);
    rows.extend(programme::measure(&bench)?);
    rows.extend(window::measure(&bench)?);
    let table = table::table(&rows);
    print!("\n{table}");
    table::write(&table)?;
    let missed: Vec<&str> = rows
        .iter()
        .filter(|row| !row.held())
        .map(|row| row.what.as_str())
        .collect();
    if !missed.is_empty() {
        bail!("these limits are not held: {}", missed.join("; "));
    }
    Ok(())
}

fn empty_folder() -> Result<PathBuf> {
    let folder = paths::target().join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", paths::shown(&folder)))?;
    Ok(folder)
}

/// Runs a program that prints measures, and returns them.
fn measured(program: &Path, words: &[&std::ffi::OsStr]) -> Result<measures::Measures> {
    let text = sh::output(sh::command(program).args(words))?;
    print!("{text}");
    Ok(measures::Measures::parse(&text))
}
