//! The UIDs of a calendar: each stands once, or once with each RECURRENCE-ID (RFC 5545, section 3.8.4.7).

use std::collections::{BTreeMap, HashMap, HashSet};

use visit::{
    VisitId,
    programme::{Programme, ProgrammeEngagement, ProgrammeTask},
};

use crate::{
    contents::Contents,
    line::{Property, escaped, unescaped},
    revision::part_of,
};

/// Which UIDs a calendar has used so far.
#[derive(Debug, Default)]
pub(super) struct Uids {
    seen: HashSet<(String, Option<String>)>,
    /// Which visit used a UID first.
    owners: HashMap<String, VisitId>,
    /// What was written of each visit.
    written: BTreeMap<VisitId, Contents>,
}

impl Uids {
    /// Returns the UID under which a engagement is written, and whether it may be written as a part of a series: that of its RECURRENCE-ID.
    pub(super) fn of(
        &mut self,
        programme: &Programme,
        engagement: &ProgrammeEngagement,
        part: Option<&Property<'_>>,
    ) -> (String, bool) {
        let own = format!("{}.{}@chancery", engagement.id, programme.visit);
        let (uid, is_part) = self.free(
            programme,
            &engagement.calendar.uid,
            &own,
            part.map(|property| property.value),
        );
        let line = part
            .filter(|_| is_part)
            .map(|line| format!("{}{}:{}", line.name, line.params, line.value));
        self.note(programme, &uid, line.as_deref());
        (uid, is_part)
    }

    fn note(&mut self, programme: &Programme, uid: &str, part: Option<&str>) {
        let visit = &programme.visit;
        let written = self.written.entry(visit.clone());
        let written = written.or_insert_with(|| Contents::of(visit));
        written.put(&unescaped(uid), part.map(part_of).as_deref());
    }

    /// Returns what was written of each visit so far.
    pub(super) fn written(&self) -> impl Iterator<Item = &Contents> {
        self.written.values()
    }

    /// Returns the UID under which a task is written.
    pub(super) fn of_task(&mut self, programme: &Programme, task: &ProgrammeTask) -> String {
        let own = format!("{}+task.{}@chancery", task.id, programme.visit);
        let uid = self.free(programme, &task.uid, &own, None).0;
        self.note(programme, &uid, None);
        uid
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
