//! The start of an entry, on which the types of the other dates of its series depend.

use chrono::{NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use visit::When;

/// The type of a date or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Date,
    Floating,
    Utc,
    In(Tz),
}

impl Form {
    /// Returns the form of a time in a zone.
    pub(crate) fn of(tz: Tz) -> Self {
        match tz {
            Tz::UTC | Tz::Etc__UTC => Self::Utc,
            tz => Self::In(tz),
        }
    }
}

/// The start of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) form: Form,
    /// As a clock of its zone shows it; midnight where it is a day.
    pub(crate) time: NaiveTime,
    /// That its rules repeat it at most once a day, so that a day says which repetition is meant.
    pub(crate) once_a_day: bool,
}

impl Anchor {
    /// The start of what takes place on a day, once.
    pub(crate) const DAY: Self = Self {
        form: Form::Date,
        time: NaiveTime::MIN,
        once_a_day: true,
    };

    /// Returns the start of what takes place then; `None` where there is none.
    pub(crate) fn of(when: &When, once_a_day: bool) -> Option<Self> {
        let (form, time) = match when {
            When::At(at) => {
                let tz = at.zone.as_ref().and_then(visit::Zone::tz);
                let form = tz.map_or(Form::Floating, Form::of);
                (form, at.start.time())
            }
            When::Day(_) => (Form::Date, NaiveTime::MIN),
            _ => return None,
        };
        Some(Self {
            form,
            time,
            once_a_day,
        })
    }

    /// Returns the zone in which a clock of this entry is read, where it has one.
    pub(super) fn tz(&self) -> Option<Tz> {
        match self.form {
            Form::Date | Form::Floating => None,
            Form::Utc => Some(Tz::UTC),
            Form::In(tz) => Some(tz),
        }
    }

    /// Returns a time on a day that is the entry's own.
    pub(super) fn on(&self, date: chrono::NaiveDate) -> NaiveDateTime {
        date.and_time(self.time)
    }
}

/// Returns whether rules repeat something at most once a day.
pub(crate) fn is_once_a_day<'a>(rules: impl Iterator<Item = &'a str>) -> bool {
    const WITHIN_A_DAY: [&str; 6] = [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "BYHOUR=",
        "BYMINUTE=",
        "BYSECOND=",
    ];
    let begins = |part: &str, with: &str| {
        part.trim()
            .get(..with.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(with))
    };
    rules
        .flat_map(|rule| rule.split(';'))
        .all(|part| !WITHIN_A_DAY.iter().any(|with| begins(part, with)))
}
