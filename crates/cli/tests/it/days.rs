//! Some days of a programme, and paths that are no text.

use std::{path::Path, process::Command};

use crate::{chancery, json, text};

#[test]
fn an_export_of_some_days_is_asked_for_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let sample = json(&chancery(&library, &["sample", "--json"]));
    let id = sample["id"].as_str().expect("an id");
    let out = folder.path().join("programme.ics").display().to_string();
    let export = |days: &str| {
        chancery(
            &library,
            &["export", id, "--format", "ics", "--out", &out, "--days", days],
        )
    };
    let done = export("2017-03-20..2017-03-20");
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(
        text(&done.stderr).contains("without a day"),
        "{}",
        text(&done.stderr)
    );
    for (days, words) in [
        ("2017-03-21..2017-03-20", "2017-03-20..2017-03-21"),
        ("20.3.2017", "YEAR-MONTH-DAY"),
        ("..", "first or a last day"),
    ] {
        let refused = export(days);
        assert_eq!(refused.status.code(), Some(2), "{days}");
        assert!(text(&refused.stderr).contains(words), "{}", text(&refused.stderr));
    }
    assert_eq!(export("2031-01-01..").status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_written_and_answered() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    json(&chancery(&library, &["sample", "--json"]));
    let run = |words: &[&str], path: &Path| {
        Command::new(env!("CARGO_BIN_EXE_chancery"))
            .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
            .arg("--library")
            .arg(&library)
            .args(words)
            .arg(path)
            .output()
            .expect("the command runs")
    };
    let name = |bytes: &[u8]| folder.path().join(OsStr::from_bytes(bytes));
    let export: &[&str] = &["export", "--all", "--format", "ics", "--json", "--out"];
    for (words, path) in [
        (export, name(b"a\xff.ics")),
        (&["backup", "--json"], name(b"b\xfe.chancery")),
    ] {
        let answer = json(&run(words, &path));
        assert!(answer["written"].to_string().contains('\u{fffd}'), "{answer}");
        assert!(path.exists());
    }
    let again = run(&["import", "--json"], &name(b"a\xff.ics"));
    json(&again);
}
