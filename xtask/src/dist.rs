//! `cargo xtask dist`: the packages that are given to people.

mod contents;
mod deb;
mod root;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::check::metadata;
use crate::steps::Steps;
use crate::{build, paths, setup, sh};

/// The most that a package may weigh.
const LARGEST: u64 = 30_000_000;

/// What `cargo xtask dist` was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Whether the Debian package is installed into a clean root and used there.
    pub(crate) trial: bool,
    /// Whether the programs are optimised. Without that the packages are for a trial only, and their size says nothing.
    pub(crate) release: bool,
}

impl Wanted {
    /// Reads the words behind `dist`.
    ///
    /// # Errors
    /// When one of them is not known.
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut wanted = Self {
            trial: false,
            release: true,
        };
        for word in words {
            match *word {
                "--try" => wanted.trial = true,
                "--debug" => wanted.release = false,
                _ => bail!("'{word}' is no option of dist: there are --try and --debug"),
            }
        }
        Ok(wanted)
    }
}

/// Builds the Debian and the RPM package, looks at them, and tries the Debian one if that is asked for.
///
/// # Errors
/// When something does not build, a package is not as it should be, or it does not work where it is installed.
pub(crate) fn dist(wanted: Wanted) -> Result<()> {
    let mut steps = Steps::new();
    steps.must("what is missing", || {
        let trial: &[&[&str]] = if wanted.trial { &[setup::TRIAL] } else { &[] };
        setup::packages(&[&[setup::BUILD, setup::DIST, setup::METADATA], trial].concat())?;
        setup::modules()
    })?;
    steps.must("interface: build", build::interface)?;
    steps.must("programs", || build::packaged(wanted.release))?;
    steps.must("metadata of the packages", metadata::check)?;
    let contents = steps.must("what goes into the packages", || {
        contents::collect(wanted.release)
    })?;
    let packages = steps.must("packages", || packages(wanted.release, &contents))?;
    steps.must("a look at the packages", || look(wanted.release, &packages))?;
    if wanted.trial {
        steps.must("a trial in a clean root", || trial::of(&packages.deb))?;
    }
    steps.print();
    println!("The Debian package: {}", paths::shown(&packages.deb));
    println!("The RPM package:    {}", paths::shown(&packages.rpm));
    Ok(())
}

/// The packages that were built.
struct Packages {
    deb: PathBuf,
    rpm: PathBuf,
}

/// Has the Tauri CLI, which is one of the interface's npm packages, bundle what is built already.
///
/// It does not build, because it knows no way to select a package of this workspace, and none of the default ones has the
/// feature that it would ask for.
fn packages(release: bool, contents: &contents::Contents) -> Result<Packages> {
    let bundle = paths::built("bundle", release);
    if bundle.exists() {
        // A package of another version would otherwise stay behind.
        fs::remove_dir_all(&bundle)?;
    }
    // What is only tried need not be small. Both programs carry the same fonts and the same Typst: a window that reaches from one
    // to the other saves a third, which the Tauri CLI's zstd has at its last level, and its xz at none (35 MB).
    let compression = if release {
        json!({ "type": "zstd", "level": 22 })
    } else {
        json!({ "type": "gzip", "level": 1 })
    };
    let linux = json!({
        "deb": { "files": contents.of_deb(), "depends": deb::depends(release)? },
        "rpm": { "files": contents.of_rpm(), "compression": compression },
    });
    let changes = paths::target().join("dist/bundle.json");
    fs::write(&changes, json!({ "bundle": { "linux": linux } }).to_string())?;
    let mut tauri = sh::command(paths::ui().join("node_modules/.bin/tauri"));
    tauri.args(["bundle", "--bundles", "deb,rpm", "--features", "custom-protocol"]);
    if !release {
        tauri.arg("--debug");
    }
    // One program is in both packages, so it says nothing of either.
    tauri.args(["--no-binary-patching", "--config"]).arg(&changes);
    sh::run(&mut tauri)?;
    Ok(Packages {
        deb: deb::packed_anew(&only(&bundle.join("deb"), "deb")?, release)?,
        rpm: only(&bundle.join("rpm"), "rpm")?,
    })
}

/// Returns the one file of a folder whose name ends so.
fn only(folder: &Path, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", paths::shown(folder)))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|is| is == ending))
        .collect();
    match (found.pop(), found.pop()) {
        (Some(path), None) => Ok(path),
        _ => bail!("there is not exactly one .{ending} in {}", paths::shown(folder)),
    }
}

/// Checks the size of the packages, and the Debian one with Debian's own judge.
fn look(release: bool, packages: &Packages) -> Result<()> {
    for package in [&packages.deb, &packages.rpm] {
        let size = fs::metadata(package)?.len();
        println!("{}: {:.1} MB", paths::shown(package), megabytes(size));
        if release {
            small_enough(size).with_context(|| paths::shown(package))?;
        }
    }
    if !release {
        println!(
            "What is only tried was not judged for Debian, which takes minutes with programs of this size."
        );
        return Ok(());
    }
    let mut lintian = sh::command("lintian");
    lintian.args(["--fail-on", "error", "--display-level", ">=warning"]);
    // That a program must share its libraries with all others is a rule for Debian's own archive.
    lintian.args(["--suppress-tags", "embedded-library", "--allow-root"]);
    sh::run(lintian.arg(&packages.deb))
}

fn small_enough(size: u64) -> Result<()> {
    if size > LARGEST {
        bail!(
            "the package weighs {:.1} MB, and {:.0} MB are the most: look for what it need not carry",
            megabytes(size),
            megabytes(LARGEST)
        );
    }
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a package has far fewer than 2^52 bytes"
)]
fn megabytes(size: u64) -> f64 {
    size as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_optimised_and_not_tried_unless_that_is_asked_for() {
        let plain = Wanted {
            trial: false,
            release: true,
        };
        assert_eq!(Wanted::parse(&[]).unwrap(), plain);
        let tried = Wanted {
            trial: true,
            release: false,
        };
        assert_eq!(Wanted::parse(&["--debug", "--try"]).unwrap(), tried);
        assert!(
            Wanted::parse(&["--tyr"])
                .unwrap_err()
                .to_string()
                .contains("--tyr")
        );
    }

    #[test]
    fn a_package_that_weighs_too_much_is_refused() {
        small_enough(LARGEST).unwrap();
        assert!(
            small_enough(LARGEST + 1)
                .unwrap_err()
                .to_string()
                .contains("30 MB")
        );
    }
}
