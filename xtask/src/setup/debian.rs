//! Debian packages.

use std::process::Stdio;

use anyhow::{Result, bail};

use crate::sh;

/// What the application is built with.
pub(crate) const BUILD: &[&str] = &["build-essential", "libwebkit2gtk-4.1-dev"];

/// What gives a screen where there is none: `xvfb-run` needs `xauth` and only recommends it.
pub(crate) const HEADLESS: &[&str] = &["dbus", "xauth", "xvfb"];

/// What the tests speak to the window with, and read the documents with.
pub(crate) const TEST: &[&str] = &[
    "libical-dev",
    "poppler-utils",
    "python3",
    "python3-venv",
    "strace",
    "webkit2gtk-driver",
];

/// What looks at the packages' metadata.
pub(crate) const METADATA: &[&str] = &["appstream"];

/// What looks at the packages themselves.
pub(crate) const DIST: &[&str] = &["dpkg-dev", "lintian"];

/// What makes a clean root to try them in.
pub(crate) const TRIAL: &[&str] = &["mmdebstrap"];

/// What `bench` measures against.
pub(crate) const BENCH: &[&str] = &[
    "libical-dev",
    "libharfbuzz-subset0",
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
];

/// Installs those of these packages that are missing.
///
/// # Errors
/// When apt fails, or when somebody else would have to run it.
pub(crate) fn packages(groups: &[&[&str]]) -> Result<()> {
    let wanted: Vec<&str> = groups.iter().flat_map(|group| group.iter().copied()).collect();
    if !sh::has("dpkg-query") {
        eprintln!(
            "This is not a Debian system, so nothing is installed here. Should the build miss something: \
             Debian calls what is needed {}.",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing = missing(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    eprintln!("These Debian packages are missing and will be installed: {names}");
    let sudo = !is_root()?;
    if sudo && !sh::has("sudo") {
        bail!("installing needs root. Please have this run as root: apt-get install {names}");
    }
    let apt = |words: &[&str]| {
        let mut command = sh::command(if sudo { "sudo" } else { "env" });
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"])
            .args(words);
        sh::run(&mut command)
    };
    apt(&["update"])?;
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install)
}

/// Returns the packages of a list that are not installed.
fn missing<'a>(wanted: &[&'a str]) -> Result<Vec<&'a str>> {
    // dpkg-query fails where it does not know a package, which is just what is asked, so only its answer counts.
    let answer = sh::command("dpkg-query")
        .args(["-W", "-f", "${db:Status-Status} ${Package}\n"])
        .args(wanted)
        .stderr(Stdio::null())
        .output()?;
    let answer = String::from_utf8(answer.stdout)?;
    let installed: Vec<&str> = answer
        .lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .collect();
    Ok(wanted
        .iter()
        .copied()
        .filter(|package| !installed.contains(package))
        .collect())
}

fn is_root() -> Result<bool> {
    Ok(sh::output(sh::command("id").arg("-u"))?.trim() == "0")
}
