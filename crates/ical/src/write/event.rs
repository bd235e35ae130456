//! An engagement as VEVENT.

use visit::{EngagementKind, Status, programme::Row};

use super::{
    Entry, attendee,
    class::Class,
    fold::Output,
    kept::Kept,
    time::{self, Standing},
    uids::Uids,
    words,
};
use crate::{
    exported::{self, Prints},
    line::{Property, escaped},
    revision::MAX_SEQUENCE,
    stamp::wall_text,
};

/// Writes one entry.
pub(super) fn write(out: &mut Output, entry: &Entry<'_>, uids: &mut Uids) {
    let (programme, row) = (entry.programme, entry.row);
    let standing = time::standing(programme, row);
    let component = if standing == Standing::Undated {
        "VJOURNAL"
    } else {
        "VEVENT"
    };
    let mut kept: Vec<Property<'_>> = entry.kept.iter().filter_map(Kept::property).collect();
    let part = kept.iter().find(|line| line.is("RECURRENCE-ID"));
    let (uid, is_part) = uids.of(programme, row, part);
    if !is_part {
        kept.retain(|line| !line.is("RECURRENCE-ID"));
    }
    let has = |name: &str| kept.iter().any(|line| line.is(name));
    let is_marked = is_marked(row, standing);
    out.parts(&["BEGIN:", component]);
    out.parts(&["UID:", &uid]);
    out.parts(&["DTSTAMP:", &wall_text(programme.as_of.naive_utc()), "Z"]);
    let sequence = row.calendar.sequence.min(MAX_SEQUENCE);
    out.parts(&["SEQUENCE:", &sequence.to_string()]);
    time::write(out, programme, row);
    out.text("SUMMARY", &row.title);
    status(out, row, standing);
    let class = Class::of(entry, &kept);
    class.write(out);
    if let Some(category) = words::category(&row.kind) {
        let ours = escaped(category);
        if !kept
            .iter()
            .any(|line| line.is("CATEGORIES") && line.value.split(',').any(|value| value == ours))
        {
            out.text("CATEGORIES", category);
        }
    }
    if is_marked && !has("TRANSP") && component == "VEVENT" {
        out.line("TRANSP:TRANSPARENT");
    }
    let location = words::location(row).filter(|_| component == "VEVENT");
    let location = location.unwrap_or_default();
    out.text("LOCATION", &location);
    description(out, row, standing, is_marked);
    marks(out, row, standing, is_marked);
    let prints = Prints::of_row(row, &location).value(programme, sequence);
    out.parts(&[exported::NAME, ":", &prints]);
    attendee::write(out, row, &kept);
    for line in kept
        .iter()
        .filter(|line| !(is_marked && line.is("TRANSP") && component == "VJOURNAL"))
    {
        // In its place, since the order of the lines is that of the calendar from which they came.
        if line.is("CLASS") && matches!(class, Class::Raised(Some(_))) {
            out.line("CLASS:CONFIDENTIAL");
            continue;
        }
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
        Status::Unknown(own) => {
            out.text("X-CHANCERY-STATUS", own);
        }
        _ => {}
    }
}

fn description(out: &mut Output, row: &Row, standing: Standing, is_marked: bool) {
    let text = words::description(row, standing, is_marked);
    out.text("DESCRIPTION", &text);
    if text != row.remarks && !out.text("X-CHANCERY-REMARKS", &row.remarks) {
        // A property has a value, so that there are no remarks is said by another one.
        out.line("X-CHANCERY-NO-REMARKS:TRUE");
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
        out.text("X-CHANCERY-KIND", &row.kind.as_str().to_ascii_uppercase());
    }
    if let Some(press) = &row.press {
        out.text("X-CHANCERY-PRESS", &press.as_str().to_ascii_uppercase());
    }
    if let Some((start, assemble)) = row.start.zip(row.assemble) {
        let minutes = (start.host - assemble).num_minutes();
        out.parts(&["X-CHANCERY-ASSEMBLE:", &minutes.to_string()]);
    }
    if row.illustrative {
        out.line("X-CHANCERY-ILLUSTRATIVE:TRUE");
    }
}
