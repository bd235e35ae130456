//! The programme as a calendar file out.

mod attendee;
mod class;
mod event;
mod fold;
mod kept;
mod task;
mod time;
mod uids;
mod words;
mod zones;

use std::{collections::BTreeSet, slice};

use chrono::{DateTime, Datelike, Utc};
use visit::programme::{Programme, ProgrammeEngagement, ProgrammeTask};

use crate::{contents, error::NothingToWrite};
use fold::Output;
use kept::Kept;
use uids::Uids;

pub(crate) use class::{NAME as CLASS_AS_IT_CAME, NONE as CLASS_UNSAID};
pub(crate) use words::category;

/// Names the program in every file that it writes (RFC 5545, section 3.7.3).
const PRODID: &str = "-//Chancery//Chancery//EN";

/// Writes a programme as one calendar (RFC 5545, version 2.0, without METHOD).
///
/// - Each zone that is used has a VTIMEZONE made from the IANA data that this version carries. UTC and floating times
///   stay what they are; in an hour that a clock shows twice, the times are written in UTC.
/// - What has a day and no time, or is only known to fall within the visit, is an all-day entry marked so
///   (`X-CHANCERY-WHEN`, words in the description, TRANSP:TRANSPARENT); an hour is never invented. What is only known to
///   fall within a visit without dates is a VJOURNAL, the one entry that needs no day.
/// - The tasks of the checklist are VTODO components.
/// - What was called off stays, with STATUS:CANCELLED. Lines that came from a calendar file are written again.
/// - The calendar says which entries it has of which visit (`X-CHANCERY-ENTRIES`), and the calendar of one visit when that is
///   (`X-CHANCERY-DATES`, EDTF), which its entries alone do not tell: a journey may begin the day before.
/// - Whatever a programme holds, the file is valid: what RFC 5545 does not allow of kept lines is mended or left out, and a
///   UID that another entry has becomes another one.
///
/// DTSTAMP is the programme's `as_of`, so the same programme gives the same bytes.
///
/// # Errors
/// Where the programme has nothing in it: a calendar has at least one entry (RFC 5545, section 3.6).
///
/// # Examples
/// ```
/// use chrono::DateTime;
/// use visit::{
///     Visit,
///     audience::{CopyOptions, delegation_programme},
/// };
///
/// let visit = Visit::from_json(
///     r#"{
///         "id": "tokyo-2017",
///         "facts": {"title": {"en": "Visit to Tokyo"}},
///         "engagements": {"talks": {"title": {"en": "Talks"}, "when": {"kind": "day", "date": "2017-03-20"}}}
///     }"#,
/// )?;
/// let copy = CopyOptions {
///     languages: Vec::new(),
///     as_of: DateTime::UNIX_EPOCH,
/// };
/// let programme = delegation_programme(&visit, &copy);
/// let calendar = ical::write(&programme)?;
///
/// assert!(calendar.contains("SUMMARY:Talks"));
/// assert!(calendar.contains("DTSTART;VALUE=DATE:20170320"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(programme: &Programme) -> Result<String, NothingToWrite> {
    write_all(&programme.title, slice::from_ref(programme))
}

/// Writes several programmes as one calendar under a name, each entry as [`write()`] writes it: what a visit says of all its
/// engagements (its days, its marking, as of when it is true) is said of its own and of no other's.
///
/// The VTIMEZONE components reach over the years of all of them.
///
/// # Errors
/// As for [`write()`], where all of them are empty.
pub fn write_all(name: &str, programmes: &[Programme]) -> Result<String, NothingToWrite> {
    let entries: Vec<Entry<'_>> = programmes.iter().flat_map(entries).collect();
    if entries.is_empty() && tasks(programmes).next().is_none() {
        return Err(NothingToWrite);
    }
    let mut out = Output::new();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.parts(&["PRODID:", PRODID]);
    out.line("CALSCALE:GREGORIAN");
    let mut used = names(&entries);
    used.extend(tasks(programmes).filter_map(task::zone));
    // Which entries there are is said before them, and known after them.
    let mut body = Output::new();
    let mut uids = Uids::default();
    let mut entries = entries.iter().peekable();
    for programme in programmes {
        // What a visit has stands together, its tasks last.
        while let Some(entry) = entries.next_if(|entry| std::ptr::eq(entry.programme, programme)) {
            event::write(&mut body, entry, &mut uids);
        }
        for task in &programme.tasks {
            task::write(&mut body, programme, task, &mut uids);
        }
    }
    out.text("X-WR-CALNAME", name);
    for written in uids.written() {
        out.parts(&[contents::NAME, ":", &written.value()]);
    }
    if let [programme] = programmes {
        let announced = programme.dates.as_ref().map(|dates| dates.edtf.to_string());
        out.text(contents::DATES, &announced.unwrap_or_default());
    }
    if let Some(years) = years(programmes) {
        zones::write(&mut out, &used, years);
    }
    out.raw(&body.finish());
    out.line("END:VCALENDAR");
    Ok(out.finish())
}

/// An engagement as it is about to be written.
struct Entry<'a> {
    programme: &'a Programme,
    engagement: &'a ProgrammeEngagement,
    kept: Vec<Kept<'a>>,
}

fn entries(programme: &Programme) -> impl Iterator<Item = Entry<'_>> {
    let masters = kept::masters(programme, engagements(programme));
    engagements(programme).map(move |engagement| Entry {
        programme,
        engagement,
        kept: kept::lines(programme, engagement, &masters),
    })
}

/// Returns the tasks of several programmes.
fn tasks(programmes: &[Programme]) -> impl Iterator<Item = &ProgrammeTask> {
    programmes.iter().flat_map(|programme| &programme.tasks)
}

/// Returns the engagements of a programme, those without a day last.
fn engagements(programme: &Programme) -> impl Iterator<Item = &ProgrammeEngagement> + Clone {
    let dated = programme.days.iter().flat_map(|day| &day.engagements);
    dated.chain(&programme.undated)
}

/// Returns the first and last year that the calendar speaks of; none where it has no programme.
fn years(programmes: &[Programme]) -> Option<(i32, i32)> {
    let spans = programmes
        .iter()
        .map(|programme| span(engagements(programme), programme.as_of));
    let due = tasks(programmes)
        .filter(|task| task::zone(task).is_some())
        .filter_map(|task| task.due_day);
    let spans = spans.chain(due.map(|day| (day.year(), day.year())));
    spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

/// Returns the name of every zone that the events refer to.
fn names<'a>(entries: &'a [Entry<'_>]) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for entry in entries {
        for line in entry.kept.iter().filter_map(Kept::property) {
            names.extend(line.param("TZID"));
        }
        names.extend(time::zones(entry.programme, entry.engagement));
    }
    names
}

/// Returns the first and last year that a programme speaks of.
fn span<'a>(engagements: impl Iterator<Item = &'a ProgrammeEngagement>, as_of: DateTime<Utc>) -> (i32, i32) {
    /// A series that goes on is looked at for so many years after its start.
    const SERIES_YEARS: i32 = 12;
    let mut years: Option<(i32, i32)> = None;
    for engagement in engagements {
        let Some(start) = engagement.start else {
            continue;
        };
        let end = engagement.end.unwrap_or(start);
        let more = if engagement.calendar.recurrence.is_empty() {
            0
        } else {
            SERIES_YEARS
        };
        let (first, last) = (start.utc.year(), end.utc.year().saturating_add(more));
        years = Some(years.map_or((first, last), |(low, high)| (low.min(first), high.max(last))));
    }
    years.unwrap_or((as_of.year(), as_of.year()))
}
