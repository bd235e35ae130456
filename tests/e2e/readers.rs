//! Other people's programs, which say what an exported file holds.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// Reads a calendar with Python's `icalendar` and tells its events, times in UTC.
const ICALENDAR: &str = r#"
import json, sys
from datetime import datetime, timezone
from icalendar import Calendar

def told(value):
    moment = value.dt
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()

with open(sys.argv[1], "rb") as file:
    calendar = Calendar.from_ical(file.read())
json.dump([{
    "summary": str(event.get("SUMMARY")),
    "start": told(event["DTSTART"]),
    "end": told(event["DTEND"]) if "DTEND" in event else None,
    "status": str(event.get("STATUS")),
} for event in calendar.walk("VEVENT")], sys.stdout)
"#;

/// An event as another reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Event {
    pub(crate) summary: String,
    /// A moment in UTC, or a date.
    pub(crate) start: String,
    pub(crate) end: Option<String>,
    pub(crate) status: String,
}

/// Returns the events of a calendar file as Python's `icalendar` reads them.
pub(crate) fn events(calendar: &Path) -> Result<Vec<Event>> {
    let python = env::var_os("CHANCERY_PYTHON").context(
        "this test reads the calendar with Python's icalendar: run `cargo xtask test`, which prepares it \
         (CHANCERY_PYTHON is not set)",
    )?;
    let output = Command::new(&python)
        .args(["-c", ICALENDAR])
        .arg(calendar)
        .output()
        .with_context(|| format!("{} cannot be started", python.display()))?;
    ensure!(
        output.status.success(),
        "icalendar: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Returns the words of a PDF as poppler reads them, in the order of reading.
pub(crate) fn words(document: &Path) -> Result<String> {
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(document)
        .arg("-")
        .output()
        .context(
            "this test reads the document with pdftotext, which cannot be started: run `cargo xtask test`, which \
             installs it (Debian: poppler-utils)",
        )?;
    ensure!(
        output.status.success(),
        "pdftotext: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}
