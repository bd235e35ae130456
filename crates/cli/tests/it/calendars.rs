//! Calendars on the command line: tasks out and in, and the same calendar again.

use std::fs;

use serde_json::Value;

use crate::{chancery, json, text};

const TALKS: &str = "BEGIN:VEVENT\r\nUID:a@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART:20170320T010000Z\r\n\
DTEND:20170320T020000Z\r\nSUMMARY:Talks\r\nDESCRIPTION:Bring notes\r\nEND:VEVENT\r\n";
const DINNER: &str = "BEGIN:VEVENT\r\nUID:b@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART:20170320T100000Z\r\n\
DTEND:20170320T120000Z\r\nSUMMARY:Dinner\r\nEND:VEVENT\r\n";

fn calendar(entries: &[&str]) -> String {
    let entries = entries.concat();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:March\r\n{entries}END:VCALENDAR\r\n")
}

#[test]
fn the_same_calendar_again_says_what_was_new_changed_gone_and_left_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let file = folder.path().join("march.ics");
    let path = file.display().to_string();
    fs::write(&file, calendar(&[TALKS, DINNER])).expect("written");
    let visit = json(&chancery(&library, &["import", &path, "--json"]))["visit"].clone();
    let visit = visit.as_str().expect("an id");

    let again = chancery(&library, &["import", &path, "--into", visit]);
    assert!(
        text(&again.stdout).contains("0 new, 0 changed, 2 unchanged, 0 gone from the calendar, 0 left alone"),
        "{}",
        text(&again.stdout)
    );
    let moved = TALKS
        .replace("DTEND:20170320T020000Z", "DTEND:20170320T023000Z")
        .replace("DTSTAMP:", "LAST-MODIFIED:20170302T000000Z\r\nDTSTAMP:");
    fs::write(&file, calendar(&[&moved])).expect("written");
    let changed = chancery(&library, &["import", &path, "--into", visit]);
    let words = text(&changed.stdout);
    assert!(
        words.contains("changed: Talks  #") && words.contains("(when)"),
        "{words}"
    );
    assert!(words.contains("gone from the calendar: Dinner  #"), "{words}");
    let shown = json(&chancery(&library, &["show", visit, "--json"]));
    assert_eq!(
        shown["engagements"].as_object().map(serde_json::Map::len),
        Some(2)
    );

    let new = text(&chancery(&library, &["import", &path]).stdout);
    assert!(
        new.contains("already") && new.contains(&format!("--into {visit}")),
        "{new}"
    );
}

/// The tasks of a visit without what tells one copy of it from another: their ids and what the import remembers.
fn tasks(visit: &Value) -> Vec<Value> {
    let tasks = visit["tasks"].as_object().expect("tasks").values().cloned();
    let mut tasks: Vec<Value> = tasks
        .map(|mut task| {
            let fields = task.as_object_mut().expect("a task");
            fields.remove("imported");
            fields.remove("uid");
            for text in ["title", "remarks"] {
                // A calendar is in one language.
                if let Some(texts) = fields.get_mut(text).and_then(Value::as_object_mut) {
                    texts.retain(|lang, _| lang == "en");
                }
            }
            task
        })
        .collect();
    tasks.sort_by_key(ToString::to_string);
    tasks
}

#[test]
fn the_checklist_goes_out_with_the_calendar_and_comes_back_as_the_same_tasks() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let sample = json(&chancery(&library, &["sample", "--json"]));
    let sample = sample["id"].as_str().expect("an id");
    let out = folder.path().join("programme.ics").display().to_string();
    let done = chancery(&library, &["export", sample, "--format", "ics", "--out", &out]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let elsewhere = folder.path().join("elsewhere");
    let report = json(&chancery(&elsewhere, &["import", &out, "--json"]));
    let visit = report["visit"].as_str().expect("an id");
    let sent = json(&chancery(&library, &["show", sample, "--json"]));
    let found = json(&chancery(&elsewhere, &["show", visit, "--json"]));
    assert!(!tasks(&sent).is_empty());
    assert_eq!(tasks(&sent), tasks(&found));

    let again = json(&chancery(&library, &["import", &out, "--into", sample, "--json"]));
    assert_eq!(again["taken"], 0, "our own calendar changes nothing");
    assert_eq!(again["calendar"]["left_alone"], Value::Array(Vec::new()));
}
