//! Ctrl+C.
#![cfg(target_os = "linux")]

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::{chancery, json, sample, text};

/// Starts an import that waits for its file, and returns it with the end into which the file goes. When this returns, the
/// command is reading.
fn waiting_import(folder: &Path, library: &Path) -> (Child, File) {
    let pipe = folder.join("calendar.ics");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .arg("--library")
        .arg(library)
        .arg("import")
        .arg(&pipe)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    // Opening waits for somebody who reads.
    let end = File::options().write(true).open(&pipe).expect("the other end");
    (child, end)
}

fn signal(name: &str, child: &Child) {
    let sent = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
}

#[test]
fn ctrl_c_ends_a_command_with_nothing_half_done() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("library");
        sample(&library);
        let (child, mut end) = waiting_import(folder.path(), &library);
        signal(name, &child);
        end.write_all(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20170301T000000Z\r\n\
              DTSTART:20170320T010000Z\r\nSUMMARY:Call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        )
        .expect("written");
        drop(end);
        let ended = child.wait_with_output().expect("an end");
        assert_eq!(ended.status.code(), Some(code), "{}", text(&ended.stderr));
        assert!(
            text(&ended.stderr).contains("Cancelled"),
            "{}",
            text(&ended.stderr)
        );
        let visits = json(&chancery(&library, &["list", "--json"]));
        assert_eq!(visits.as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn a_second_ctrl_c_ends_a_command_that_waits_for_something_that_never_comes() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let (mut child, end) = waiting_import(folder.path(), &library);
    let status = loop {
        if let Some(status) = child.try_wait().expect("a state") {
            break status;
        }
        signal("INT", &child);
    };
    drop(end);
    assert_eq!(status.code(), Some(130));
    assert!(
        !fs::exists(&library).expect("an answer"),
        "nothing came to be put into it"
    );
}
