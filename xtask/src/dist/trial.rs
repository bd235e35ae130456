//! `cargo xtask dist --try`: the Debian package where nothing of Chancery has ever been, from the installation to its removal.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::root::{PERSON, Root};
use crate::picture::{self, Frame};
use crate::{display, paths, sh};

/// Where the screen inside keeps its memory.
const SCREEN: &str = "/tmp/screen";

/// The folder of the person inside.
const HOME: &str = "/home/officer";

/// The file of all that the person has made.
const LIBRARY: &str = "/home/officer/.local/share/chancery/library.chancery";

/// How the desktop knows a visit's file.
const VISIT: &str = "application/vnd.chancery.visit+json";

/// How long the screen or the end of a session may take altogether: a protection from a run that never ends.
const HANGS: Duration = Duration::from_secs(10 * 60);

/// One meeting in another program's calendar.
const CALENDAR: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Embassy//Calendar//EN\r
BEGIN:VEVENT\r
UID:reception@embassy.example\r
DTSTAMP:20170301T090000Z\r
DTSTART:20170320T090000Z\r
DTEND:20170320T110000Z\r
SUMMARY:Reception at the embassy\r
END:VEVENT\r
END:VCALENDAR\r
";

/// Installs the package into a clean root, uses it there as a person does, removes it, and looks for what it leaves.
///
/// # Errors
/// When a step fails; the message says which.
pub(super) fn of(package: &Path) -> Result<()> {
    let root = Root::make()?;
    // It is made without the lists that it was made from.
    sh::run(&mut root.inside("root", &["apt-get", "-q", "update"]))?;
    let depends = sh::output(sh::command("dpkg-deb").arg("--field").arg(package).arg("Depends"))?;
    apt(&root, &["satisfy", depends.trim()])?;
    let before = root.files()?;

    fs::copy(package, root.path("/tmp/chancery.deb"))?;
    apt(&root, &["install", "/tmp/chancery.deb"])?;
    companion(&root)?;
    associations(&root)?;
    window(&root)?;

    apt(&root, &["purge", "chancery"])?;
    let left = left_behind(&before, &root.files()?);
    ensure!(
        left.is_empty(),
        "the package left behind or took away:\n{}",
        left.join("\n")
    );
    ensure!(
        root.path(LIBRARY).is_file(),
        "the person's library went with the package"
    );
    println!("Nothing is left behind but what the person made.");
    Ok(())
}

fn apt(root: &Root, words: &[&str]) -> Result<()> {
    let mut line = vec!["apt-get", "-q", "-y", "--no-install-recommends"];
    line.extend(words);
    sh::run(&mut root.inside("root", &line)).context("apt inside the clean root")
}

/// Returns what a program inside says to the person.
fn said(root: &Root, words: &[&str]) -> Result<String> {
    sh::output(&mut root.inside(PERSON, words))
}

/// Asks a program inside and compares its answer.
fn expect(root: &Root, words: &[&str], expected: &str) -> Result<()> {
    let answer = said(root, words)?;
    ensure!(
        answer.contains(expected),
        "'{}' does not say {expected:?} but {answer:?}",
        words.join(" ")
    );
    Ok(())
}

/// Uses the companion, its manual and its completions.
fn companion(root: &Root) -> Result<()> {
    expect(root, &["chancery", "--version"], "chancery ")?;
    for page in ["chancery", "chancery-export"] {
        expect(root, &["man", "-P", "cat", page], "SYNOPSIS")?;
    }
    expect(
        root,
        &[
            "bash",
            "-c",
            "set -e; . /usr/share/bash-completion/completions/chancery; complete -p chancery",
        ],
        "chancery",
    )
}

/// Asks the desktop what it takes the files for, and with what it opens them.
fn associations(root: &Root) -> Result<()> {
    let entry = "/usr/share/applications/Chancery.desktop";
    sh::run(&mut root.inside(PERSON, &["desktop-file-validate", entry]))?;
    let visit = fs::read(paths::sample())?;
    // A visit is known by its name, and by what is in it.
    for (name, bytes, kind) in [
        ("tokyo.visit.json", visit.as_slice(), VISIT),
        ("renamed.json", visit.as_slice(), VISIT),
        ("other.json", b"{\"schema\": 1}".as_slice(), "application/json"),
        ("talks.ics", CALENDAR.as_bytes(), "text/calendar"),
    ] {
        let file = format!("{HOME}/{name}");
        fs::write(root.path(&file), bytes)?;
        expect(
            root,
            &["gio", "info", "--attributes=standard::content-type", &file],
            &format!("content-type: {kind}\n"),
        )?;
    }
    for kind in [VISIT, "text/calendar"] {
        expect(root, &["xdg-mime", "query", "default", kind], "Chancery.desktop")?;
    }
    Ok(())
}

/// Opens the window from the desktop's menu, and by a file of each kind.
fn window(root: &Root) -> Result<()> {
    let entry = "/usr/share/applications/Chancery.desktop";
    let empty = session(root, "1-started", &["gio", "launch", entry], None)?;
    // A calendar comes in as a new visit that is called as the file is, a visit under its own title. The calendar is first:
    // with a visit open, the application would ask whether it belongs there.
    for (picture, name, title) in [
        ("2-calendar", "talks.ics", "talks"),
        ("3-visit", "tokyo.visit.json", "Visit of Sergey Lavrov to Japan"),
    ] {
        let file = format!("{HOME}/{name}");
        let shown = session(root, picture, &["gio", "open", &file], Some((&file, title)))?;
        ensure!(
            !shown.resembles(&empty),
            "{name} was opened, and the window looks as it does without it"
        );
    }
    Ok(())
}

/// Does one thing on a screen inside, waits for the application's window, and keeps its picture. If that opens a file, the
/// application must have been given it, and have taken it in under this title.
fn session(root: &Root, picture: &str, words: &[&str], file: Option<(&str, &str)>) -> Result<Frame> {
    let screen = root.path(SCREEN);
    if screen.exists() {
        fs::remove_dir_all(&screen)?;
    }
    sh::run(&mut root.inside(PERSON, &["mkdir", SCREEN]))?;
    let server = format!("-screen 0 1280x800x24 -fbdir {SCREEN}");
    let script = include_str!("session.sh");
    let mut line = vec!["xvfb-run", "-a", "-s", &server, "dbus-run-session", "--"];
    line.extend(["sh", "-c", script, "session"]);
    line.extend(words);
    let mut child = root
        .inside(PERSON, &line)
        .spawn()
        .context("the session inside the clean root cannot be started")?;
    let frame =
        painted(root, &screen, &mut child, file.map(|(_, title)| title)).with_context(|| words.join(" "));
    let arguments = fs::read_to_string(root.path("/tmp/session/arguments"));
    // The application is asked to end; the session ends with it.
    let asked = fs::write(root.path("/tmp/session/end"), "");
    if frame.is_ok() && asked.is_ok() {
        wait_until("the session inside the clean root has ended", || {
            Ok(child.try_wait()?.is_some())
        })?;
    }
    if child.try_wait()?.is_none() {
        // Whoever looks for the fault sees what was on the screen.
        let kept = Frame::read(&screen).and_then(|frame| frame.save(&file_of(picture)));
        if let Err(error) = kept {
            eprintln!("there is no picture of the failure: {error:#}");
        }
        display::end(&mut child)?;
    }
    let frame = frame?;
    frame.save(&file_of(picture))?;
    if let Some((file, _)) = file {
        let arguments = arguments?;
        ensure!(
            arguments.lines().any(|line| line == file),
            "{file} was opened, and the application was given {arguments:?}"
        );
    }
    Ok(frame)
}

/// Returns where a picture is kept.
fn file_of(picture: &str) -> PathBuf {
    paths::out().join(format!("dist/{picture}.png"))
}

fn painted(root: &Root, screen: &Path, child: &mut Child, title: Option<&str>) -> Result<Frame> {
    let memory = screen.join("Xvfb_screen0");
    wait_until("the screen inside the clean root is there", || {
        if child.try_wait()?.is_some() {
            bail!("the session ended before its screen was there");
        }
        // The file is made first and then filled.
        Ok(memory.is_file() && Frame::read(screen).is_ok())
    })?;
    if let Some(title) = title {
        wait_until(&format!("the library has the visit {title:?}"), || {
            if child.try_wait()?.is_some() {
                bail!("the application ended before it had taken in {title:?}");
            }
            // There is no library before the application has made one.
            let list = root.inside(PERSON, &["chancery", "list"]).output()?;
            Ok(String::from_utf8_lossy(&list.stdout).contains(title))
        })?;
    }
    Ok(picture::settle(screen, || Ok(child.try_wait()?.is_none()))?.frame)
}

fn wait_until(what: &str, mut there: impl FnMut() -> Result<bool>) -> Result<()> {
    let started = Instant::now();
    while !there()? {
        ensure!(
            started.elapsed() < HANGS,
            "waited {} minutes until {what}",
            HANGS.as_secs() / 60
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Returns what is there only before (`-`) or only afterwards (`+`).
fn left_behind(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Vec<String> {
    let gone = before.difference(after).map(|path| format!("- {path}"));
    gone.chain(after.difference(before).map(|path| format!("+ {path}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_package_leaves_and_what_it_takes_away_are_both_told() {
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            left_behind(&files(&["etc/a", "etc/b"]), &files(&["etc/b", "etc/c"])),
            ["- etc/a", "+ etc/c"]
        );
    }
}
