//! What the Debian package depends on, and how it is packed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::{build, paths, sh};

/// Returns the packages without which the programs do not start, with their versions, as dpkg finds them in the programs.
///
/// # Errors
/// When dpkg cannot tell.
pub(super) fn depends(release: bool) -> Result<Vec<String>> {
    // It wants to stand in the source of a package.
    let folder = paths::target().join("dist/depends");
    fs::create_dir_all(folder.join("debian"))?;
    fs::write(
        folder.join("debian/control"),
        "Source: chancery\n\nPackage: chancery\nArchitecture: any\n",
    )?;
    let mut ask = sh::command("dpkg-shlibdeps");
    ask.current_dir(&folder).arg("-O");
    for program in [build::APPLICATION, build::COMPANION] {
        ask.arg("-e").arg(paths::built(program, release));
    }
    parse(&sh::output(&mut ask)?)
}

/// Packs a package anew, as Debian does: under the package's own name, owned by root, and compressed with xz, which the Tauri
/// CLI does not know for it. Returns the new file, which takes the place of the old one.
///
/// # Errors
/// When dpkg cannot do it.
pub(super) fn packed_anew(package: &Path, release: bool) -> Result<PathBuf> {
    let folder = paths::target().join("dist/deb");
    sh::run(
        sh::command("dpkg-deb")
            .arg("--raw-extract")
            .args([package, &folder]),
    )?;
    fs::remove_file(package)?;
    let name = package
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let packed = package.with_file_name(name);
    let mut pack = sh::command("dpkg-deb");
    pack.args(["--root-owner-group", "--build"]);
    // What is only tried need not be small.
    pack.args(if release {
        ["-Zxz", "-z9"]
    } else {
        ["-Zgzip", "-z1"]
    });
    sh::run(pack.args([&folder, &packed]))?;
    Ok(packed)
}

fn parse(answer: &str) -> Result<Vec<String>> {
    let list = answer
        .lines()
        .find_map(|line| line.strip_prefix("shlibs:Depends="))
        .with_context(|| format!("dpkg-shlibdeps does not say what the programs depend on: {answer:?}"))?;
    Ok(list.split(", ").map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_depends_on_is_read_with_its_versions() {
        let answer = "shlibs:Depends=libc6 (>= 2.34), libgtk-3-0 (>= 3.24.0)\n";
        assert_eq!(
            parse(answer).unwrap(),
            ["libc6 (>= 2.34)", "libgtk-3-0 (>= 3.24.0)"]
        );
        assert!(parse("").is_err());
    }
}
