//! A screen where there is none.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use std::{env, fs};

use anyhow::{Context as _, Result};

use crate::{paths, picture, sh};

/// The verb with which this program calls itself inside the screen that it made.
pub(crate) const TAKE_PICTURE: &str = "take-picture-inside";

/// Returns whether there is a screen that a window can open on.
pub(crate) fn present() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Returns a command that runs another on a screen and a message bus of its own.
///
/// The bus is inside the screen: the other way round, what the bus starts does not find the screen. Nothing of a
/// real desktop is let through, so that a test run is the same everywhere.
pub(crate) fn under(frames: Option<&Path>, program: impl AsRef<OsStr>) -> Command {
    let mut server = String::from("-screen 0 1280x800x24");
    if let Some(frames) = frames {
        server.push_str(&format!(" -fbdir {}", frames.display()));
    }
    let mut command = sh::command("xvfb-run");
    command
        .args(["-a", "-s", &server, "dbus-run-session", "--"])
        .arg(program);
    command
        .env("GDK_BACKEND", "x11")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DISPLAY");
    command
}

/// Makes an empty folder for the screen's memory and returns it.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn frames() -> Result<std::path::PathBuf> {
    let folder = paths::target().join("screen");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// Starts an application on a screen of its own, waits until its window is painted, saves a picture and ends it.
///
/// # Errors
/// When the window is not painted.
pub(crate) fn picture_of(application: &mut Command, file: &Path) -> Result<()> {
    let frames = frames()?;
    let mut command = under(Some(&frames), env::current_exe()?);
    command
        .arg(TAKE_PICTURE)
        .arg(&frames)
        .arg(file)
        .arg(application.get_program())
        .args(application.get_args());
    for (name, value) in application.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    sh::run(&mut command)
}

/// The same from inside the screen.
///
/// # Errors
/// When the window is not painted.
pub(crate) fn take_picture(frames: &Path, file: &Path, program: &str, words: &[&str]) -> Result<()> {
    let mut child = Command::new(program)
        .args(words)
        .spawn()
        .with_context(|| format!("{program} cannot be started"))?;
    let settled = picture::settle(frames, || Ok(child.try_wait()?.is_none()));
    end(&mut child)?;
    settled?.frame.save(file)
}

/// How long a program may take to end when it is asked to; it is killed after that.
const ENDS: Duration = Duration::from_secs(60);

/// Ends a program politely, and otherwise if it hangs.
///
/// # Errors
/// When it cannot be ended.
pub(crate) fn end(child: &mut Child) -> Result<()> {
    let asked = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    let started = Instant::now();
    while started.elapsed() < ENDS {
        if asked.is_err() || child.try_wait()?.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    if child.try_wait()?.is_none() {
        child.kill()?;
    }
    child.wait()?;
    Ok(())
}
