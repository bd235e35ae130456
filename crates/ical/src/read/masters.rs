//! The starts of series, on which the types of their parts' RECURRENCE-IDs depend.

use std::collections::{HashMap, HashSet};

use visit::CalendarItem;

use super::Reading;
use crate::{
    component::Component,
    conform::{Anchor, Form, is_once_a_day},
    line::unescaped,
    time_value::TimeValue,
    zones::{Meaning, Zones},
};

/// The starts of the series of a calendar that have parts in it.
#[derive(Debug, Default)]
pub(super) struct Masters {
    /// As they were taken, or `None` where the event was not read yet.
    anchors: HashMap<String, Option<Anchor>>,
    /// What the lines say of those that were not read yet.
    starts: HashMap<String, Start>,
}

/// What the lines of a series say of its start.
#[derive(Debug)]
struct Start {
    value: TimeValue,
    tzid: Option<String>,
    once_a_day: bool,
}

impl Masters {
    /// Finds the series of which other events of a calendar are parts.
    pub(super) fn of(calendar: &Component<'_>) -> Self {
        let events = || calendar.children.iter().filter(|child| child.kind == "VEVENT");
        let is_part = |event: &&Component<'_>| event.is_part;
        let uid = |event: &Component<'_>| event.value("UID").map(unescaped);
        let wanted: HashSet<String> = events().filter(is_part).filter_map(uid).collect();
        let mut masters = Self::default();
        if wanted.is_empty() {
            return masters;
        }
        for event in events().filter(|event| !is_part(event)) {
            let Some(uid) = uid(event).filter(|uid| wanted.contains(uid)) else {
                continue;
            };
            let start = event.first("DTSTART").and_then(|(_, property)| {
                let value = TimeValue::parse(property.value)?;
                let rules = event.lines.iter().filter_map(|line| line.property());
                let once_a_day = is_once_a_day(rules.filter(|it| it.is("RRULE")).map(|it| it.value));
                Some(Start {
                    value: if property.is_date() {
                        TimeValue::Date(value.date())
                    } else {
                        value
                    },
                    tzid: property.param("TZID").map(str::to_owned),
                    once_a_day,
                })
            });
            masters.anchors.entry(uid.clone()).or_insert(None);
            if let Some(start) = start {
                masters.starts.entry(uid).or_insert(start);
            }
        }
        masters
    }

    /// Remembers the start of a series as it was taken.
    pub(super) fn learn(&mut self, item: &CalendarItem, anchor: Option<Anchor>) {
        if item.recurrence_id.is_none()
            && let Some(known) = self.anchors.get_mut(&item.uid)
        {
            *known = known.or(anchor);
        }
    }
}

impl Reading<'_> {
    /// Returns the start of the series of which an event is a part, where the calendar has it.
    pub(super) fn master(&self, event: &Component<'_>, zones: &Zones) -> Option<Anchor> {
        if !event.is_part {
            return None;
        }
        let uid = event.value("UID").map(unescaped)?;
        let known = self.masters.anchors.get(&uid)?;
        known.or_else(|| {
            self.masters
                .starts
                .get(&uid)
                .and_then(|start| start.anchor(zones))
        })
    }
}

impl Start {
    /// Returns the start as it will be taken when its event is read.
    fn anchor(&self, zones: &Zones) -> Option<Anchor> {
        let anchor = |form, time| {
            Some(Anchor {
                form,
                time,
                once_a_day: self.once_a_day,
            })
        };
        let wall = match self.value {
            TimeValue::Date(_) => return anchor(Form::Date, chrono::NaiveTime::MIN),
            TimeValue::Utc(instant) => return anchor(Form::Utc, instant.time()),
            TimeValue::Wall(wall) => wall,
        };
        let meaning = self
            .tzid
            .as_deref()
            .map_or(Meaning::Unknown, |tzid| zones.peek(tzid));
        match meaning {
            Meaning::Unknown => anchor(Form::Floating, wall.time()),
            Meaning::Zone(tz) => anchor(Form::of(tz), wall.time()),
            Meaning::Divided(tz, _) if meaning.agrees(wall) => anchor(Form::of(tz), wall.time()),
            rules => anchor(Form::Utc, rules.instant(wall)?.time()),
        }
    }
}
