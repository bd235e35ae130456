//! The UIDs of a calendar: each stands once, or once with each RECURRENCE-ID (RFC 5545, section 3.8.4.7).

use std::collections::{HashMap, HashSet};

use visit::{
    VisitId,
    programme::{Programme, Row},
};

use crate::line::escaped;

/// Which UIDs a calendar has used so far.
#[derive(Debug, Default)]
pub(super) struct Uids {
    seen: HashSet<(String, Option<String>)>,
    /// Which visit used a UID first.
    owners: HashMap<String, VisitId>,
}

impl Uids {
    /// Returns the UID under which a row is written, and whether it may be written as a part of a series.
    ///
    /// That is its own one, unless it has none that can be written or the calendar has it already: two visits may have
    /// taken the same calendar, and a visit file from elsewhere may say the same UID twice.
    pub(super) fn of(&mut self, programme: &Programme, row: &Row, part: Option<&str>) -> (String, bool) {
        let mut uid = escaped(&row.calendar.uid).trim().to_owned();
        let own = || escaped(&format!("{}.{}@chancery", row.id, programme.visit)).into_owned();
        if uid.is_empty() {
            uid = own();
        }
        let owner = self
            .owners
            .entry(uid.clone())
            .or_insert_with(|| programme.visit.clone());
        if *owner != programme.visit {
            // A series and its parts stay together.
            uid.extend(["-", &escaped(programme.visit.as_str())]);
        }
        if self.seen.insert((uid.clone(), part.map(str::to_owned))) {
            return (uid, true);
        }
        uid = own();
        let mut number = 1;
        while !self.seen.insert((uid.clone(), None)) {
            number += 1;
            uid = format!("{}-{number}", own());
        }
        (uid, false)
    }
}
