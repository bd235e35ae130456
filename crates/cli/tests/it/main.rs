//! The command as a script sees it: what it prints, what it writes, how it ends.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod calendars;
mod damage;
mod days;
mod files;
mod interrupts;
mod output;
mod shape;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn chancery(library: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .arg("--library")
        .arg(library)
        .args(words)
        .env("SOURCE_DATE_EPOCH", "1489741200")
        .output()
        .expect("the command runs")
}

/// The application, as far as the library knows: this process has it open for changes.
fn held_open(library: &Path) -> desk::Desk {
    desk::Desk::open(library, desk::Access::Write, std::sync::Arc::new(Nobody)).expect("a library")
}

/// Makes a library without a visit.
fn make_empty(library: &Path) {
    desk::Desk::open(library, desk::Access::Create, std::sync::Arc::new(Nobody)).expect("a library");
}

/// A host of whom nothing is asked.
struct Nobody;

impl desk::Host for Nobody {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::UNIX_EPOCH
    }

    fn random(&self) -> [u8; 16] {
        uuid::Uuid::new_v4().into_bytes()
    }

    fn author(&self) -> desk::Author {
        desk::Author::new("somebody", "Somebody else")
    }

    fn report(&self, _: desk::JobProgress) {}
}

/// A library with the sample in it, and the id of the sample.
fn sample(library: &Path) -> String {
    json(&chancery(library, &["sample", "--json"]))["id"]
        .as_str()
        .expect("an id")
        .to_owned()
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
fn only_what_brings_something_in_makes_a_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let mistyped = folder.path().join("mistyped");
    let out = folder.path().join("out.json").display().to_string();
    for words in [
        &["list"][..],
        &["show", "Tokyo"],
        &["export", "--all", "--format", "json", "--out", &out],
        &["check-library"],
        &["backup", &out],
        &["import", "talks.ics", "--into", "Tokyo"],
    ] {
        let refused = chancery(&mistyped, &[words, &["--json"]].concat());
        assert_eq!(refused.status.code(), Some(1), "{words:?}");
        let error: Value = serde_json::from_slice(&refused.stderr).expect("JSON");
        assert_eq!(error["code"], "no_library", "{words:?}");
        let message = error["message"].as_str().expect("a message");
        assert!(message.contains("mistyped"), "{message}");
        assert_eq!(
            fs::read_dir(folder.path()).expect("a folder").count(),
            0,
            "{words:?}"
        );
    }
    sample(&mistyped);
    assert!(mistyped.join(desk::LIBRARY_FILE).exists());
}

#[test]
fn what_reads_works_beside_the_open_application_and_what_writes_says_who_is_in_the_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let id = sample(&library);
    let open = held_open(&library);
    let out = |name: &str| folder.path().join(name).display().to_string();
    for words in [
        &["list"][..],
        &["show", &id],
        &["export", &id, "--format", "ics", "--out", &out("one.ics")],
        &["export", "--all", "--format", "json", "--out", &out("all.json")],
        &["check-library"],
        &["backup", &out("copy")],
    ] {
        let done = chancery(&library, words);
        assert!(done.status.success(), "{words:?}: {}", text(&done.stderr));
    }
    let refused = chancery(&library, &["sample"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("already open"),
        "{}",
        text(&refused.stderr)
    );
    drop(open);
    assert!(chancery(&library, &["sample"]).status.success());
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
    sample(folder.path());
    let error = chancery(folder.path(), &["show", "nothing", "--json"]);
    let error: Value = serde_json::from_slice(&error.stderr).expect("JSON");
    assert_eq!(error["code"], "no_such_visit");
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
    make_empty(&folder.path().join("library"));
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
