//! A range of days, and the part of a programme that falls on it.

use std::{fmt, str::FromStr};

use chrono::{Days, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    When,
    programme::{Part, Programme, ProgrammeDay, ProgrammeEngagement},
};

/// Days from a first to a last one, both within, in the host's calendar. An end that is missing is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct DayRange {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<NaiveDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NaiveDate>,
}

/// Why a text is no range of days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDays {
    /// One of its ends is not a date.
    #[error("'{0}' is not a day. Write it as YEAR-MONTH-DAY, for example 2017-03-20.")]
    NotADay(String),
    /// The last day lies before the first.
    #[error("{last} lies before {first}. Put the earlier day first: {last}..{first}.")]
    TurnedRound {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// Both ends are open.
    #[error("A range of days has a first or a last day, for example 2017-03-20..2017-03-21 or 2017-03-20..")]
    NoDays,
}

impl DayRange {
    /// Makes a range of days.
    ///
    /// # Errors
    /// [`NotDays::TurnedRound`] or [`NotDays::NoDays`].
    pub fn new(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Result<DayRange, NotDays> {
        match (first, last) {
            (None, None) => Err(NotDays::NoDays),
            (Some(first), Some(last)) if last < first => Err(NotDays::TurnedRound { first, last }),
            _ => Ok(DayRange { first, last }),
        }
    }

    /// Returns whether something that lasts from one day to another falls on one of these days.
    pub fn meets(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.first.is_none_or(|day| day <= last) && self.last.is_none_or(|day| first <= day)
    }
}

impl FromStr for DayRange {
    type Err = NotDays;

    /// Reads `FIRST..LAST`, `FIRST..`, `..LAST`, or one day.
    fn from_str(text: &str) -> Result<Self, NotDays> {
        let text = text.trim();
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        DayRange::new(day(first)?, day(last)?)
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (first, last) => {
                let end = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
                write!(f, "{}..{}", end(first), end(last))
            }
        }
    }
}

/// Reads an end of a range; where there is nothing, it is open.
fn day(text: &str) -> Result<Option<NaiveDate>, NotDays> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // The usual reader takes signs and short numbers too, which are rather slips of the hand.
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date = text.parse().ok().filter(|_| has_form);
    date.map(Some)
        .ok_or_else(|| NotDays::NotADay(text.chars().take(40).collect()))
}

/// How much of a programme was left out because it falls on other days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many engagements fall on other days.
    pub elsewhere: usize,
    /// How many have no day: they belong to the whole visit, and nobody knows whether to these days.
    pub undated: usize,
    /// How many tasks of the checklist are due on other days, or on no day that is known.
    pub tasks: usize,
}

impl Programme {
    /// Keeps what falls on a range of days, in the host's calendar: what goes on overnight falls on both. Of the checklist it
    /// keeps what is due on these days.
    pub fn keep_days(&mut self, range: &DayRange) -> LeftOut {
        let mut elsewhere = 0;
        for day in &mut self.days {
            let before = day.engagements.len();
            day.engagements.retain(|engagement| {
                let (first, last) = days_of(engagement).unwrap_or((day.date, day.date));
                range.meets(first, last)
            });
            elsewhere += before - day.engagements.len();
        }
        self.days.retain(|day| !day.engagements.is_empty());
        let undated = self.undated.len();
        self.undated.clear();
        if elsewhere + undated > 0 {
            self.part = self.part_of(range, undated);
        }
        let tasks = self.tasks.len();
        self.tasks
            .retain(|task| task.due_day.is_some_and(|day| range.meets(day, day)));
        LeftOut {
            elsewhere,
            undated,
            tasks: tasks - self.tasks.len(),
        }
    }

    /// Returns what is left of the programme; an open end of the range is that of the visit, else of what is left.
    fn part_of(&self, range: &DayRange, undated: usize) -> Option<Part> {
        let visit = self.days_of_visit;
        let left = |day: Option<&ProgrammeDay>| day.map(|day| day.date);
        let first = range
            .first
            .or(visit.map(|(first, _)| first))
            .or_else(|| left(self.days.first()));
        let last = range
            .last
            .or(visit.map(|(_, last)| last))
            .or_else(|| left(self.days.last()));
        let (first, last) = (first.or(last)?, last.or(first)?);
        Some(Part {
            // The range may lie outside the days of the visit.
            first: first.min(last),
            last: last.max(first),
            undated,
        })
    }

    /// Returns how many engagements the programme has.
    pub fn count(&self) -> usize {
        self.undated.len() + self.days.iter().map(|day| day.engagements.len()).sum::<usize>()
    }
}

/// Returns the first and the last day on which an engagement takes place.
fn days_of(engagement: &ProgrammeEngagement) -> Option<(NaiveDate, NaiveDate)> {
    if let When::Day(day) = &engagement.when {
        return Some((day.date, day.last()));
    }
    let start = engagement.start?;
    let end = engagement.end.unwrap_or(start);
    let (first, mut last) = (start.host.date(), end.host.date());
    // What ends at midnight does not take place on the day that then begins.
    if end.host.time() == NaiveTime::MIN && last > first {
        last = last.checked_sub_days(Days::new(1)).unwrap_or(last);
    }
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_reads_as_it_is_written_with_open_ends_too() {
        for text in [
            "2017-03-20..2017-03-21",
            "2017-03-20..",
            "..2017-03-21",
            "2017-03-20",
        ] {
            let range: DayRange = text.parse().expect(text);
            assert_eq!(range.to_string(), text);
        }
        let same: DayRange = " 2017-03-20 .. 2017-03-20 ".parse().expect("a range");
        assert_eq!(same.to_string(), "2017-03-20");
    }

    #[test]
    fn what_is_no_range_is_refused_with_the_remedy() {
        for (text, words) in [
            ("", "for example"),
            ("..", "for example"),
            ("20.03.2017", "'20.03.2017' is not a day"),
            ("2017-03-20..tomorrow", "'tomorrow' is not a day"),
            ("2017-02-30", "'2017-02-30' is not a day"),
            ("2017-3-2", "is not a day"),
            ("+2017-03-2", "is not a day"),
            ("2017-03-20...2017-03-21", "is not a day"),
            ("2017-03-21..2017-03-20", "2017-03-20..2017-03-21"),
        ] {
            let refused = text.parse::<DayRange>().expect_err(text).to_string();
            assert!(refused.contains(words), "{text}: {refused}");
        }
    }
}
