//! A fresh home for one application: every file that it keeps lies in here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use tempfile::TempDir;

/// The folders in which an application keeps its files, all inside a temporary one.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// Returns an empty home.
    pub(crate) fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("chancery-e2e-").tempdir()?;
        let home = Self { folder };
        for (_, path) in home.environment() {
            fs::create_dir_all(path)?;
        }
        Ok(home)
    }

    /// Returns the folder that holds everything.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the folder of the library.
    pub(crate) fn library(&self) -> PathBuf {
        self.path().join("library")
    }

    /// Returns the folder into which a save dialog is answered.
    pub(crate) fn saved(&self) -> PathBuf {
        self.path().join("saved")
    }

    /// Returns the environment that keeps the application inside this home.
    pub(crate) fn environment(&self) -> [(&'static str, PathBuf); 7] {
        [
            ("HOME", self.path().to_owned()),
            ("XDG_DATA_HOME", self.path().join("data")),
            ("XDG_CONFIG_HOME", self.path().join("config")),
            ("XDG_CACHE_HOME", self.path().join("cache")),
            ("XDG_STATE_HOME", self.path().join("state")),
            ("CHANCERY_LIBRARY", self.library()),
            ("CHANCERY_SAVE_TO", self.saved()),
        ]
    }
}

/// Returns the running applications whose home is `home`.
pub(super) fn processes_of(home: &Path) -> Result<Vec<u32>> {
    let application = super::driver::application()?;
    let mark = format!("HOME={}", home.display());
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").context("the processes cannot be listed")? {
        let entry = entry?;
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let path = entry.path();
        // A process that ends meanwhile, or is another user's, is none of ours.
        let Ok(program) = fs::read_link(path.join("exe")) else {
            continue;
        };
        let Ok(environment) = fs::read(path.join("environ")) else {
            continue;
        };
        if program == application
            && environment
                .split(|byte| *byte == 0)
                .any(|line| line == mark.as_bytes())
        {
            found.push(process);
        }
    }
    Ok(found)
}
