//! What the packages hold beside the application, which the Tauri CLI puts in by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::{build, paths, sh};

/// Where zsh looks for completions: Debian keeps those of packages apart.
const ZSH: (&str, &str) = ("usr/share/zsh/vendor-completions", "usr/share/zsh/site-functions");

/// Files by their path in the package, without the slash at its beginning.
pub(super) struct Contents(BTreeMap<String, PathBuf>);

impl Contents {
    /// Returns the files of the Debian package in the form of the Tauri CLI's configuration.
    pub(super) fn of_deb(&self) -> Value {
        self.with(|path| path.to_owned())
    }

    /// Returns the files of the RPM package in the form of the Tauri CLI's configuration.
    pub(super) fn of_rpm(&self) -> Value {
        self.with(|path| path.replace(ZSH.0, ZSH.1))
    }

    fn with(&self, path: impl Fn(&str) -> String) -> Value {
        let files = self
            .0
            .iter()
            .map(|(inside, here)| (format!("/{}", path(inside)), here.display().to_string().into()));
        Value::Object(files.collect::<Map<_, _>>())
    }
}

/// Where the files are put together.
struct Folder {
    folder: PathBuf,
    files: BTreeMap<String, PathBuf>,
}

/// Puts together all that goes into the packages beside the application, in `target/dist`.
///
/// # Errors
/// When a file is missing or cannot be written.
pub(super) fn collect(release: bool) -> Result<Contents> {
    let folder = paths::target().join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut into = Folder {
        folder: folder.join("files"),
        files: BTreeMap::new(),
    };
    let root = paths::root();

    into.copy(
        &paths::built(build::COMPANION, release),
        "usr/bin/chancery",
        0o755,
    )?;
    strip(&into.folder.join("usr/bin/chancery"))?;
    // In place: cargo's own `strip` is part of the profile, so each crate would be built a second time for it.
    strip(&paths::built(build::APPLICATION, release))?;

    for (from, to) in [
        (
            "packaging/org.chancery.Chancery.metainfo.xml",
            "usr/share/metainfo/org.chancery.Chancery.metainfo.xml",
        ),
        (
            "packaging/org.chancery.Chancery.xml",
            "usr/share/mime/packages/org.chancery.Chancery.xml",
        ),
        (
            "icons/chancery.svg",
            "usr/share/icons/hicolor/scalable/apps/chancery-desktop.svg",
        ),
        ("packaging/copyright", "usr/share/doc/chancery/copyright"),
        ("THIRD-PARTY.md", "usr/share/doc/chancery/THIRD-PARTY.md"),
        (
            "crates/documents/fonts/OFL-NotoSans.txt",
            "usr/share/doc/chancery/OFL-NotoSans.txt",
        ),
        (
            "crates/documents/fonts/OFL-NotoSansJP.txt",
            "usr/share/doc/chancery/OFL-NotoSansJP.txt",
        ),
        (
            "crates/documents/fonts/OFL-NotoSerif.txt",
            "usr/share/doc/chancery/OFL-NotoSerif.txt",
        ),
        (
            "ui/node_modules/@fontsource-variable/inter/LICENSE",
            "usr/share/doc/chancery/OFL-Inter.txt",
        ),
        (
            "ui/node_modules/lucide-static/LICENSE",
            "usr/share/doc/chancery/ISC-Lucide.txt",
        ),
    ] {
        into.copy(&root.join(from), to, 0o644)?;
    }
    into.write("usr/share/doc/chancery/libraries.txt", &libraries()?)?;
    into.copy(
        &root.join("CHANGELOG.md"),
        "usr/share/doc/chancery/changelog",
        0o644,
    )?;
    into.compress("usr/share/doc/chancery/changelog")?;
    into.manual(release, &folder.join("manual"))?;
    Ok(Contents(into.files))
}

impl Folder {
    fn copy(&mut self, from: &Path, to: &str, mode: u32) -> Result<()> {
        let path = self.folder.join(to);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(from, &path).with_context(|| format!("{} cannot be packaged", paths::shown(from)))?;
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
        self.files.insert(to.to_owned(), path);
        Ok(())
    }

    fn write(&mut self, to: &str, text: &str) -> Result<()> {
        let path = self.folder.join(to);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
        self.files.insert(to.to_owned(), path);
        Ok(())
    }

    /// Compresses a file as Debian wants it, without the time and so always to the same bytes.
    fn compress(&mut self, file: &str) -> Result<()> {
        let Some(path) = self.files.remove(file) else {
            return Ok(());
        };
        sh::run(sh::command("gzip").arg("-9n").arg(&path))?;
        let compressed = format!("{file}.gz");
        self.files
            .insert(compressed.clone(), self.folder.join(compressed));
        Ok(())
    }

    /// Adds the manual pages and completions, which are made from the command line as it is.
    fn manual(&mut self, release: bool, folder: &Path) -> Result<()> {
        sh::run(sh::command(paths::built_example("manual", release)).arg(folder))?;
        for (shell, to) in [
            ("bash", "usr/share/bash-completion/completions"),
            ("zsh", ZSH.0),
            ("fish", "usr/share/fish/vendor_completions.d"),
        ] {
            for (name, path) in entries(&folder.join(shell))? {
                // bash looks for a file that is called as the command is.
                let name = name.strip_suffix(".bash").unwrap_or(&name);
                self.copy(&path, &format!("{to}/{name}"), 0o644)?;
            }
        }
        for (name, path) in entries(&folder.join("man"))? {
            let to = format!("usr/share/man/man1/{name}");
            self.copy(&path, &to, 0o644)?;
            self.compress(&to)?;
        }
        Ok(())
    }
}

/// Returns the files of a folder with their names.
fn entries(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", paths::shown(folder)))? {
        let entry = entry?;
        found.insert(entry.file_name().to_string_lossy().into_owned(), entry.path());
    }
    Ok(found)
}

/// Takes the names of functions out of a program, which nobody needs who runs it.
fn strip(program: &Path) -> Result<()> {
    sh::run(sh::command("strip").arg("--strip-unneeded").arg(program))
}

/// Returns the libraries that are linked into the programs, each with its version and its licence.
fn libraries() -> Result<String> {
    let mut lines = BTreeSet::new();
    for package in [build::APPLICATION, "chancery-cli"] {
        let tree = sh::output(sh::cargo().args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--no-dedupe",
            "--format",
            "{p}|{l}|{r}",
        ]))?;
        lines.extend(tree.lines().filter_map(library));
    }
    Ok(lines.into_iter().collect())
}

/// Returns one line of the list from one line of `cargo tree`: nothing for our own crates, which stand in a folder.
fn library(line: &str) -> Option<String> {
    let mut parts = line.split('|');
    let (name, licence, home) = (parts.next()?, parts.next()?, parts.next()?);
    if name.contains('(') && !name.ends_with("(proc-macro)") {
        return None;
    }
    let name = name.trim_end_matches(" (proc-macro)");
    Some(format!("{name}: {licence} ({home})\n").replace(" ()", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_libraries_has_those_of_others_with_their_licences() {
        assert_eq!(
            library("png v0.18.1|MIT OR Apache-2.0|https://github.com/image-rs/image-png").unwrap(),
            "png v0.18.1: MIT OR Apache-2.0 (https://github.com/image-rs/image-png)\n"
        );
        assert_eq!(
            library("paste v1.0.15 (proc-macro)|MIT|").unwrap(),
            "paste v1.0.15: MIT\n"
        );
        assert_eq!(library("visit v0.1.0 (/home/me/visit)|Apache-2.0|"), None);
    }

    #[test]
    fn each_distribution_has_its_place_for_completions_of_zsh() {
        let path = format!("{}/_chancery", ZSH.0);
        let contents = Contents(BTreeMap::from([(path, PathBuf::from("/here"))]));
        assert!(
            contents
                .of_deb()
                .get("/usr/share/zsh/vendor-completions/_chancery")
                .is_some()
        );
        assert!(
            contents
                .of_rpm()
                .get("/usr/share/zsh/site-functions/_chancery")
                .is_some()
        );
    }
}
