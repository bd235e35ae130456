//! The start and end of an entry.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use visit::{
    At, When, Zone,
    programme::{Programme, ProgrammeEngagement},
    zone::is_repeated,
};

use super::fold::Output;
use crate::time_value::{date_text, wall_text};

/// How an entry stands in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// From a time to a time.
    Timed,
    /// On whole days, because nothing else is known.
    Day,
    /// On the days of the visit, because nothing else is known.
    Within,
    /// On no day at all.
    Undated,
}

/// Returns how an engagement stands in the calendar.
pub(super) fn standing(programme: &Programme, engagement: &ProgrammeEngagement) -> Standing {
    match (engagement.start, engagement.day, days_of_visit(programme)) {
        (Some(_), ..) => Standing::Timed,
        (None, Some(_), _) => Standing::Day,
        (None, None, Some(_)) => Standing::Within,
        (None, None, None) => Standing::Undated,
    }
}

/// Returns the days of the visit, where a calendar has a form for them: its years have four digits, and midnight of the first of
/// January of the year 1 is a day of the year before in the next zone.
fn days_of_visit(programme: &Programme) -> Option<(NaiveDate, NaiveDate)> {
    programme
        .days_of_visit
        .filter(|(first, last)| first.year() >= 1 && last.year() <= 9999)
}

/// Writes DTSTART and DTEND.
pub(super) fn write(out: &mut Output, programme: &Programme, engagement: &ProgrammeEngagement) {
    match (&engagement.when, engagement.start, engagement.day) {
        (When::At(at), ..) => timed(out, engagement, at),
        // A start without an end is DTSTART alone (RFC 5545, section 3.6.1); an end is not invented.
        (When::Starts(starts), Some(start), _) if is_twice(starts.start, starts.zone.as_ref()) => {
            time(out, "DTSTART", start.utc.naive_utc(), TimeForm::Utc);
        }
        (When::Starts(starts), ..) => time(out, "DTSTART", starts.start, form_of(starts.zone.as_ref())),
        (_, Some(start), _) => {
            let form = || form_of(Some(&programme.host.zone));
            time(out, "DTSTART", start.host, form());
            if let Some(end) = engagement.end.filter(|end| end.utc > start.utc) {
                time(out, "DTEND", end.host, form());
            }
        }
        (When::Day(day), ..) => days(out, day.date, day.last()),
        (_, None, Some(day)) => days(out, day, day),
        (_, None, None) => {
            if let Some((first, last)) = days_of_visit(programme) {
                days(out, first, last);
            }
        }
    }
}

/// The end of an all-day entry is the day after its last.
fn days(out: &mut Output, first: NaiveDate, last: NaiveDate) {
    out.parts(&["DTSTART;VALUE=DATE:", &date_text(first)]);
    match last.succ_opt().filter(|after| after.year() <= 9999) {
        Some(after) => out.parts(&["DTEND;VALUE=DATE:", &date_text(after)]),
        // The last day of the calendar has no day after it.
        None => {
            let days = (last - first).num_days().saturating_add(1);
            out.parts(&["DURATION:P", &days.to_string(), "D"]);
        }
    }
}

fn timed(out: &mut Output, engagement: &ProgrammeEngagement, at: &At) {
    let in_utc = is_written_in_utc(engagement, at);
    let lasts = engagement
        .start
        .zip(engagement.end)
        .is_none_or(|(start, end)| start.utc != end.utc);
    if let (true, Some(start), Some(end)) = (in_utc, engagement.start, engagement.end) {
        time(out, "DTSTART", start.utc.naive_utc(), TimeForm::Utc);
        if lasts {
            time(out, "DTEND", end.utc.naive_utc(), TimeForm::Utc);
        }
        return;
    }
    time(out, "DTSTART", at.start, form_of(at.zone.as_ref()));
    // An end that is the start is written by leaving it out (RFC 5545, section 3.6.1).
    if lasts {
        time(
            out,
            "DTEND",
            at.end,
            form_of(at.end_zone.as_ref().or(at.zone.as_ref())),
        );
    }
}

/// An hour that a clock shows twice is read differently by different programs; UTC is not. A series stays on its clock.
fn is_written_in_utc(engagement: &ProgrammeEngagement, at: &At) -> bool {
    let is_series = !engagement.calendar.recurrence.is_empty();
    !is_series
        && (is_twice(at.start, at.zone.as_ref())
            || is_twice(at.end, at.end_zone.as_ref().or(at.zone.as_ref())))
}

/// Whether a clock shows a time twice.
fn is_twice(wall: NaiveDateTime, zone: Option<&Zone>) -> bool {
    zone.and_then(Zone::tz).is_some_and(|tz| is_repeated(wall, tz))
}

/// The form of a time (RFC 5545, section 3.3.5), which says by which clock it is read.
pub(super) enum TimeForm<'a> {
    Utc,
    Zone(&'a str),
    Floating,
}

/// A zone whose rules this version does not have is read as floating, as in the rest of the application.
pub(super) fn form_of(zone: Option<&Zone>) -> TimeForm<'_> {
    match zone.and_then(|zone| zone.tz().map(|tz| (zone, tz))) {
        None => TimeForm::Floating,
        Some((_, Tz::UTC | Tz::Etc__UTC)) => TimeForm::Utc,
        Some((zone, _)) => TimeForm::Zone(zone.as_str()),
    }
}

pub(super) fn time(out: &mut Output, name: &str, wall: NaiveDateTime, form: TimeForm<'_>) {
    let text = wall_text(wall);
    match form {
        TimeForm::Utc => out.parts(&[name, ":", &text, "Z"]),
        TimeForm::Zone(zone) => out.parts(&[name, ";TZID=", zone, ":", &text]),
        TimeForm::Floating => out.parts(&[name, ":", &text]),
    }
}

/// Returns the zones that DTSTART and DTEND of an engagement refer to.
pub(super) fn zones<'a>(
    programme: &'a Programme,
    engagement: &'a ProgrammeEngagement,
) -> impl Iterator<Item = &'a str> {
    let zones = match &engagement.when {
        When::At(at) if is_written_in_utc(engagement, at) => [None, None],
        When::At(at) => [at.zone.as_ref(), at.end_zone.as_ref()],
        When::Starts(starts) if is_twice(starts.start, starts.zone.as_ref()) => [None, None],
        When::Starts(starts) => [starts.zone.as_ref(), None],
        _ => [engagement.start.map(|_| &programme.host.zone), None],
    };
    zones.into_iter().filter_map(|zone| match form_of(zone) {
        TimeForm::Zone(name) => Some(name),
        TimeForm::Utc | TimeForm::Floating => None,
    })
}
