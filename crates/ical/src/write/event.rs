//! An engagement as VEVENT.

use visit::{
    EngagementKind, Status,
    programme::{Programme, Row},
};

use super::{
    attendee,
    fold::Output,
    time::{self, Standing},
    words,
};
use crate::{
    line::{Property, escaped},
    stamp::wall_text,
};

/// Properties that are made anew; a kept line never stands beside them.
const OURS: [&str; 15] = [
    "BEGIN",
    "END",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "SEQUENCE",
    "SUMMARY",
    "STATUS",
    "DESCRIPTION",
    "LOCATION",
    "RECURRENCE-ID",
    "RRULE",
    "METHOD",
];

/// Returns the lines of a row that came from a calendar file and are written again, those of its series first.
pub(super) fn kept_lines(row: &Row) -> impl Iterator<Item = Property<'_>> {
    let series = row.calendar.recurrence.iter().chain(&row.calendar.recurrence_id);
    let is_whole = |line: &&String| !line.contains(['\r', '\n']);
    let of_series = |line: &Property<'_>| {
        ["RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"]
            .iter()
            .any(|name| line.is(name))
    };
    let series = series
        .filter(is_whole)
        .filter_map(|line| Property::parse(line))
        .filter(of_series);
    series.chain(
        row.calendar
            .properties
            .iter()
            .filter(is_whole)
            .filter_map(|line| Property::parse(line))
            .filter(is_other),
    )
}

fn is_other(line: &Property<'_>) -> bool {
    !OURS.iter().any(|name| line.is(name)) && !line.name.to_ascii_uppercase().starts_with("X-CHANCERY-")
}

/// Writes one entry.
pub(super) fn write(out: &mut Output, programme: &Programme, row: &Row) {
    let standing = time::standing(programme, row);
    let component = if standing == Standing::Undated {
        "VJOURNAL"
    } else {
        "VEVENT"
    };
    let kept: Vec<Property<'_>> = kept_lines(row).collect();
    let has = |name: &str| kept.iter().any(|line| line.is(name));
    let is_marked = is_marked(row, standing);
    out.parts(&["BEGIN:", component]);
    out.parts(&["UID:", &escaped(&row.calendar.uid)]);
    out.parts(&["DTSTAMP:", &wall_text(programme.as_of.naive_utc()), "Z"]);
    out.parts(&["SEQUENCE:", &row.calendar.sequence.to_string()]);
    time::write(out, programme, row);
    if !row.title.is_empty() {
        out.parts(&["SUMMARY:", &escaped(&row.title)]);
    }
    status(out, row, standing);
    if !row.calendar.imported && !has("CLASS") {
        out.line(if programme.marking.is_some() {
            "CLASS:CONFIDENTIAL"
        } else {
            "CLASS:PRIVATE"
        });
    }
    if let Some(category) = words::category(&row.kind) {
        let ours = escaped(category);
        if !kept
            .iter()
            .any(|line| line.is("CATEGORIES") && line.value.split(',').any(|value| value == ours))
        {
            out.parts(&["CATEGORIES:", &ours]);
        }
    }
    if is_marked && !has("TRANSP") && component == "VEVENT" {
        out.line("TRANSP:TRANSPARENT");
    }
    if let Some(location) = words::location(row).filter(|_| component == "VEVENT") {
        out.parts(&["LOCATION:", &escaped(&location)]);
    }
    description(out, row, standing, is_marked);
    marks(out, row, standing, is_marked);
    attendee::write(out, row, &kept);
    for line in kept
        .iter()
        .filter(|line| !(is_marked && line.is("TRANSP") && component == "VJOURNAL"))
    {
        out.parts(&[line.name, line.params, ":", line.value]);
    }
    out.parts(&["END:", component]);
}

/// An all-day entry of another program may well last all day; only our own is one for want of a time.
fn is_marked(row: &Row, standing: Standing) -> bool {
    match standing {
        Standing::Timed => false,
        Standing::Day => {
            !row.calendar.imported
                || row
                    .calendar
                    .properties
                    .iter()
                    .any(|line| line == "X-CHANCERY-WHEN:DAY")
        }
        Standing::Within | Standing::Undated => true,
    }
}

fn status(out: &mut Output, row: &Row, standing: Standing) {
    let words = match &row.status {
        Status::Confirmed if row.calendar.without_status => return,
        Status::Confirmed => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
        Status::Proposed | Status::Tentative | Status::Unknown(_) => "TENTATIVE",
    };
    // A journal entry is a draft, final or cancelled.
    let words = match (standing, words) {
        (Standing::Undated, "CANCELLED") => "CANCELLED",
        (Standing::Undated, "CONFIRMED") => "FINAL",
        (Standing::Undated, _) => "DRAFT",
        (_, words) => words,
    };
    out.parts(&["STATUS:", words]);
    match &row.status {
        Status::Proposed => out.line("X-CHANCERY-STATUS:PROPOSED"),
        Status::Unknown(own) => out.parts(&["X-CHANCERY-STATUS:", &escaped(own)]),
        _ => {}
    }
}

fn description(out: &mut Output, row: &Row, standing: Standing, is_marked: bool) {
    let text = words::description(row, standing, is_marked);
    if !text.is_empty() {
        out.parts(&["DESCRIPTION:", &escaped(&text)]);
    }
    if text != row.remarks {
        out.parts(&["X-CHANCERY-REMARKS:", &escaped(&row.remarks)]);
    }
}

/// Writes what other programs do not know and Chancery reads back.
fn marks(out: &mut Output, row: &Row, standing: Standing, is_marked: bool) {
    match standing {
        Standing::Day if is_marked => out.line("X-CHANCERY-WHEN:DAY"),
        Standing::Within | Standing::Undated => out.line("X-CHANCERY-WHEN:WITHIN"),
        Standing::Day | Standing::Timed => {}
    }
    if row.kind != EngagementKind::Other {
        out.parts(&[
            "X-CHANCERY-KIND:",
            &escaped(&row.kind.as_str().to_ascii_uppercase()),
        ]);
    }
    if let Some(press) = &row.press {
        out.parts(&[
            "X-CHANCERY-PRESS:",
            &escaped(&press.as_str().to_ascii_uppercase()),
        ]);
    }
    if let Some((start, assemble)) = row.start.zip(row.assemble) {
        let minutes = (start.host - assemble).num_minutes();
        out.parts(&["X-CHANCERY-ASSEMBLE:", &minutes.to_string()]);
    }
    if row.illustrative {
        out.line("X-CHANCERY-ILLUSTRATIVE:TRUE");
    }
}
