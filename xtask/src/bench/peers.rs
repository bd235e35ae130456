//! What is measured against, built from benches/peers.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::{paths, sh};

/// The built programs.
pub(crate) struct Peers {
    /// libical.
    pub(crate) ical: PathBuf,
    /// An append that waits for the disk.
    pub(crate) append: PathBuf,
    /// A Tauri window with nothing behind it.
    pub(crate) window: PathBuf,
}

/// Returns the source of a peer.
pub(crate) fn source(name: &str) -> PathBuf {
    paths::root().join("benches/peers").join(name)
}

/// Builds them, optimised as ours are.
///
/// # Errors
/// When one does not build.
pub(crate) fn build() -> Result<Peers> {
    let folder = paths::target().join("peers");
    fs::create_dir_all(&folder)?;
    let (ical, append) = (folder.join("ical"), folder.join("append_fsync"));
    sh::run(
        sh::command("cc")
            .args(["-O2", "-o"])
            .arg(&ical)
            .arg(source("ical.c"))
            .arg("-lical"),
    )?;
    sh::run(
        sh::command("rustc")
            .args(["--edition", "2024", "-O", "-o"])
            .arg(&append)
            .arg(source("append_fsync.rs")),
    )?;
    // In our own target folder, so that Tauri is not built a second time.
    let mut window = sh::cargo();
    window
        .args(["build", "--release", "--locked", "--manifest-path"])
        .arg(source("empty-window/Cargo.toml"));
    sh::run(window.arg("--target-dir").arg(paths::target()))?;
    Ok(Peers {
        ical,
        append,
        window: paths::built("empty-window", true),
    })
}
