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
fn all_visits_go_into_one_file_or_into_a_folder() {
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
    let export_all = |format: &str, name: &str| {
        let path = folder.path().join(name);
        let out = path.display().to_string();
        let done = chancery(&library, &["export", "--all", "--format", format, "--out", &out]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        path
    };

    let all = fs::read_to_string(export_all("ics", "all.ics")).expect("a file");
    assert!(all.contains("UID:a@b") && all.matches("BEGIN:VCALENDAR").count() == 1);

    let list = export_all("json", "all.json").display().to_string();
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

    let read = Command::new("pdftotext")
        .arg(export_all("pdf", "all.pdf"))
        .arg("-")
        .output()
        .expect(
            "this test reads a PDF with pdftotext, which cannot be started: run `cargo xtask test`, which installs it",
        );
    let read = text(&read.stdout);
    assert!(read.contains("Two Plus Two") && read.contains("Call"), "{read}");

    let visits = export_all("json", "visits");
    assert_eq!(fs::read_dir(visits).expect("a folder").count(), 2);
}

#[test]
fn where_there_is_no_visit_there_is_nothing_to_export() {
    let folder = tempfile::tempdir().expect("a folder");
    for out in ["all.pdf", "all.ics", "all.json", "folder"] {
        let path = folder.path().join(out);
        let format = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or("pdf");
        let out = path.display().to_string();
        let refused = chancery(
            &folder.path().join("library"),
            &["export", "--all", "--format", format, "--out", &out],
        );
        assert_eq!(refused.status.code(), Some(1));
        assert!(text(&refused.stderr).contains("Create or import a visit first"));
        assert!(!path.exists(), "{out}");
    }
}
