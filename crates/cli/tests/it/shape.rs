//! What scripts rely on: the shape of errors, and what the environment may say.

use std::{fs, process::Command, sync::Arc};

use serde_json::Value;

use crate::{Nobody, chancery, json, output::another_visit, sample, text};

#[test]
fn every_error_has_one_shape() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    sample(&library);
    let notes = folder.path().join("notes.txt");
    fs::write(&notes, "Dear colleague").expect("written");
    let notes = notes.display().to_string();
    let out = folder.path().join("no/such/folder/x.ics").display().to_string();
    for (words, code) in [
        (&["import", "no-such-file"][..], 1),
        (&["import", &notes], 1),
        (&["import", &notes, "--into", "nothing"], 1),
        (&["show", "nothing"], 1),
        (&["export", "nothing", "--format", "pdf", "--out", "x"], 1),
        (&["export", "Tokyo", "--format", "ics", "--out", &out], 1),
        (&["backup", &notes], 1),
        (&["recover", "nothing"], 1),
        (&["rescue", &library.display().to_string()], 1),
        (&["fly"], 2),
        (&[], 2),
        (&["list", "--wings"], 2),
        (&["show"], 2),
        (&["export", "x", "--format", "doc", "--out", "x"], 2),
    ] {
        let failed = chancery(&library, &[words, &["--json"]].concat());
        assert_eq!(
            failed.status.code(),
            Some(code),
            "{words:?}: {}",
            text(&failed.stderr)
        );
        assert_eq!(text(&failed.stdout), "", "{words:?}");
        let lines = text(&failed.stderr);
        assert!(!lines.is_empty(), "{words:?}");
        for line in lines.lines() {
            let notice: Value = serde_json::from_str(line).expect(line);
            assert_eq!(notice["severity"], "error", "{line}");
            for field in ["code", "message", "subject"] {
                assert!(notice[field].is_string(), "{field} in {line}");
            }
            assert!(
                !notice["message"].as_str().unwrap_or_default().is_empty(),
                "{line}"
            );
            assert!(
                notice["remedy"].is_null() || notice["remedy"].is_string(),
                "{line}"
            );
            let fields = ["severity", "code", "message", "subject", "remedy"];
            let known = notice.as_object().expect("an object").keys();
            assert!(
                known.into_iter().all(|field| fields.contains(&field.as_str())),
                "{line}"
            );
        }
    }
}

#[test]
fn the_answer_of_every_command_is_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let id = sample(&library);
    let out = |name: &str| folder.path().join(name).display().to_string();
    for words in [
        &["list"][..],
        &["show", &id],
        &["export", &id, "--format", "json", "--out", &out("one.json")],
        &["export", "--all", "--format", "ics", "--out", &out("all.ics")],
        &["import", &out("one.json")],
        &["check-library"],
        &["backup", &out("copy.chancery")],
        &["rescue", &out("rescued")],
        &["recover", &id],
    ] {
        let answer = json(&chancery(&library, &[words, &["--json"]].concat()));
        assert!(answer.is_object() || answer.is_array(), "{words:?}");
    }
}

#[test]
#[cfg(unix)]
fn an_argument_that_is_not_utf_8_is_no_reason_to_panic() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    sample(&library);
    let odd = OsStr::from_bytes(b"od\xffd");
    let path = folder.path().join(odd);
    let run = |words: &[&OsStr], code: i32| {
        for json in [None, Some("--json")] {
            let done = Command::new(env!("CARGO_BIN_EXE_chancery"))
                .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
                .arg("--library")
                .arg(&library)
                .args(words)
                .args(json)
                .output()
                .expect("the command runs");
            let said = text(&done.stderr);
            assert_eq!(done.status.code(), Some(code), "{words:?}: {said}");
            assert!(!said.contains("panicked"), "{said}");
        }
    };
    run(&["show".as_ref(), odd], 2);
    run(&["import".as_ref(), odd], 1);
    let export = ["export", "--all", "--format", "ics", "--out"].map(OsStr::new);
    run(&[&export[..], &[path.as_os_str()]].concat(), 0);
    assert!(path.is_dir());
}

#[test]
fn a_variable_that_says_nothing_sensible_is_an_error_of_the_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    for (variable, value) in [
        ("SOURCE_DATE_EPOCH", "yesterday"),
        ("SOURCE_DATE_EPOCH", ""),
        ("SOURCE_DATE_EPOCH", "-1"),
        ("CHANCERY_AUTHOR", ""),
        ("CHANCERY_AUTHOR", "Anna\nOrlova"),
        ("CHANCERY_AUTHOR", &"a".repeat(201)),
    ] {
        let refused = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
            .arg("--library")
            .arg(&library)
            .args(["sample", "--json"])
            .env(variable, value)
            .output()
            .expect("the command runs");
        assert_eq!(refused.status.code(), Some(2), "{variable}={value:?}");
        let notice: Value = serde_json::from_slice(&refused.stderr).expect("JSON");
        assert_eq!(notice["subject"], variable);
        assert!(!library.exists(), "nothing was made");
    }
    let help = text(&chancery(&library, &["--help"]).stdout);
    for variable in ["CHANCERY_LIBRARY", "CHANCERY_AUTHOR", "SOURCE_DATE_EPOCH"] {
        assert!(help.contains(variable), "{variable} in {help}");
    }
}

#[test]
fn what_is_stored_has_the_true_time_and_the_account_whatever_the_environment_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let file = folder.path().join("visit.json");
    another_visit(&library, &file, "a", "First");
    let again = folder.path().join("again");
    let imported = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .arg("--library")
        .arg(&again)
        .arg("import")
        .arg(&file)
        .env("SOURCE_DATE_EPOCH", "1489741200")
        .env("CHANCERY_AUTHOR", "Anna Orlova")
        .output()
        .expect("the command runs");
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let desk = desk::Desk::open(&again, desk::Access::Read, Arc::new(Nobody)).expect("a library");
    let history = desk.history(&visit::VisitId::from("a")).expect("a history");
    let made = history.last().expect("an entry");
    let account = desk::AuthorName::of(None).expect("an account");
    assert_eq!(made.author, format!("Anna Orlova (account {})", account.as_str()));
    assert!(made.at.timestamp() > 1_700_000_000, "{}", made.at);
}
