//! The UIDs of a calendar: each stands once, or once with each RECURRENCE-ID (RFC 5545, section 3.8.4.7).

use std::collections::{HashMap, HashSet};

use visit::{
    VisitId,
    programme::{Programme, ProgrammeEngagement, ProgrammeTask},
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
    /// Returns the UID under which an engagement is written, and whether it may be written as a part of a series.
    pub(super) fn of(
        &mut self,
        programme: &Programme,
        engagement: &ProgrammeEngagement,
        part: Option<&str>,
    ) -> (String, bool) {
        let own = format!("{}.{}@chancery", engagement.id, programme.visit);
        self.free(programme, &engagement.calendar.uid, &own, part)
    }

    /// Returns the UID under which a task is written.
    pub(super) fn of_task(&mut self, programme: &Programme, task: &ProgrammeTask) -> String {
        let own = format!("{}+task.{}@chancery", task.id, programme.visit);
        self.free(programme, &task.uid, &own, None).0
    }

    /// Returns a UID that nothing else in the calendar has, and whether it goes with the wanted part.
    ///
    /// That is the wanted one, unless it cannot be written or the calendar has it already: two visits may have taken the
    /// same calendar, and a visit file from elsewhere may say the same UID twice.
    fn free(&mut self, programme: &Programme, uid: &str, own: &str, part: Option<&str>) -> (String, bool) {
        let own = escaped(own);
        let mut uid = escaped(uid).trim().to_owned();
        if uid.is_empty() {
            uid = own.clone().into_owned();
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
        uid = own.clone().into_owned();
        let mut number = 1;
        while !self.seen.insert((uid.clone(), None)) {
            number += 1;
            uid = format!("{own}-{number}");
        }
        (uid, false)
    }
}
