//! A Debian system of its own in a folder, in which nothing of Chancery has ever been.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{paths, sh};

/// What a person's desktop has and the packages do not ask for: a screen, a message bus, and what reads what they bring.
const DESKTOP: &str =
    "dbus,desktop-file-utils,libglib2.0-bin,man-db,procps,shared-mime-info,xauth,xdg-utils,xvfb";

/// The name of the person who works in it, who is not root.
pub(super) const PERSON: &str = "officer";

/// Folders in which a running system changes files that no package owns.
const RESTLESS: &[&str] = &[
    "dev",
    "home",
    "proc",
    "run",
    "sys",
    "tmp",
    "var/cache",
    "var/lib/apt",
    "var/log",
];

/// The system in its folder.
pub(super) struct Root {
    folder: PathBuf,
}

impl Root {
    /// Makes it anew, from where this system's own packages come.
    ///
    /// # Errors
    /// When that cannot be done, or not by this user.
    pub(super) fn make() -> Result<Self> {
        if sh::output(sh::command("id").arg("-u"))?.trim() != "0" {
            bail!("a clean root can only be made by root: run `cargo xtask dist --try` as root");
        }
        let folder = paths::target().join("dist/root");
        if folder.exists() {
            let mounts = fs::read_to_string("/proc/self/mountinfo")?;
            nothing_is_mounted(&folder, &mounts)?;
            fs::remove_dir_all(&folder)?;
        }
        let sources = sources()?;
        // With mounts of its own, which end with it however it ends: what is removed later is files and nothing else.
        let mut make = sh::command("unshare");
        make.args(["--mount", "--pid", "--fork", "--kill-child", "mmdebstrap"]);
        make.args(["--quiet", "--mode=root", "--variant=minbase"])
            .arg(format!("--include={DESKTOP}"));
        for proxy in proxies()? {
            make.arg(format!("--aptopt={proxy}"));
        }
        make.arg(&sources.release).arg(&folder).args(&sources.lines);
        sh::run(&mut make)?;
        let root = Self { folder };
        sh::run(&mut root.inside("root", &["useradd", "--create-home", PERSON]))?;
        Ok(root)
    }

    /// Returns a path of the system as this one sees it.
    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.folder.join(inside.trim_start_matches('/'))
    }

    /// Returns a command that runs another inside. What it starts ends with it.
    pub(super) fn inside(&self, user: &str, words: &[&str]) -> Command {
        let home = if user == "root" {
            String::from("/root")
        } else {
            format!("/home/{user}")
        };
        let mut command = sh::command("unshare");
        command
            .args(["--mount", "--pid", "--fork", "--kill-child", "sh"])
            .arg(paths::root().join("xtask/src/dist/enter.sh"))
            .arg(&self.folder)
            .args([user, &home])
            .args(words);
        command
    }

    /// Returns all files, without those that come and go by themselves.
    pub(super) fn files(&self) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in
                fs::read_dir(&folder).with_context(|| format!("{} cannot be read", paths::shown(&folder)))?
            {
                let entry = entry?;
                let path = entry.path();
                let inside = path.strip_prefix(&self.folder)?;
                if restless(inside) {
                    continue;
                }
                found.insert(inside.display().to_string());
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                }
            }
        }
        Ok(found)
    }
}

/// Refuses a folder in which something is mounted: removing it would remove what is there.
fn nothing_is_mounted(folder: &Path, mounts: &str) -> Result<()> {
    let mounted = mounts
        .lines()
        .filter_map(|line| line.split(' ').nth(4))
        .find(|place| Path::new(place).starts_with(folder));
    if let Some(place) = mounted {
        bail!(
            "{} is still mounted in the clean root of an earlier run: run `umount {place}` and try again",
            place
        );
    }
    Ok(())
}

/// Returns whether a file says nothing of what a package left behind.
fn restless(inside: &Path) -> bool {
    // dpkg keeps an older copy of its own lists.
    RESTLESS.iter().any(|folder| inside == Path::new(folder))
        || (inside.starts_with("var/lib/dpkg") && inside.to_string_lossy().ends_with("-old"))
}

/// Where packages come from.
#[derive(Debug, PartialEq, Eq)]
struct Sources {
    release: String,
    lines: Vec<String>,
}

/// Returns where this system's own Debian packages come from.
fn sources() -> Result<Sources> {
    let mut ask = sh::command("apt-get");
    ask.args([
        "indextargets",
        "--format",
        "$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)",
        "Created-By: Packages",
    ]);
    parse(&sh::output(&mut ask)?)
}

fn parse(targets: &str) -> Result<Sources> {
    let mut release = None;
    let mut lines = Vec::new();
    for target in targets.lines() {
        let parts: Vec<&str> = target.split('|').collect();
        if let ["Debian", uri, of, component] = parts.as_slice() {
            release.get_or_insert_with(|| of.split('-').next().unwrap_or(of).to_owned());
            lines.push(format!("deb {uri} {of} {component}"));
        }
    }
    lines.dedup();
    Ok(Sources {
        release: release.context("apt knows no source of Debian packages: `apt-get update` may help")?,
        lines,
    })
}

/// Returns how apt goes through a proxy here, if it does.
fn proxies() -> Result<Vec<String>> {
    let dump = sh::output(sh::command("apt-config").args(["dump", "Acquire"]))?;
    let lines = dump
        .lines()
        .filter(|line| line.contains("Proxy") && !line.contains("\"\""));
    Ok(lines.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_of_debian_are_taken_and_those_of_others_left() {
        let sources = parse(
            "Debian|http://deb.debian.org/debian/|bookworm|main\n\
             . nodistro|https://deb.nodesource.com/node_20.x/|nodistro|main\n\
             Debian|http://deb.debian.org/debian-security/|bookworm-security|main\n",
        )
        .unwrap();
        assert_eq!(
            sources,
            Sources {
                release: String::from("bookworm"),
                lines: vec![
                    String::from("deb http://deb.debian.org/debian/ bookworm main"),
                    String::from("deb http://deb.debian.org/debian-security/ bookworm-security main"),
                ],
            }
        );
        assert!(parse("").is_err());
    }

    #[test]
    fn a_root_in_which_something_is_mounted_is_never_removed() {
        let mounts = "22 1 254:0 / / rw - ext4 /dev/vda rw\n\
                      31 22 0:5 / /build/root/dev/shm rw - tmpfs tmpfs rw\n";
        nothing_is_mounted(Path::new("/build/roo"), mounts).unwrap();
        let error = nothing_is_mounted(Path::new("/build/root"), mounts).unwrap_err();
        assert!(
            error.to_string().contains("umount /build/root/dev/shm"),
            "{error}"
        );
    }

    #[test]
    fn what_comes_and_goes_by_itself_is_not_left_behind_by_a_package() {
        assert!(restless(Path::new("var/cache")));
        assert!(restless(Path::new("var/lib/dpkg/status-old")));
        assert!(!restless(Path::new("var/lib/dpkg/info/chancery.list")));
        assert!(!restless(Path::new("usr/bin/chancery")));
    }
}
