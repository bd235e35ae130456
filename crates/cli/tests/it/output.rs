//! What people see: escaped, cut, and with an end that tells the truth.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::{chancery, json, sample, text};

/// Clears the screen, turns the text round, begins a line of its own and colours it.
const HOSTILE: &str = "Tok\u{1b}[2J\u{202e}yo\u{9b}31m\u{2066}x\u{2028}y";

/// Imports the sample under another id and title, and returns the file that it was imported from.
pub(crate) fn another_visit(library: &Path, file: &Path, id: &str, title: &str) {
    let mut visit = json(&chancery(library, &["show", &sample(library), "--json"]));
    visit["id"] = id.into();
    visit["facts"]["title"] = serde_json::json!({ "en": title });
    for engagement in visit["engagements"]
        .as_object_mut()
        .expect("engagements")
        .values_mut()
    {
        engagement["title"] = serde_json::json!({ "en": title });
    }
    fs::write(file, visit.to_string()).expect("written");
    let imported = chancery(library, &["import", &file.display().to_string()]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
}

/// Says that nothing in an output could deceive whoever reads it.
fn assert_harmless(what: &str, output: &Output) {
    for stream in [&output.stdout, &output.stderr] {
        let shown = String::from_utf8(stream.clone()).expect("UTF-8");
        let deceives = |letter: char| {
            letter != '\n' && letter.is_control()
                || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!shown.contains(deceives), "{what}: {shown:?}");
    }
}

#[test]
fn what_a_hostile_name_holds_is_shown_escaped_wherever_it_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let file = folder.path().join("evil\u{1b}[31m.json");
    another_visit(&library, &file, "evil", HOSTILE);
    let calendar = folder.path().join("evil.ics");
    let events = "BEGIN:VEVENT\r\nUID:c@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART:20170320T160000\r\n\
                  DTEND:20170320T150000\r\nSUMMARY:Back\u{202e}wards\\nnext\r\nEND:VEVENT\r\n";
    fs::write(
        &calendar,
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n"),
    )
    .expect("written");
    let (file, calendar) = (file.display().to_string(), calendar.display().to_string());
    let out = folder.path().join("out\u{1b}[31m").display().to_string();
    for words in [
        &["import", &file][..],
        &["import", &calendar],
        &["list"],
        &["list", "--json"],
        &["show", "evil"],
        &["show", "evil", "--json"],
        &["show", HOSTILE],
        &["show", "no\u{1b}[31m such \u{202e} visit"],
        &["show", "no\u{1b}[31m such \u{202e} visit", "--json"],
        &["import", "no\u{1b}[31m such file"],
        &["export", "--all", "--format", "ics", "--out", &out],
        &[
            "export",
            "evil",
            "--format",
            "ics",
            "--out",
            "/no\u{1b}[31m/folder",
        ],
        &["fly\u{1b}[31m"],
        &["export", "x", "--format", "\u{202e}\u{1b}[31m"],
    ] {
        assert_harmless(&format!("{words:?}"), &chancery(&library, words));
    }
    let listed = text(&chancery(&library, &["list"]).stdout);
    assert!(
        listed.contains("Tok\\u{1b}[2J\\u{202e}yo\\u{9b}31m\\u{2066}x\\u{2028}y"),
        "{listed}"
    );
    let shown = json(&chancery(&library, &["show", "evil", "--json"]));
    assert_eq!(
        shown["facts"]["title"]["en"], HOSTILE,
        "a script has the title as it is"
    );
}

#[test]
fn a_long_report_is_cut_with_a_count_and_json_has_it_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let calendar = folder.path().join("long.ics");
    let mut events = String::new();
    for number in 0..1_234 {
        events.push_str(&format!(
            "BEGIN:VEVENT\r\nUID:{number}@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART:20170320T160000Z\r\n\
             DTEND:20170320T150000Z\r\nSUMMARY:Backwards {number}\r\nEND:VEVENT\r\n"
        ));
    }
    fs::write(
        &calendar,
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n"),
    )
    .expect("written");
    let calendar = calendar.display().to_string();
    let imported = chancery(&library, &["import", &calendar]);
    let report = text(&imported.stderr);
    assert!(report.lines().count() < 100, "{report}");
    assert!(
        report.contains("... and 1,214 more that were skipped; --json has them all"),
        "{report}"
    );
    let whole = json(&chancery(&library, &["import", &calendar, "--json"]));
    let lines = whole["skipped"].as_array().expect("a report");
    let skipped = lines.iter().filter(|line| line["outcome"] == "skipped").count();
    assert_eq!(skipped, 1_234);
}

/// Runs the command with standard output going elsewhere.
fn into(library: &Path, words: &[&str], stdout: Stdio) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .arg("--library")
        .arg(library)
        .args(words)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .expect("the command runs")
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_an_error_and_a_closed_pipe_is_quiet() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let id = sample(&library);
    for words in [
        &["list"][..],
        &["show", &id],
        &["show", &id, "--json"],
        &["export", &id, "--format", "ics", "--out", "-"],
        &["check-library"],
        &["--help"],
        &["help", "export"],
        &["--version"],
    ] {
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a full device");
        let full = into(&library, words, full.into());
        assert_eq!(full.status.code(), Some(1), "{words:?}");
        let message = text(&full.stderr);
        assert!(
            message.contains("Standard output cannot be written") || message.contains("output_unwritable"),
            "{message}"
        );

        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let closed = into(&library, words, writer.into());
        assert_eq!(closed.status.code(), Some(0), "{words:?}");
        assert_eq!(text(&closed.stderr), "", "{words:?}");
    }
}

#[test]
fn one_visit_that_cannot_be_written_keeps_no_other_one_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let file = folder.path().join("visit.json");
    for (id, title) in [("a", "First"), ("b", "Second"), ("c", "Third")] {
        another_visit(&library, &file, id, title);
    }
    let out = folder.path().join("visits");
    fs::create_dir_all(out.join("second.ics/in the way")).expect("a folder");
    let words = [
        "export",
        "--all",
        "--format",
        "ics",
        "--out",
        &out.display().to_string(),
    ];
    let done = chancery(&library, &words);
    assert_eq!(done.status.code(), Some(1));
    let (written, errors) = (text(&done.stdout), text(&done.stderr));
    assert!(
        written.contains("first.ics") && written.contains("third.ics"),
        "{written}"
    );
    assert!(!written.contains("second.ics"), "{written}");
    assert!(
        errors.contains("The visit 'Second' (b) was not exported"),
        "{errors}"
    );
    assert!(out.join("first.ics").is_file() && out.join("third.ics").is_file());
}

#[test]
fn a_visit_with_a_long_japanese_title_gets_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let file = folder.path().join("visit.json");
    let title = "外務大臣東京訪問".repeat(20);
    for id in ["a", "b"] {
        another_visit(&library, &file, id, &title);
    }
    let out = folder.path().join("visits");
    let words = [
        "export",
        "--all",
        "--format",
        "json",
        "--out",
        &out.display().to_string(),
        "--json",
    ];
    let written = json(&chancery(&library, &words));
    let written: Vec<PathBuf> = written["written"]
        .as_array()
        .expect("paths")
        .iter()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .collect();
    assert_eq!(written.len(), 3);
    for path in written {
        assert!(path.is_file());
        assert!(
            path.file_name()
                .is_some_and(|name: &OsStr| name.len() <= desk::MAX_FILE_NAME_BYTES)
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn people_at_a_terminal_see_how_far_long_work_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    sample(&library);
    let command = format!(
        "'{}' --library '{}' check-library",
        env!("CARGO_BIN_EXE_chancery"),
        library.display()
    );
    let seen = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .env("TERM", "xterm")
        .output()
        .expect("this test needs the command 'script' (util-linux)");
    let seen = text(&seen.stdout);
    assert!(seen.contains("Checking"), "{seen:?}");
    assert!(seen.contains("is sound."), "{seen:?}");
    let silent = chancery(&library, &["check-library"]);
    assert_eq!(text(&silent.stderr), "", "nothing but a terminal sees it");
}
