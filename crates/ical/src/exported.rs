//! What an entry said when Chancery exported it, as a short fingerprint of each field.
//!
//! A file that comes back was made at one moment and changed by another program later. What stands in it as it was exported was
//! not changed there, whatever the visit says by now; without that, an old value would look like a new one.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use chrono::{NaiveDateTime, SubsecRound};
use visit::{
    At, Done, Due, Engagement, EngagementKind, Task, Text, VisitId, When, Zone,
    programme::{Programme, ProgrammeEngagement, ProgrammeTask},
    zone::instant_of,
};

use crate::{illustrative, time_value::Shown};

/// The property that says it; other programs keep what they do not know (RFC 5545, section 3.8.8.2).
pub(crate) const NAME: &str = "X-CHANCERY-EXPORTED";

/// Of which texts the fingerprints are made. Those of another version cannot be compared, so a change of any of the texts below
/// is a new version.
const VERSION: &str = "2";

/// What has a fingerprint, in alphabetical order.
const FIELDS: [&str; 16] = [
    "assemble",
    "clocks",
    "done",
    "due",
    "illustrative",
    "item",
    "kind",
    "lead_time_source",
    "owner",
    "phase",
    "press",
    "remarks",
    "status",
    "title",
    "venue",
    "when",
];

/// The fingerprints of what an entry says, in the order of the fields. A field that says nothing has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prints([Option<u32>; FIELDS.len()]);

/// What an entry said when Chancery exported it, and what it says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    visit: u32,
    sequence: u32,
    was: Prints,
    is: Prints,
}

impl Exported {
    /// Reads what the property says of an entry that now says `is`. `None` for another version.
    pub(crate) fn read(value: &str, is: Prints) -> Option<Self> {
        let mut words = value.split_whitespace();
        if words.next() != Some(VERSION) {
            return None;
        }
        let print = |text: &str| u32::from_str_radix(text, 16).ok();
        let (mut visit, mut sequence, mut was) = (None, None, Prints::default());
        for (field, text) in words.filter_map(|word| word.split_once('=')) {
            match field {
                "visit" => visit = print(text),
                "sequence" => sequence = text.parse().ok(),
                // What this version does not know it does not compare.
                _ => was.set(field, print(text)),
            }
        }
        Some(Self {
            visit: visit?,
            sequence: sequence?,
            was,
            is,
        })
    }

    /// Returns whether it was exported from a visit.
    pub fn is_from(&self, visit: &VisitId) -> bool {
        self.visit == short(visit.as_str())
    }

    /// Returns the SEQUENCE under which it was exported; 0 for a task.
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// Returns whether a field says something else than when it was exported. The same instants in another zone are the same.
    pub fn is_changed(&self, field: &str) -> bool {
        self.was.of(field) != self.is.of(field)
    }

    /// Returns whether a field said this text when it was exported.
    pub fn said(&self, field: &str, text: &str) -> bool {
        let mut prints = Prints::default();
        prints.put(field, &words(text));
        self.was.of(field) == prints.of(field)
    }

    /// Returns whether a field said the same in another export; a time also by the same clocks.
    pub fn was_as(&self, other: &Self, field: &str) -> bool {
        let same = |field: &str| self.was.of(field) == other.was.of(field);
        same(field) && (field != "when" || same("clocks"))
    }
}

impl Prints {
    /// Returns those of an engagement as it is written, at this place.
    pub(crate) fn of_engagement(engagement: &ProgrammeEngagement, location: &str) -> Self {
        let mut prints = Self::default();
        prints.put("title", &words(&engagement.title));
        match (&engagement.when, engagement.day) {
            // It is not read back as what it is.
            (When::After(_), Some(day)) => prints.time(&When::day(day)),
            (when, _) => prints.time(when),
        }
        prints.clocks(&engagement.when);
        prints.put("status", &lower(engagement.status.as_str()));
        prints.put("venue", &words(location));
        prints.put("remarks", &words(&engagement.remarks));
        prints.put("kind", &kind(&engagement.kind, &engagement.when));
        prints.put(
            "press",
            &lower(engagement.press.as_ref().map_or("", |it| it.as_str())),
        );
        if let Some((start, assemble)) = engagement.start.zip(engagement.assemble) {
            prints.put_shown("assemble", &(start.host - assemble).num_minutes());
        }
        prints.put("illustrative", &illustrative::value(&engagement.illustrative));
        prints
    }

    /// Returns those of an event as it was read.
    pub(crate) fn of_event(event: &Engagement, location: &str) -> Self {
        let mut prints = Self::default();
        prints.put("title", &words_of(&event.title));
        prints.time(&event.when);
        prints.put("status", &lower(event.status.as_str()));
        prints.put("venue", &words(location));
        prints.put("remarks", &words_of(&event.remarks));
        prints.put("kind", &kind(&event.kind, &event.when));
        prints.put("press", &lower(event.press.as_ref().map_or("", |it| it.as_str())));
        if let Some(minutes) = event.assemble {
            prints.put_shown("assemble", &minutes);
        }
        prints.put("illustrative", &illustrative::value(&event.illustrative));
        prints
    }

    /// Returns those of a task as it is written.
    pub(crate) fn of_programme_task(task: &ProgrammeTask) -> Self {
        let done = task.done.as_ref().map(|done| Done {
            by: done.by.clone(),
            at: done.at,
            ..Done::default()
        });
        Self::of_task(&Task {
            title: task.title.clone(),
            due: task.due.clone(),
            phase: task.phase.clone(),
            owner: task.owner.clone(),
            item: task.item.clone(),
            lead_time_source: task.lead_time_source.clone(),
            remarks: task.remarks.clone(),
            done,
            ..Task::default()
        })
    }

    /// Returns those of a task as it was read.
    pub(crate) fn of_task(task: &Task) -> Self {
        let mut prints = Self::default();
        prints.put("title", &words_of(&task.title));
        prints.put("due", &task.due.as_ref().map(due).unwrap_or_default());
        prints.put("done", &task.done.as_ref().map(done).unwrap_or_default());
        prints.put("remarks", &words_of(&task.remarks));
        for (field, text) in [
            ("phase", &task.phase),
            ("owner", &task.owner),
            ("item", &task.item),
        ] {
            prints.put(field, &words(text.as_deref().unwrap_or_default()));
        }
        let source = task
            .lead_time_source
            .as_ref()
            .map_or("", |source| source.as_str());
        prints.put("lead_time_source", &words(source));
        prints
    }

    /// Returns the value of the property that says them.
    pub(crate) fn value(&self, programme: &Programme, sequence: u32) -> String {
        let mut value = String::with_capacity(32 + FIELDS.len() * 18);
        // Writing to a text never fails.
        let _ = write!(
            value,
            "{VERSION} visit={:08x} sequence={sequence}",
            short(programme.visit.as_str())
        );
        for (field, print) in FIELDS.iter().zip(self.0) {
            if let Some(print) = print {
                value.extend([" ", field, "="]);
                let digits = (0..8).rev().map(|place| (print >> (4 * place)) & 0xf);
                value.extend(digits.filter_map(|digit| char::from_digit(digit, 16)));
            }
        }
        value
    }

    fn of(&self, field: &str) -> Option<u32> {
        let place = FIELDS.iter().position(|name| *name == field)?;
        self.0.get(place).copied().flatten()
    }

    fn set(&mut self, field: &str, print: Option<u32>) {
        let place = FIELDS.iter().position(|name| *name == field);
        if let Some(here) = place.and_then(|place| self.0.get_mut(place)) {
            *here = print;
        }
    }

    fn put(&mut self, field: &str, text: &str) {
        self.set(field, (!text.is_empty()).then(|| short(text)));
    }

    fn put_shown(&mut self, field: &str, text: &dyn fmt::Display) {
        let mut hash = Hash::new();
        // Writing to a hash never fails.
        let _ = write!(hash, "{text}");
        self.set(field, (hash != Hash::new()).then(|| hash.short()));
    }

    /// Puts when something takes place, the same for every way of writing the same instants.
    fn time(&mut self, when: &When) {
        match when {
            When::At(at) => {
                let start = moment(at.start, at.zone.as_ref());
                let end = moment(at.end, at.end_zone.as_ref().or(at.zone.as_ref()));
                self.put_shown("when", &format_args!("{start} {end}"));
            }
            When::Day(day) => self.put_shown("when", &format_args!("{} {}", day.date, day.last())),
            When::Within | When::After(_) | When::Other(_) => self.put("when", "within"),
            form => self.put("when", &serde_json::to_string(form).unwrap_or_default()),
        }
    }

    /// Puts the clocks by which something takes place.
    fn clocks(&mut self, when: &When) {
        if let When::At(at) = when {
            let (zone, end_zone) = (name(at.zone.as_ref()), name(at.end_zone.as_ref()));
            self.put_shown(
                "clocks",
                &format_args!("{} {zone} {} {end_zone}", Shown(at.start), Shown(at.end)),
            );
        }
    }
}

/// FNV-1a, 64 bits: the same for the same text, on every machine and in every version.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn short(self) -> u32 {
        let [a, b, c, d, e, f, g, h] = self.0.to_be_bytes();
        u32::from_be_bytes([a, b, c, d]) ^ u32::from_be_bytes([e, f, g, h])
    }
}

impl fmt::Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = text.bytes().fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Ok(())
    }
}

fn hash(text: &str) -> Hash {
    let mut hash = Hash::new();
    // Writing to a hash never fails.
    let _ = hash.write_str(text);
    hash
}

/// Returns a number that is the same for the same text, on every machine and in every version.
pub(crate) fn short(text: &str) -> u32 {
    hash(text).short()
}

/// Returns a text of sixteen digits that is the same for the same text, on every machine and in every version.
pub fn fingerprint(text: &str) -> String {
    format!("{:016x}", hash(text).0)
}

/// Returns a text as a calendar keeps it: without control characters, and with one kind of line end.
fn words(text: &str) -> Cow<'_, str> {
    let stays = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(stays) {
        return Cow::Borrowed(text.trim());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(|c| stays(*c)).collect();
    Cow::Owned(kept.trim().to_owned())
}

/// Returns the one text of an entry.
fn words_of(text: &Text) -> Cow<'_, str> {
    let mut all = text.0.values().map(|text| words(text));
    all.find(|text| !text.is_empty()).unwrap_or_default()
}

fn lower(name: &str) -> String {
    words(name).to_ascii_lowercase()
}

/// What ends in another zone is a movement to every reader.
fn kind(kind: &EngagementKind, when: &When) -> String {
    let crosses = |at: &At| {
        at.end_zone
            .as_ref()
            .is_some_and(|end| Some(end) != at.zone.as_ref())
    };
    match (kind, when) {
        (EngagementKind::Other, When::At(at)) if crosses(at) => EngagementKind::Movement.as_str().to_owned(),
        (EngagementKind::Other, _) => String::new(),
        _ => lower(kind.as_str()),
    }
}

fn name(zone: Option<&Zone>) -> &str {
    zone.map_or("-", Zone::as_str)
}

/// Returns a time to the second, in UTC where its zone is known.
fn moment(wall: NaiveDateTime, zone: Option<&Zone>) -> String {
    let wall = wall.trunc_subsecs(0);
    match zone.and_then(Zone::tz) {
        Some(tz) => format!("{}Z", Shown(instant_of(wall, tz).naive_utc())),
        None => Shown(wall).to_string(),
    }
}

fn due(due: &Due) -> String {
    match due {
        Due::Day { date } => date.to_string(),
        Due::At { time, zone } => moment(*time, zone.as_ref()),
        Due::Lead { days, unit } => format!("{days} {}", unit.as_str()),
        Due::Other(value) => value.to_string(),
    }
}

fn done(done: &Done) -> String {
    let at = done.at.map(|at| at.trunc_subsecs(0).naive_utc().to_string());
    let by = words(done.by.as_deref().unwrap_or_default());
    format!("done {} {by}", at.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_the_same_in_every_version() {
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("a"), "af63dc4c8601ec8c");
        assert_eq!(short("a"), 0x2962_30c0);
    }

    #[test]
    fn those_of_another_version_cannot_be_compared() {
        let value = "2 visit=296230c0 sequence=3 title=296230c0";
        let read = |value: &str| Exported::read(value, Prints::default());
        let known = read(value).expect("a known version");
        assert!(known.is_from(&VisitId::from("a")) && known.sequence() == 3);
        assert!(known.is_changed("title") && !known.is_changed("venue"));
        for other in [
            "",
            "1 visit=296230c0 sequence=3",
            "2 sequence=3",
            "2 visit=296230c0",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
