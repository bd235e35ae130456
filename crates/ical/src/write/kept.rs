//! The lines of an engagement that came from a calendar file and are written again, as far as they may stand where they are written.

use std::{borrow::Cow, collections::HashMap};

use visit::{
    When,
    programme::{Programme, ProgrammeEngagement},
};

use super::time::{Standing, standing};
use crate::{
    conform::{Anchor, Component, Once, Setting, Verdict, is_once_a_day, judge},
    line::Property,
};

/// Properties that are made anew; a kept line never stands beside them.
const OURS: [&str; 14] = [
    "BEGIN",
    "END",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "SEQUENCE",
    "SUMMARY",
    "STATUS",
    "DESCRIPTION",
    "LOCATION",
    "RRULE",
    "METHOD",
];

/// Properties that belong to a series; they stand in a place of their own.
const OF_SERIES: [&str; 5] = ["RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"];

/// The starts of the series of a calendar, by UID.
pub(super) type Masters<'a> = HashMap<&'a str, Anchor>;

/// A kept line as it is written.
#[derive(Debug)]
pub(super) enum Kept<'a> {
    AsItIs(Property<'a>),
    Mended(Cow<'a, str>),
}

impl Kept<'_> {
    pub(super) fn property(&self) -> Option<Property<'_>> {
        match self {
            Self::AsItIs(property) => Some(*property),
            Self::Mended(line) => Property::parse(line),
        }
    }
}

/// Returns the starts of those series that have parts among some engagements.
pub(super) fn masters<'a>(
    programme: &Programme,
    engagements: impl Iterator<Item = &'a ProgrammeEngagement> + Clone,
) -> Masters<'a> {
    let mut masters = Masters::new();
    if engagements
        .clone()
        .all(|engagement| engagement.calendar.recurrence_id.is_none())
    {
        return masters;
    }
    for engagement in engagements.filter(|engagement| engagement.calendar.recurrence_id.is_none()) {
        // What stands on the days of the visit for want of a time is written as a day.
        let days = (standing(programme, engagement) == Standing::Within).then_some(Anchor::DAY);
        if let Some(anchor) = anchor(engagement).or(days) {
            masters.entry(&engagement.calendar.uid).or_insert(anchor);
        }
    }
    masters
}

/// Returns the start of an engagement, where the engagement has one that could be repeated.
fn anchor(engagement: &ProgrammeEngagement) -> Option<Anchor> {
    let rules = engagement
        .calendar
        .recurrence
        .iter()
        .filter_map(|line| line.split_once(':'));
    Anchor::of(&engagement.when, is_once_a_day(rules.map(|(_, rule)| rule)))
}

/// Returns the lines of an engagement that are written again, those of its series first.
pub(super) fn lines<'a>(
    programme: &Programme,
    engagement: &'a ProgrammeEngagement,
    masters: &Masters<'_>,
) -> Vec<Kept<'a>> {
    let item = &engagement.calendar;
    if item.recurrence.is_empty() && item.recurrence_id.is_none() && item.properties.is_empty() {
        return Vec::new();
    }
    let standing = standing(programme, engagement);
    let start = match &engagement.when {
        When::At(_) | When::Day(_) => anchor(engagement),
        // What has no time is not repeated: nobody knows when.
        _ => None,
    };
    let setting = Setting {
        component: if standing == Standing::Undated {
            Component::Journal
        } else {
            Component::Event
        },
        start: start.as_ref(),
        master: masters.get(item.uid.as_str()),
    };
    let is = |property: &Property<'_>, names: &[&str]| names.iter().any(|name| property.is(name));
    let series = item.recurrence.iter().chain(&item.recurrence_id);
    let series = properties(series).filter(|line| is(line, &OF_SERIES));
    let others = properties(item.properties.iter())
        .filter(|line| !is(line, &OURS) && !is(line, &OF_SERIES))
        .filter(|line| !line.capitals().starts_with("X-CHANCERY-"));
    let mut once = Once::default();
    let mut lines = Vec::new();
    for property in series.chain(others) {
        let kept = match judge(&property, setting) {
            Verdict::Sound => Kept::AsItIs(property),
            Verdict::Mended(line, _) => Kept::Mended(Cow::Owned(line)),
            Verdict::Out(_) => continue,
        };
        if !once.is_second(&property.capitals()) {
            lines.push(kept);
        }
    }
    lines
}

/// Takes lines apart that have no control characters in them.
fn properties<'a>(lines: impl Iterator<Item = &'a String>) -> impl Iterator<Item = Property<'a>> {
    lines
        .filter(|line| !line.contains(|c: char| c.is_control() && c != '\t'))
        .filter_map(|line| Property::parse(line))
}
