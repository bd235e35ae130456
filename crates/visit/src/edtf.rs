//! Dates with a precision: the Extended Date/Time Format (ISO 8601-2:2019, as profiled by the Library of Congress).
//!
//! Levels 0 and 1 are read in full but for clock times and years of more than four digits; of level 2, digits left
//! open (`2017-03-2X`), and quarters, quadrimesters and halves (`33` to `41`).

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A date, or a span of time, of known precision. The text is kept to the letter.
///
/// # Examples
/// ```
/// use visit::{Edtf, Precision};
///
/// let date = Edtf("2013-11".to_owned());
/// let days = date.range().map(|(first, last)| (first.to_string(), last.to_string()));
/// assert_eq!(days, Some(("2013-11-01".to_owned(), "2013-11-30".to_owned())));
/// assert_eq!(date.precision(), Some(Precision::Month));
///
/// assert_eq!(Edtf("November 2013".to_owned()).range(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Edtf(pub String);

/// A date as it was announced: what it means, and the words it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct DatePhrase {
    /// What the date means.
    pub edtf: Edtf,
    /// The words it came in, for example 'end of March'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: crate::Extra,
}

impl DatePhrase {
    /// Makes a date without a phrase.
    pub fn new(edtf: &str) -> Self {
        Self {
            edtf: Edtf(edtf.to_owned()),
            phrase: None,
            extra: crate::Extra::new(),
        }
    }
}

/// How precisely a date is known; finer precisions are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// One calendar day.
    Day,
    /// Several days that are less than a month, or a span between two days.
    Days,
    /// One calendar month.
    Month,
    /// A season, a quarter, or a span between two months.
    Season,
    /// One year.
    Year,
    /// More than a year, or open at one end.
    Years,
}

/// The first and last day that a date can mean; `None` where the span is open or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The first day, or `None` for 'any time before'.
    pub first: Option<NaiveDate>,
    /// The last day, or `None` for 'any time after'.
    pub last: Option<NaiveDate>,
}

/// A text that is not an EDTF date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a date of the Extended Date/Time Format")]
pub struct NotEdtf(pub String);

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Edtf {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Self, NotEdtf> {
        let edtf = Edtf(text.to_owned());
        edtf.bounds()
            .map(|_| edtf)
            .ok_or_else(|| NotEdtf(text.to_owned()))
    }
}

impl Edtf {
    /// Returns the first and last day that the date can mean, or `None` where the text is not of the format.
    pub fn bounds(&self) -> Option<Bounds> {
        let Some((from, to)) = self.0.split_once('/') else {
            return point(&self.0).map(|(first, last)| Bounds {
                first: Some(first),
                last: Some(last),
            });
        };
        let open = |part: &str| part.is_empty() || part == "..";
        if open(from) && open(to) {
            return None;
        }
        let first = if open(from) { None } else { Some(point(from)?.0) };
        let last = if open(to) { None } else { Some(point(to)?.1) };
        match (first, last) {
            (Some(first), Some(last)) if first > last => None,
            _ => Some(Bounds { first, last }),
        }
    }

    /// Returns the first and last day of a date that is closed at both ends.
    pub fn range(&self) -> Option<(NaiveDate, NaiveDate)> {
        let bounds = self.bounds()?;
        Some((bounds.first?, bounds.last?))
    }

    /// Returns how precisely the date is known, or `None` where the text is not of the format.
    pub fn precision(&self) -> Option<Precision> {
        let bounds = self.bounds()?;
        let (Some(first), Some(last)) = (bounds.first, bounds.last) else {
            return Some(Precision::Years);
        };
        let whole_months = first.day() == 1 && last.succ_opt().is_none_or(|next| next.day() == 1);
        Some(match (last - first).num_days() {
            0 => Precision::Day,
            27..=30 if whole_months => Precision::Month,
            1..=30 => Precision::Days,
            31..=184 => Precision::Season,
            185..=365 => Precision::Year,
            _ => Precision::Years,
        })
    }
}

/// Reads one date, without an interval, as the days that it spans.
fn point(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let mut parts = text.split('-');
    let year = parts.next()?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first_year, last_year) = digits(year)?;
    let Some(month) = month else {
        return span((first_year, 1), (last_year, 12));
    };
    if month.len() != 2 {
        return None;
    }
    let (low, high) = digits(month)?;
    let one_year = first_year == last_year;
    let Some(day) = day else {
        if low == high && low > 12 {
            let (from, months) = season(low)?;
            return one_year
                .then(|| span_of_months(first_year, from, months))
                .flatten();
        }
        let (low, high) = within(low, high, 1, 12)?;
        return span((first_year, low), (last_year, high));
    };
    let (first_month, last_month) = within(low, high, 1, 12)?;
    if day.len() != 2 {
        return None;
    }
    let last_day_of_month = days_in(last_year, last_month)?;
    let (low, high) = digits(day)?;
    let (first_day, last_day) = within(low, high, 1, last_day_of_month)?;
    let first = NaiveDate::from_ymd_opt(i32::try_from(first_year).ok()?, first_month, first_day)?;
    let last = NaiveDate::from_ymd_opt(i32::try_from(last_year).ok()?, last_month, last_day)?;
    Some((first, last))
}

/// Returns the smallest and largest number that digits with `X` for 'open' can stand for.
fn digits(text: &str) -> Option<(u32, u32)> {
    let is_known = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
    // Only trailing digits may be open: 'X7' names no span of time.
    let open = text.bytes().skip_while(|byte| *byte != b'X');
    if !is_known || open.into_iter().any(|byte| byte != b'X') {
        return None;
    }
    Some((
        text.replace('X', "0").parse().ok()?,
        text.replace('X', "9").parse().ok()?,
    ))
}

/// Narrows a span of open digits to what the calendar has; a number without open digits must fit as it is.
fn within(low: u32, high: u32, min: u32, max: u32) -> Option<(u32, u32)> {
    let (first, last) = (low.max(min), high.min(max));
    (first <= last && (low != high || low == first)).then_some((first, last))
}

/// The first month and the number of months of the season codes 21 to 41 (northern seasons for the plain ones).
fn season(code: u32) -> Option<(u32, u32)> {
    Some(match code {
        21 | 25 | 31 => (3, 3),
        22 | 26 | 32 => (6, 3),
        23 | 27 => (9, 3),
        24 | 28 => (12, 3),
        29 => (9, 3),
        30 => (12, 3),
        33..=36 => ((code - 33) * 3 + 1, 3),
        37..=39 => ((code - 37) * 4 + 1, 4),
        40 | 41 => ((code - 40) * 6 + 1, 6),
        _ => return None,
    })
}

fn span_of_months(year: u32, from: u32, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let end = from + months - 1;
    if end > 12 {
        span((year, from), (year + 1, end - 12))
    } else {
        span((year, from), (year, end))
    }
}

fn span(first: (u32, u32), last: (u32, u32)) -> Option<(NaiveDate, NaiveDate)> {
    let from = NaiveDate::from_ymd_opt(i32::try_from(first.0).ok()?, first.1, 1)?;
    let to = NaiveDate::from_ymd_opt(i32::try_from(last.0).ok()?, last.1, days_in(last.0, last.1)?)?;
    Some((from, to))
}

fn days_in(year: u32, month: u32) -> Option<u32> {
    let year = i32::try_from(year).ok()?;
    (28..=31)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(text: &str) -> String {
        match Edtf(text.to_owned()).bounds() {
            None => "not EDTF".into(),
            Some(bounds) => format!(
                "{}..{}",
                bounds.first.map_or(String::new(), |day| day.to_string()),
                bounds.last.map_or(String::new(), |day| day.to_string())
            ),
        }
    }

    #[test]
    fn each_form_means_the_days_that_the_standard_says() {
        for (text, expected) in [
            ("2017-03-20", "2017-03-20..2017-03-20"),
            ("2017-03-20/2017-03-21", "2017-03-20..2017-03-21"),
            ("2013-11", "2013-11-01..2013-11-30"),
            ("2018", "2018-01-01..2018-12-31"),
            ("2017-03-21~/2017-03-31", "2017-03-21..2017-03-31"),
            ("2017-03-2X", "2017-03-20..2017-03-29"),
            ("2017-02-XX", "2017-02-01..2017-02-28"),
            ("2017-03-3X", "2017-03-30..2017-03-31"),
            ("201X", "2010-01-01..2019-12-31"),
            ("2017-XX", "2017-01-01..2017-12-31"),
            ("2017-24", "2017-12-01..2018-02-28"),
            ("2017-34", "2017-04-01..2017-06-30"),
            ("2017-41", "2017-07-01..2017-12-31"),
            ("2017-04/..", "2017-04-01.."),
            ("../2017-04", "..2017-04-30"),
            ("2017-09?", "2017-09-01..2017-09-30"),
            ("2017-02-30", "not EDTF"),
            ("2017-13", "not EDTF"),
            ("2017-3-1", "not EDTF"),
            ("end of March", "not EDTF"),
            ("2017-03-21/2017-03-20", "not EDTF"),
            ("20X7", "not EDTF"),
            ("", "not EDTF"),
            ("/", "not EDTF"),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
    }

    #[test]
    fn a_date_knows_its_precision() {
        for (text, expected) in [
            ("2017-03-20", Precision::Day),
            ("2017-03-20/2017-03-21", Precision::Days),
            ("2017-02", Precision::Month),
            ("2017-21", Precision::Season),
            ("2018", Precision::Year),
            ("2017-05/..", Precision::Years),
        ] {
            assert_eq!(Edtf(text.into()).precision(), Some(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,24}") {
            let _ = Edtf(text).precision();
        }

        #[test]
        fn bounds_are_in_order(text in "[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?(/[0-9]{4}(-[0-9]{2})?)?") {
            if let Some((first, last)) = Edtf(text).range() {
                prop_assert!(first <= last);
            }
        }
    }
}
