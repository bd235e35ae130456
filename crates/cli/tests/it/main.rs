//! The command as a script sees it: what it prints, what it writes, how it ends.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn chancery(library: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .arg("--library")
        .arg(library)
        .args(words)
        .env("SOURCE_DATE_EPOCH", "1489741200")
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_visit_goes_from_the_sample_to_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("new/library");
    let sample = json(&chancery(&library, &["sample", "--json"]));
    let id = sample["id"].as_str().expect("an id");
    assert_eq!(
        json(&chancery(&library, &["list", "--json"]))
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(json(&chancery(&library, &["show", id, "--json"]))["id"], *id);
    for (format, start) in [("pdf", "%PDF-"), ("ics", "BEGIN:VCALENDAR"), ("json", "{")] {
        let out = folder.path().join(format!("programme.{format}"));
        let path = out.display().to_string();
        let twice = ["one", "two"].map(|_| {
            let done = chancery(&library, &["export", id, "--format", format, "--out", &path]);
            assert!(done.status.success(), "{}", text(&done.stderr));
            fs::read(&out).expect("a file")
        });
        assert!(text(&twice[0]).starts_with(start), "{format}");
        assert!(
            twice[0] == twice[1],
            "the same visit gives the same bytes as {format}"
        );
    }
    let check = chancery(&library, &["check-library"]);
    assert!(check.status.success(), "{}", text(&check.stdout));
}

#[test]
fn errors_go_to_standard_error_and_the_exit_code_tells() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = chancery(folder.path(), &["import", "no-such-file.ics"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(missing.stdout.is_empty());
    assert!(text(&missing.stderr).contains("no-such-file.ics"));
    assert_eq!(
        chancery(folder.path(), &["show", "nothing"]).status.code(),
        Some(1)
    );
    assert_eq!(chancery(folder.path(), &["fly"]).status.code(), Some(2));
    let error = chancery(folder.path(), &["show", "nothing", "--json"]);
    let error: Value = serde_json::from_slice(&error.stderr).expect("JSON");
    assert_eq!(error["error"]["code"], "no_such_visit");
}

#[test]
fn all_visits_go_into_one_calendar_or_into_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let calendar = folder.path().join("talks.ics");
    fs::write(
        &calendar,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20170301T000000Z\r\n\
         DTSTART:20170320T010000Z\r\nDTEND:20170320T020000Z\r\nSUMMARY:Call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    .expect("written");
    chancery(&library, &["sample"]);
    let imported = chancery(&library, &["import", &calendar.display().to_string()]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let all = folder.path().join("all.ics");
    let done = chancery(
        &library,
        &[
            "export",
            "--all",
            "--format",
            "ics",
            "--out",
            &all.display().to_string(),
        ],
    );
    assert!(done.status.success(), "{}", text(&done.stderr));
    let all = fs::read_to_string(all).expect("a file");
    assert!(all.contains("UID:a@b") && all.matches("BEGIN:VCALENDAR").count() == 1);
    let list = folder.path().join("all.json").display().to_string();
    assert!(
        chancery(&library, &["export", "--all", "--format", "json", "--out", &list])
            .status
            .success()
    );
    let elsewhere = folder.path().join("elsewhere");
    assert_eq!(
        json(&chancery(&elsewhere, &["import", &list, "--json"]))["taken"],
        2
    );
    assert_eq!(
        json(&chancery(&elsewhere, &["list", "--json"]))
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    let visits = folder.path().join("visits");
    let done = chancery(
        &library,
        &[
            "export",
            "--all",
            "--format",
            "json",
            "--out",
            &visits.display().to_string(),
        ],
    );
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(fs::read_dir(visits).expect("a folder").count(), 2);
}
