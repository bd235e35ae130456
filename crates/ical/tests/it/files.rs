//! Every file in `data/accept` is read as its `.expected` says and survives being written; every file in `data/refuse` is
//! refused in the words of its `.expected`. A file without its expectation fails the run.

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use ical::Imported;
use visit::{Document as _, Lang};

use crate::support::{assert_as_exported, programme_of, read, visit_of};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "ics"));
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Compares with the file beside; where it differs, leaves what was seen for a person to look at.
fn compare(path: &Path, seen: &str) -> Result<(), String> {
    let expected = path.with_extension("expected");
    if fs::read_to_string(&expected).is_ok_and(|text| text == seen) {
        return Ok(());
    }
    let name = expected.file_name().expect("a name");
    let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&left, seen).expect("a place to leave it");
    Err(format!("{} differs from {}", left.display(), expected.display()))
}

/// Says in lines of text what was read.
fn described(imported: &Imported) -> String {
    let mut text = String::new();
    let mut line = |words: String| writeln!(text, "{words}").expect("a string takes all");
    line(format!(
        "name {:?}, zone {:?}",
        imported.name,
        imported.zone.as_ref().map(visit::Zone::as_str)
    ));
    for event in &imported.events {
        let it = &event.engagement;
        let item = it.calendar.as_ref().expect("what the calendar said");
        let when = serde_json::to_string(&it.when).expect("json");
        let given = if item.without_status { " (not given)" } else { "" };
        line(format!("event at line {}: {:?}", event.line, item.uid));
        line(format!(
            "  {} {when} {}{given}, sequence {}",
            it.kind, it.status, it.sequence
        ));
        line(format!(
            "  title {:?}, remarks {:?}, location {:?}",
            it.title.0, it.remarks.0, event.location
        ));
        item.recurrence
            .iter()
            .chain(&item.recurrence_id)
            .for_each(|kept| line(format!("  series {kept}")));
        item.properties
            .iter()
            .for_each(|kept| line(format!("  keeps {kept}")));
    }
    for task in &imported.tasks {
        let json = serde_json::to_string(&task.task).expect("json");
        line(format!("task at line {}: {json}", task.line));
    }
    for entry in &imported.report {
        line(format!(
            "line {}: {:?}: {}: {}",
            entry.line, entry.outcome, entry.what, entry.why
        ));
    }
    text
}

#[test]
fn every_file_is_read_as_expected() {
    let wrong: Vec<String> = files("accept")
        .iter()
        .filter_map(|path| compare(path, &described(&read(&fs::read(path).expect("a file")))).err())
        .collect();
    assert!(
        wrong.is_empty(),
        "look at these, and copy those that are right:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_file_survives_being_written_and_read() {
    for path in files("accept") {
        let first = read(&fs::read(&path).expect("a file"));
        let visit = visit_of(&first);
        visit
            .validate()
            .unwrap_or_else(|refusal| panic!("{}: {refusal:?}", path.display()));
        let Ok(text) = ical::write(&programme_of(&visit)) else {
            assert!(first.events.is_empty(), "{}", path.display());
            continue;
        };
        assert_eq!(
            crate::checker::complaints(&text),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
        let second = read(text.as_bytes());
        assert_eq!(kept(&first), kept(&second), "{}", path.display());
        assert_as_exported(&second);
    }
}

/// Returns what must not change on the way out and in, by UID, part of the series and title.
fn kept(imported: &Imported) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for event in &imported.events {
        let mut it = event.engagement.clone();
        let words = format!(
            "{:?} {:?} {:?}",
            it.title.0.values(),
            it.remarks.0.values(),
            event.location
        );
        it.title.0.clear();
        it.remarks.0.clear();
        if let Some(item) = &mut it.calendar {
            item.properties.sort();
        }
        // An hour that a clock shows twice is written in UTC; then only the instants are the same.
        let instants = match &it.when {
            visit::When::At(at) => format!("{:?}", at.instants(chrono_tz::Tz::UTC)),
            other => format!("{other:?}"),
        };
        it.when = visit::When::Within;
        *all.entry(format!(
            "{words} {instants} {}",
            serde_json::to_string(&it).expect("json")
        ))
        .or_default() += 1;
    }
    all
}

#[test]
fn every_file_that_is_no_calendar_is_refused_with_a_remedy() {
    let mut wrong = Vec::new();
    for path in files("refuse") {
        let error =
            ical::read(&fs::read(&path).expect("a file"), &Lang::from("en")).expect_err("it is no calendar");
        wrong.extend(compare(&path, &format!("{error}\n{}\n", error.remedy())).err());
    }
    assert!(
        wrong.is_empty(),
        "look at these, and copy those that are right:\n{}",
        wrong.join("\n")
    );
}
