//! An engagement as VEVENT.

use visit::{EngagementKind, Status, When, programme::ProgrammeEngagement};

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
    illustrative,
    line::{Property, escaped},
    revision::MAX_SEQUENCE,
    said, status,
    time_value::wall_text,
};

/// Writes one entry.
pub(super) fn write(out: &mut Output, entry: &Entry<'_>, uids: &mut Uids) {
    let (programme, engagement) = (entry.programme, entry.engagement);
    let standing = time::standing(programme, engagement);
    let component = if standing == Standing::Undated {
        "VJOURNAL"
    } else {
        "VEVENT"
    };
    let mut kept: Vec<Property<'_>> = entry.kept.iter().filter_map(Kept::property).collect();
    let part = kept.iter().find(|line| line.is("RECURRENCE-ID"));
    let (uid, is_part) = uids.of(programme, engagement, part);
    if !is_part {
        kept.retain(|line| !line.is("RECURRENCE-ID"));
    }
    let has = |name: &str| kept.iter().any(|line| line.is(name));
    let is_marked = is_marked(engagement, standing);
    out.parts(&["BEGIN:", component]);
    out.parts(&["UID:", &uid]);
    out.parts(&["DTSTAMP:", &wall_text(programme.as_of.naive_utc()), "Z"]);
    let sequence = engagement.calendar.sequence.min(MAX_SEQUENCE);
    out.parts(&["SEQUENCE:", &sequence.to_string()]);
    time::write(out, programme, engagement);
    out.text("SUMMARY", &engagement.title);
    write_status(out, engagement, standing);
    let class = Class::of(entry, &kept);
    class.write(out);
    let vocabulary = words::words_of(programme);
    if let Some(category) = words::category(vocabulary, &engagement.kind) {
        let ours = escaped(&category);
        if !kept
            .iter()
            .any(|line| line.is("CATEGORIES") && line.value.split(',').any(|value| value == ours))
        {
            out.text("CATEGORIES", &category);
        }
    }
    if is_marked && !has("TRANSP") && component == "VEVENT" {
        out.line("TRANSP:TRANSPARENT");
    }
    let location = words::location(engagement).filter(|_| component == "VEVENT");
    let location = location.unwrap_or_default();
    out.text("LOCATION", &location);
    let text = words::description(vocabulary, engagement, standing, is_marked);
    description(out, engagement, &text);
    marks(out, engagement, standing, is_marked);
    let prints = Prints::of_engagement(engagement, &location).value(programme, sequence);
    out.parts(&[exported::NAME, ":", &prints]);
    attendee::write(out, engagement, &kept);
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
fn is_marked(engagement: &ProgrammeEngagement, standing: Standing) -> bool {
    match standing {
        Standing::Timed => false,
        Standing::Day => {
            !matches!(engagement.when, When::Day(_))
                || !engagement.calendar.imported
                || engagement
                    .calendar
                    .properties
                    .iter()
                    .any(|line| line == "X-CHANCERY-WHEN:DAY")
        }
        Standing::Within | Standing::Undated => true,
    }
}

fn write_status(out: &mut Output, engagement: &ProgrammeEngagement, standing: Standing) {
    let words = status::word_of(engagement);
    let is_confirmed = engagement.status == Status::Confirmed && words == "CONFIRMED";
    if engagement.calendar.without_status && is_confirmed {
        return;
    }
    // A journal entry is a draft, final or cancelled.
    let words = match (standing, words) {
        (Standing::Undated, "CANCELLED") => "CANCELLED",
        (Standing::Undated, "CONFIRMED") => "FINAL",
        (Standing::Undated, _) => "DRAFT",
        (_, words) => words,
    };
    out.parts(&["STATUS:", words]);
    match &engagement.status {
        Status::Unknown(own) => {
            out.text("X-CHANCERY-STATUS", own);
        }
        known if status::named(words).as_ref() != Some(known) => {
            out.parts(&["X-CHANCERY-STATUS:", &known.as_str().to_ascii_uppercase()]);
        }
        _ => {}
    }
}

fn description(out: &mut Output, engagement: &ProgrammeEngagement, text: &str) {
    out.text("DESCRIPTION", text);
    if text != engagement.remarks && !out.text("X-CHANCERY-REMARKS", &engagement.remarks) {
        // A property has a value, so that there are no remarks is said by another one.
        out.line("X-CHANCERY-NO-REMARKS:TRUE");
    }
}

/// Writes what other programs do not know and Chancery reads back.
fn marks(out: &mut Output, engagement: &ProgrammeEngagement, standing: Standing, is_marked: bool) {
    out.text(said::NAME, &said::value(engagement).unwrap_or_default());
    match standing {
        Standing::Day if is_marked => out.line("X-CHANCERY-WHEN:DAY"),
        Standing::Within | Standing::Undated => out.line("X-CHANCERY-WHEN:WITHIN"),
        Standing::Day | Standing::Timed => {}
    }
    if engagement.kind != EngagementKind::Other {
        out.text("X-CHANCERY-KIND", &engagement.kind.as_str().to_ascii_uppercase());
    }
    if let Some(press) = &engagement.press {
        out.text("X-CHANCERY-PRESS", &press.as_str().to_ascii_uppercase());
    }
    if let Some((start, assemble)) = engagement.start.zip(engagement.assemble) {
        let minutes = (start.host - assemble).num_minutes();
        out.parts(&["X-CHANCERY-ASSEMBLE:", &minutes.to_string()]);
    }
    let illustrative = illustrative::value(&engagement.illustrative);
    if !illustrative.is_empty() {
        out.parts(&["X-CHANCERY-ILLUSTRATIVE:", &illustrative]);
    }
}
