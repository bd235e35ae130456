//! Parameters (RFC 5545, section 3.2, and those of RFC 6638, 7986, 8607, 9073 and 9253).

use super::{is_own, is_token, lines::Line, values};

const PEOPLE: &[&str] = &["ATTENDEE", "ORGANIZER"];
const TEXTS: &[&str] = &[
    "ATTENDEE",
    "ORGANIZER",
    "CATEGORIES",
    "COMMENT",
    "CONTACT",
    "DESCRIPTION",
    "LOCATION",
    "RESOURCES",
    "SUMMARY",
    "REQUEST-STATUS",
    "TZNAME",
    "CONFERENCE",
    "LINK",
    "STYLED-DESCRIPTION",
    "NAME",
];
const ALTERNATIVES: &[&str] = &[
    "COMMENT",
    "CONTACT",
    "DESCRIPTION",
    "LOCATION",
    "RESOURCES",
    "SUMMARY",
    "IMAGE",
    "STYLED-DESCRIPTION",
];
const ZONED: &[&str] = &["DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID"];
const TYPED: &[&str] = &["ATTACH", "IMAGE", "LINK", "STYLED-DESCRIPTION", "STRUCTURED-DATA"];

/// Returns what is wrong with the parameters of a line.
pub fn faults(line: &Line) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (name, all) in &line.params {
        if seen.contains(&name.as_str()) {
            found.push(format!("{name} twice"));
        }
        seen.push(name);
        if all.iter().any(|(value, _)| value.trim().is_empty()) {
            found.push(format!("{name} is empty"));
        }
        if !stands_on(name, &line.name) {
            found.push(format!("{name} does not stand on {}", line.name));
        }
        if all.len() > 1
            && !matches!(
                name.as_str(),
                "MEMBER" | "DELEGATED-FROM" | "DELEGATED-TO" | "FEATURE" | "DISPLAY" | "SCHEDULE-STATUS"
            )
            && !is_own(name)
        {
            found.push(format!("{name} has {} values", all.len()));
        }
        if !all.iter().all(|(value, quoted)| is_valid(name, value, *quoted)) {
            found.push(format!("{name} is {all:?}"));
        }
    }
    found
}

fn stands_on(name: &str, property: &str) -> bool {
    let on = |all: &[&str]| all.contains(&property) || is_own(property);
    match name {
        "CN" | "DIR" | "SENT-BY" | "EMAIL" | "SCHEDULE-AGENT" | "SCHEDULE-FORCE-SEND" | "SCHEDULE-STATUS" => {
            on(PEOPLE)
        }
        "CUTYPE" | "PARTSTAT" | "ROLE" | "RSVP" | "DELEGATED-FROM" | "DELEGATED-TO" | "MEMBER" => {
            on(&["ATTENDEE"])
        }
        "LANGUAGE" => on(TEXTS),
        "ALTREP" => on(ALTERNATIVES),
        "FMTTYPE" => on(TYPED),
        "ENCODING" => on(&["ATTACH", "IMAGE", "STRUCTURED-DATA"]),
        "RELTYPE" | "GAP" => on(&["RELATED-TO"]),
        "RANGE" => property == "RECURRENCE-ID",
        "TZID" => on(ZONED),
        "FEATURE" => on(&["CONFERENCE"]),
        "LABEL" => on(&["CONFERENCE", "LINK"]),
        "DISPLAY" => on(&["IMAGE"]),
        "LINKREL" => on(&["LINK"]),
        "SCHEMA" => on(&["STRUCTURED-DATA"]),
        "FILENAME" | "MANAGED-ID" | "SIZE" => on(&["ATTACH"]),
        "VALUE" | "ORDER" | "DERIVED" => true,
        _ => is_own(name),
    }
}

fn is_valid(name: &str, value: &str, quoted: bool) -> bool {
    match name {
        "CUTYPE"
        | "PARTSTAT"
        | "ROLE"
        | "RELTYPE"
        | "FEATURE"
        | "DISPLAY"
        | "SCHEDULE-AGENT"
        | "SCHEDULE-FORCE-SEND" => is_token(value),
        "RSVP" | "DERIVED" => matches!(value.to_ascii_uppercase().as_str(), "TRUE" | "FALSE"),
        "LANGUAGE" => value.split('-').enumerate().all(|(index, part)| {
            (1..=8).contains(&part.len())
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || (index > 0 && c.is_ascii_digit()))
        }),
        "ALTREP" | "DIR" | "SCHEMA" | "SENT-BY" | "DELEGATED-FROM" | "DELEGATED-TO" | "MEMBER" => {
            quoted && values::is_uri(value)
        }
        "FMTTYPE" => value
            .split_once('/')
            .is_some_and(|(kind, sub)| is_file_type(kind) && is_file_type(sub)),
        "ENCODING" => value == "BASE64",
        "RANGE" => value == "THISANDFUTURE",
        "ORDER" | "SIZE" => !value.is_empty() && value.chars().all(|c| c.is_ascii_digit()),
        "VALUE" => is_token(value),
        _ => true,
    }
}

fn is_file_type(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$&.+-^_".contains(c))
}
