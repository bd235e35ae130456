//! What holds between the lines of a calendar: zones, UIDs, and the types of the dates of a series.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Component, Line};

/// The type of a date or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Date,
    Floating,
    /// In UTC or in a zone: there is an instant.
    Instant,
}

pub fn check(calendar: &Component, found: &mut Vec<String>) {
    zones(calendar, found);
    uids(calendar, found);
    let mut starts = BTreeMap::new();
    for item in items(calendar).filter(|item| item.first("RECURRENCE-ID").is_none()) {
        if let (Some(uid), Some(start)) = (item.first("UID"), item.first("DTSTART")) {
            starts.insert(uid.value.clone(), form(start));
        }
    }
    for item in items(calendar) {
        series(item, &starts, found);
        length(item, found);
    }
}

fn items(calendar: &Component) -> impl Iterator<Item = &Component> {
    calendar.children.iter().filter(|child| child.name != "VTIMEZONE")
}

/// Every zone that is used is defined, once (3.2.19, 3.6.5).
fn zones(calendar: &Component, found: &mut Vec<String>) {
    let mut defined = BTreeSet::new();
    for zone in calendar.children.iter().filter(|child| child.name == "VTIMEZONE") {
        let name = zone
            .first("TZID")
            .map(|line| line.value.clone())
            .unwrap_or_default();
        if zone.children.is_empty() {
            found.push(format!("line {}: the zone {name} has no rules", zone.number));
        }
        if !defined.insert(name.clone()) {
            found.push(format!("line {}: the zone {name} twice", zone.number));
        }
    }
    for line in items(calendar).flat_map(|item| &item.lines) {
        if let Some(zone) = line.param("TZID").filter(|zone| !defined.contains(*zone)) {
            found.push(format!("line {}: the zone {zone} is not defined", line.number));
        }
    }
}

/// A UID stands once, or once with each RECURRENCE-ID (3.8.4.7).
fn uids(calendar: &Component, found: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for item in items(calendar) {
        let uid = item
            .first("UID")
            .map(|line| line.value.clone())
            .unwrap_or_default();
        let part = item.first("RECURRENCE-ID").map(|line| line.text.clone());
        if !seen.insert((uid.clone(), part)) {
            found.push(format!("line {}: the UID {uid} twice", item.number));
        }
    }
}

fn form(line: &Line) -> Form {
    if line.param("VALUE") == Some("DATE") {
        Form::Date
    } else if line.value.ends_with('Z') || line.param("TZID").is_some() || line.value.contains("Z/") {
        Form::Instant
    } else {
        Form::Floating
    }
}

/// The dates of a series are of the type of its start (3.3.10, 3.8.4.4, 3.8.5).
fn series(item: &Component, starts: &BTreeMap<String, Form>, found: &mut Vec<String>) {
    let start = item.first("DTSTART").map(form);
    for line in &item.lines {
        let mut complain = |why: &str| found.push(format!("line {}: {}: {why}", line.number, line.text));
        match line.name.as_str() {
            "RRULE" | "EXRULE" | "RDATE" | "EXDATE" if start.is_none() => {
                complain("a series without a start")
            }
            "RDATE" | "EXDATE" => {
                let mixed = line.value.split(',').any(|value| value.contains('Z'))
                    != line.value.split(',').all(|value| value.contains('Z'));
                if mixed || Some(form(line)) != start {
                    complain("not of the type of the start");
                }
            }
            "RRULE" | "EXRULE" => {
                let part = |name: &str| line.value.split(';').find_map(|part| part.strip_prefix(name));
                let until = part("UNTIL=").map(|until| match until {
                    _ if !until.contains('T') => Form::Date,
                    _ if until.ends_with('Z') => Form::Instant,
                    _ => Form::Floating,
                });
                if until.is_some() && until != start {
                    complain("UNTIL is not of the type of the start");
                }
                if start == Some(Form::Date)
                    && ["BYHOUR=", "BYMINUTE=", "BYSECOND="]
                        .iter()
                        .any(|name| part(name).is_some())
                {
                    complain("hours of a day");
                }
            }
            "RECURRENCE-ID" => {
                let master = item.first("UID").and_then(|uid| starts.get(&uid.value));
                if master.is_some_and(|master| *master != form(line)) {
                    complain("not of the type of the start of its series");
                }
            }
            _ => {}
        }
    }
}

/// An end is after its start and of its type, and never beside a duration (3.6.1, 3.8.2.2).
fn length(item: &Component, found: &mut Vec<String>) {
    if item.first("DTEND").is_some() && item.first("DURATION").is_some() {
        found.push(format!("line {}: DTEND and DURATION", item.number));
    }
    let (Some(start), Some(end)) = (item.first("DTSTART"), item.first("DTEND")) else {
        return;
    };
    if form(start) != form(end) {
        found.push(format!(
            "line {}: the end is of another type than the start",
            item.number
        ));
    }
    if start.param("TZID") == end.param("TZID") && end.value <= start.value {
        found.push(format!(
            "line {}: {} is not after {}",
            item.number, end.text, start.text
        ));
    }
}
