//! Calendar files in. Any file is read as far as it can be, and what cannot be taken is reported with its line.

mod event;
mod kept;
mod masters;
mod task;
mod text;
mod time;
mod uids;

use std::ops::RangeInclusive;

use chrono::Datelike;
use visit::{Edtf, Engagement, Lang, Task, Zone};

use crate::{
    component::{Component, components},
    contents::{self, Contents},
    error::IcalError,
    exported::Exported,
    limits,
    line::unescaped,
    report::{Report, ReportLine, shown},
    revision::Revision,
    time_value::TimeValue,
    zones::Zones,
};
use masters::Masters;
use uids::Uids;

/// What a calendar file holds, in the words of a visit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The name of the calendar (X-WR-CALNAME or NAME), where it has one.
    pub name: Option<String>,
    /// The zone in which the calendar is meant to be read (X-WR-TIMEZONE), where it says so.
    pub zone: Option<Zone>,
    /// The dates of the visit, where the calendar is one that Chancery wrote of one visit.
    pub dates: Option<Edtf>,
    /// What the file is sent for (METHOD), in capitals; a file with REQUEST or CANCEL tells of what it names and of nothing else.
    pub method: Option<String>,
    /// What it held of each visit when Chancery wrote it, where Chancery did.
    pub contents: Vec<Contents>,
    /// The events, in the order of the file.
    pub events: Vec<ImportedEvent>,
    /// The tasks, in the order of the file.
    pub tasks: Vec<ImportedTask>,
    /// What was not taken, or not as it stands in the file; in the order of its lines.
    pub report: Vec<ReportLine>,
}

/// An event of a calendar file.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedEvent {
    /// The engagement, which names no venue and no participants yet.
    pub engagement: Engagement,
    /// Which version of the event it is.
    pub revision: Revision,
    /// What it said when Chancery exported it, where Chancery did.
    pub exported: Option<Exported>,
    /// The LOCATION, for a venue of that name.
    pub location: Option<String>,
    /// The line of the file at which the event begins, counted from 1.
    pub line: usize,
}

/// A task of a calendar file.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedTask {
    /// The task.
    pub task: Task,
    /// Which version of the task it is.
    pub revision: Revision,
    /// What it said when Chancery exported it, where Chancery did.
    pub exported: Option<Exported>,
    /// The line of the file at which the task begins, counted from 1.
    pub line: usize,
}

/// Reads a calendar file. Texts that do not say in which language they are count as `language`.
///
/// Several calendars in one file, missing ENDs, bytes that are not UTF-8 and the like are read as far as they can be;
/// [`Imported::report`] says, line by line, what was not taken or was changed. Wall clocks and zones are kept; an event
/// in a zone that is not in the IANA data is turned into UTC.
///
/// # Errors
/// Only where there is no calendar in the file at all, or where it is larger than [`MAX_BYTES`](crate::MAX_BYTES),
/// [`MAX_LINES`](crate::MAX_LINES), [`MAX_EVENTS`](crate::MAX_EVENTS) or [`MAX_TASKS`](crate::MAX_TASKS) say.
///
/// # Examples
/// ```
/// let file = "\
/// BEGIN:VCALENDAR
/// VERSION:2.0
/// PRODID:-//Example//EN
/// BEGIN:VEVENT
/// UID:1@example.org
/// DTSTAMP:20170317T080400Z
/// DTSTART;TZID=Asia/Tokyo:20170320T100000
/// DTEND;TZID=Asia/Tokyo:20170320T113000
/// SUMMARY:Talks
/// END:VEVENT
/// END:VCALENDAR
/// ";
/// let imported = ical::read(file.as_bytes(), &"en".into())?;
///
/// let titles = imported.events.iter().map(|event| event.engagement.title.read(&[]));
/// assert_eq!(titles.collect::<Vec<_>>(), ["Talks"]);
/// assert_eq!(imported.report, []);
/// # Ok::<(), ical::IcalError>(())
/// ```
pub fn read(input: &[u8], language: &Lang) -> Result<Imported, IcalError> {
    limits::check(input)?;
    let widened = text::from_utf_16(input);
    let input = widened.as_deref().unwrap_or(input);
    let input = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    if widened.is_some() {
        // Its lines could not be counted before.
        limits::check(input)?;
    }
    if input.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(IcalError::Empty);
    }
    let mut report = Report::default();
    let calendars = components(input, &mut report)?;
    if calendars.is_empty() {
        return Err(IcalError::NotACalendar {
            start: text::start(input),
        });
    }
    let mut reading = Reading {
        language,
        report,
        imported: Imported::default(),
        uids: Uids::default(),
        masters: Masters::default(),
    };
    for mut calendar in calendars {
        uids::newest_first(&mut calendar.children);
        // Each is forgotten when it has been read, so that not all stand in memory twice.
        reading.calendar(&calendar);
    }
    let Reading {
        mut imported,
        mut report,
        ..
    } = reading;
    if imported.events.is_empty() && imported.tasks.is_empty() {
        report.noted(1, "Calendar", "It has no events and no tasks that can be taken.");
    }
    imported.report = report.finish();
    Ok(imported)
}

/// What is kept while a file is read.
struct Reading<'a> {
    language: &'a Lang,
    report: Report,
    imported: Imported,
    uids: Uids,
    masters: Masters,
}

impl Reading<'_> {
    fn calendar(&mut self, calendar: &Component<'_>) {
        let mut zones = Zones::of(calendar, years(calendar), &mut self.report);
        self.masters = Masters::of(calendar);
        let method = calendar.value("METHOD").map(str::to_ascii_uppercase);
        let cancelled = method.as_deref() == Some("CANCEL");
        self.imported.method = self.imported.method.take().or(method);
        for (line, property) in calendar.properties() {
            match property.capitals().as_ref() {
                "X-WR-CALNAME" | "NAME" if self.imported.name.is_none() => {
                    self.imported.name =
                        Some(unescaped(property.value).trim().to_owned()).filter(|name| !name.is_empty());
                }
                "X-WR-TIMEZONE" if self.imported.zone.is_none() => {
                    self.imported.zone =
                        Some(Zone::from(property.value.trim())).filter(|zone| zone.tz().is_some());
                }
                contents::DATES if self.imported.dates.is_none() => {
                    self.imported.dates = unescaped(property.value).trim().parse().ok();
                }
                contents::NAME => self.imported.contents.extend(Contents::read(property.value)),
                "VERSION" if property.value.trim() != "2.0" => {
                    self.report.noted(
                        line,
                        "VERSION",
                        format!("It is '{}' and not 2.0.", shown(property.value)),
                    );
                }
                _ => {}
            }
        }
        for child in &calendar.children {
            match child.kind.as_str() {
                "VEVENT" => self.event(child, &mut zones, cancelled),
                "VTODO" => self.task(child, &mut zones),
                "VJOURNAL" if child.value("X-CHANCERY-WHEN").is_some() => {
                    self.event(child, &mut zones, cancelled)
                }
                "VTIMEZONE" => {}
                other => self
                    .report
                    .skipped(child.line, other.to_owned(), "A visit has no place for it."),
            }
        }
    }

    /// Reports what stands within an event or a task.
    fn children(&mut self, component: &Component<'_>) {
        for child in &component.children {
            let why = if child.kind == "VALARM" {
                "Reminders are not taken."
            } else {
                "A visit has no place for it."
            };
            self.report.skipped(child.line, child.kind.clone(), why);
        }
    }
}

/// Returns the years of the starts of a calendar's events, with the year before.
fn years(calendar: &Component<'_>) -> RangeInclusive<i32> {
    let starts = calendar.children.iter().filter(|child| child.kind != "VTIMEZONE");
    let years = starts
        .filter_map(|child| child.value("DTSTART").and_then(TimeValue::parse))
        .map(|value| value.date().year());
    let (first, last) = years.fold((i32::MAX, i32::MIN), |(first, last), year| {
        (first.min(year), last.max(year))
    });
    if first > last {
        return 2020..=2030;
    }
    // A calendar of centuries is compared over its last years, where the rules of today hold.
    first.max(last.saturating_sub(30)).saturating_sub(1)..=last
}
