//! UIDs: one for each event, or for each part of a series (RFC 5545, section 3.8.4.7).

use std::{
    cmp::Reverse,
    collections::{HashMap, hash_map::Entry},
};

use chrono::{DateTime, Utc};
use visit::CalendarItem;

use super::{Reading, text::named};
use crate::{component::Component, revision::Revision};

/// What names an event: its UID, and its RECURRENCE-ID where it is a part of a series.
type Name = (String, Option<String>);

/// Which UIDs a file has used so far.
#[derive(Debug, Default)]
pub(super) struct Uids {
    /// The lines and the contents of the events of each UID and RECURRENCE-ID, the one that keeps them first.
    seen: HashMap<Name, Vec<(usize, u64)>>,
    /// How often a UID was made from the same content.
    made: HashMap<u64, usize>,
    /// The number that the last one of several events with the same UID was given.
    repeated: HashMap<String, usize>,
}

impl Reading<'_> {
    /// Makes a UID for a task without one from its content, so that it is the same one when the file is read again.
    pub(super) fn task_uid(&mut self, task: &Component<'_>) -> String {
        self.report.noted(
            task.line,
            named("Task", task),
            "It has no UID; one was made from its content.",
        );
        self.uids.made(fingerprint(task))
    }

    /// Gives an event without a UID one, and another one to an event that has the UID of an event before it. Returns
    /// whether the event is to be taken: one that says the same as another, word for word, is that one.
    pub(super) fn identify(&mut self, event: &Component<'_>, item: &mut CalendarItem) -> bool {
        let print = print(event);
        if item.uid.trim().is_empty() {
            item.uid = self.uids.made(fingerprint(event));
            self.report.noted(
                event.line,
                named("Event", event),
                "It has no UID; one was made from its content.",
            );
        }
        let first = match self
            .uids
            .seen
            .entry((item.uid.clone(), item.recurrence_id.clone()))
        {
            Entry::Vacant(free) => {
                free.insert(vec![(event.line, print)]);
                return true;
            }
            Entry::Occupied(mut seen) => {
                if let Some((line, _)) = seen.get().iter().find(|(_, known)| *known == print) {
                    let why = format!("It says the same as the one on line {line}, word for word.");
                    self.report.skipped(event.line, named("Event", event), why);
                    return false;
                }
                let first = seen.get().first().map_or(event.line, |(line, _)| *line);
                seen.get_mut().push((event.line, print));
                first
            }
        };
        // Each may be the right one, and only people can tell.
        let uid = std::mem::take(&mut item.uid);
        item.recurrence_id = None;
        let number = self.uids.repeated.entry(uid.clone()).or_insert(1);
        loop {
            *number += 1;
            let free = format!("{uid}-{number}");
            if let Entry::Vacant(entry) = self.uids.seen.entry((free.clone(), None)) {
                entry.insert(vec![(event.line, print)]);
                item.uid = free;
                break;
            }
        }
        let why = format!(
            "It has the UID of the one on line {first}; both were taken, and it has another UID now."
        );
        self.report.altered(event.line, named("Event", event), why);
        true
    }
}

/// Puts the events that share a UID and a RECURRENCE-ID into an order that does not depend on that of the file, which no program keeps: the
/// newest revision comes first, and keeps the UID (RFC 5546, section 2.1.5).
pub(super) fn newest_first(events: &mut [Component<'_>]) {
    let mut places: HashMap<Name, Vec<usize>> = HashMap::new();
    for (place, event) in events.iter().enumerate() {
        if let Some(uid) = event.value("UID").filter(|_| event.kind == "VEVENT") {
            let part = event.value("RECURRENCE-ID").map(str::to_owned);
            places.entry((uid.to_owned(), part)).or_default().push(place);
        }
    }
    for places in places.into_values().filter(|places| places.len() > 1) {
        let mut ranked: Vec<_> = places
            .iter()
            .filter_map(|&place| Some((rank(events.get(place)?), place)))
            .collect();
        ranked.sort();
        let sorted: Vec<_> = ranked
            .into_iter()
            .filter_map(|(_, place)| events.get_mut(place).map(std::mem::take))
            .collect();
        for (place, event) in places.into_iter().zip(sorted) {
            if let Some(free) = events.get_mut(place) {
                *free = event;
            }
        }
    }
}

/// Returns what is less for a newer revision, and else for no reason but that it is the same everywhere.
fn rank(event: &Component<'_>) -> (Reverse<u32>, Reverse<Option<DateTime<Utc>>>, u64) {
    let revision = Revision::of(event);
    (
        Reverse(revision.sequence),
        Reverse(revision.revised()),
        fingerprint(event),
    )
}

impl Uids {
    /// Makes a UID from the content of an event, another one for each of several that are the same.
    fn made(&mut self, print: u64) -> String {
        let count = self
            .made
            .entry(print)
            .and_modify(|count| *count += 1)
            .or_insert(1);
        match count {
            1 => format!("{print:016x}@chancery"),
            number => format!("{print:016x}-{number}@chancery"),
        }
    }
}

/// Returns a number that is the same for the same lines, quickly.
fn print(event: &Component<'_>) -> u64 {
    let mut hash = 0u64;
    for line in &event.lines {
        for eight in line.text.as_bytes().chunks(8) {
            let mut whole = [0; 8];
            for (to, from) in whole.iter_mut().zip(eight) {
                *to = *from;
            }
            hash = (hash.rotate_left(5) ^ u64::from_le_bytes(whole)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        hash = hash.rotate_left(5) ^ 1;
    }
    hash
}

/// Returns a number that is the same for the same lines, on every machine and in every version (FNV-1a).
fn fingerprint(event: &Component<'_>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for line in &event.lines {
        for byte in line.text.as_bytes() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}
