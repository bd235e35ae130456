//! A fresh home for one application: every file that it keeps lies in here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// The running application of one home. It does not outlive this value: the next window would hand itself over to it.
pub(super) struct Application {
    home: PathBuf,
}

impl Application {
    /// Returns the application of `home`, whether it runs yet or not.
    pub(super) fn of(home: &Home) -> Self {
        Self {
            home: home.path().to_owned(),
        }
    }

    /// Kills what runs.
    pub(super) fn kill(&self) {
        for process in self.processes().unwrap_or_default() {
            // It may have ended by itself, which is as good.
            let _ = Command::new("kill").args(["-9", &process.to_string()]).status();
        }
    }

    /// Returns the ids of its running processes.
    pub(super) fn processes(&self) -> Result<Vec<u32>> {
        let application = super::driver::application()?;
        let mark = format!("HOME={}", self.home.display());
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc").context("the processes cannot be listed")? {
            let entry = entry?;
            let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            let path = entry.path();
            // A process that ends meanwhile, or is another user's, is none of ours.
            let Ok(environment) = fs::read(path.join("environ")) else {
                continue;
            };
            let lives_here = environment
                .split(|byte| *byte == 0)
                .any(|line| line == mark.as_bytes());
            if lives_here && runs(process, &application) {
                found.push(process);
            }
        }
        Ok(found)
    }

    /// Returns the ids of those of its processes that it has not started itself.
    ///
    /// Whatever it starts is for a moment a copy of itself, with the same program and environment, and then another
    /// program, or nothing.
    pub(super) fn started_from_outside(&self) -> Result<Vec<u32>> {
        let application = super::driver::application()?;
        let mut found = self.processes()?;
        found.retain(|process| is_started_from_outside(*process, &application));
        Ok(found)
    }
}

/// Returns whether a process was started by something else than `program`.
fn is_started_from_outside(process: u32, program: &Path) -> bool {
    parent(process).is_some_and(|parent| !runs(parent, program))
}

/// Returns whether a process runs `program`; not where it has ended or is another user's.
fn runs(process: u32, program: &Path) -> bool {
    fs::read_link(format!("/proc/{process}/exe")).is_ok_and(|running| running == program)
}

/// Returns the process that started another one, if that still runs.
fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    line.trim().parse().ok()
}

/// Returns whether a process has ended and closed everything that it had open.
///
/// It may be there as a name that its parent has not taken note of; but one that is still ending counts as running,
/// because it still answers for the one instance.
pub(super) fn has_ended(process: u32) -> bool {
    let path = Path::new("/proc").join(process.to_string());
    let Ok(status) = fs::read_to_string(path.join("stat")) else {
        return true;
    };
    let state = status.rsplit(") ").next().and_then(|rest| rest.chars().next());
    let threads = fs::read_dir(path.join("task")).map_or(0, Iterator::count);
    matches!(state, Some('Z' | 'X')) && threads <= 1
}

impl Drop for Application {
    fn drop(&mut self) {
        self.kill();
    }
}

#[test]
fn a_copy_that_a_program_makes_of_itself_is_not_started_from_outside() -> Result<()> {
    let mut shell = Command::new("sh")
        .args(["-c", "(echo; read line); true"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()?;
    // The copy says by a line that it is there.
    let mut copy_is_there = shell.stdout.take().context("no output")?;
    std::io::Read::read_exact(&mut copy_is_there, &mut [0])?;
    let program = fs::read_link(format!("/proc/{}/exe", shell.id()))?;
    let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", shell.id()))?;
    let copy = children.trim().parse()?;
    assert!(runs(copy, &program));
    assert!(is_started_from_outside(shell.id(), &program));
    assert!(!is_started_from_outside(copy, &program));
    drop(shell.stdin.take());
    shell.wait()?;
    Ok(())
}
