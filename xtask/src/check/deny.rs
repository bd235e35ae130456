//! `cargo deny`: licences, bans, sources; advisories where their database can be had.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::{paths, sh};

/// The version that deny.toml is written for.
const VERSION: &str = "0.20.2";

/// Builds cargo-deny if it is missing, and runs it.
///
/// # Errors
/// When a dependency is one that deny.toml refuses.
pub(crate) fn check() -> Result<()> {
    let deny = deny()?;
    sh::run(sh::command(&deny).args([
        "--workspace",
        "--all-features",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    // The database is a git repository, and not every machine that builds may speak to its host.
    let fetched = sh::command(&deny)
        .args(["fetch", "db"])
        .stderr(Stdio::null())
        .status()?;
    if !fetched.success() {
        println!("The database of security advisories cannot be had here, so advisories were not checked.");
        return Ok(());
    }
    sh::run(sh::command(&deny).args([
        "--workspace",
        "--all-features",
        "check",
        "--disable-fetch",
        "advisories",
    ]))
}

/// Returns cargo-deny: the one that is installed if it has the right version, or one built for this repository. A
/// debug build takes a minute and checks in a second.
fn deny() -> Result<PathBuf> {
    let tools = paths::root().join("target/tools");
    let built = tools.join("bin/cargo-deny");
    for program in [PathBuf::from("cargo-deny"), built.clone()] {
        let answer = Command::new(&program)
            .arg("--version")
            .stderr(Stdio::null())
            .output();
        if answer.is_ok_and(|answer| {
            answer
                .stdout
                .starts_with(format!("cargo-deny {VERSION}").as_bytes())
        }) {
            return Ok(program);
        }
    }
    let mut install = sh::cargo();
    install
        .args([
            "install",
            "cargo-deny",
            "--version",
            VERSION,
            "--locked",
            "--debug",
            "--quiet",
            "--root",
        ])
        .arg(&tools)
        .env("CARGO_TARGET_DIR", tools.join("build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0");
    sh::run(&mut install)?;
    Ok(built)
}
