//! Dates, times and durations as calendar files write them (RFC 5545, section 3.3).

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

/// A DATE or DATE-TIME value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeValue {
    Date(NaiveDate),
    /// As a clock shows it; where, the parameters say.
    Wall(NaiveDateTime),
    Utc(DateTime<Utc>),
}

impl TimeValue {
    /// Reads `20170320`, `20170320T100000`, `20170320T010000Z`, and the forms of ISO 8601 with hyphens and colons that
    /// some programs write.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)),
            None => (text, None),
        };
        let date = parse_date(date)?;
        let Some(time) = time else {
            return Some(TimeValue::Date(date));
        };
        let (time, offset) = split_offset(time)?;
        let wall = parse_time(date, time)?;
        match offset {
            None => Some(TimeValue::Wall(wall)),
            Some(seconds) => Some(TimeValue::Utc(
                wall.checked_sub_signed(Duration::seconds(seconds))?.and_utc(),
            )),
        }
    }

    /// Returns the day.
    pub(crate) fn date(self) -> NaiveDate {
        match self {
            TimeValue::Date(date) => date,
            TimeValue::Wall(wall) => wall.date(),
            TimeValue::Utc(instant) => instant.date_naive(),
        }
    }
}

/// Writes a DATE value.
pub(crate) fn date_text(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Writes a DATE-TIME value without its zone.
pub(crate) fn wall_text(wall: NaiveDateTime) -> String {
    let (date, time) = (wall.date(), wall.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let plain: String;
    let text = if text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2 {
        plain = text.replace('-', "");
        &plain
    } else {
        text
    };
    if text.len() != 8 {
        return None;
    }
    let year = i32::try_from(digits(text.get(..4)?)?)
        .ok()
        .filter(|year| *year >= 1)?;
    NaiveDate::from_ymd_opt(year, digits(text.get(4..6)?)?, digits(text.get(6..8)?)?)
}

/// Takes `Z` or `+02:00` off the end; the number is seconds east of UTC.
fn split_offset(text: &str) -> Option<(&str, Option<i64>)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, Some(0)));
    }
    match text.find(['+', '-']) {
        None => Some((text, None)),
        Some(at) => Some((text.get(..at)?, Some(parse_offset(text.get(at..)?)?))),
    }
}

/// Reads `+0900`, `-03:30` or `+013015` as seconds east of UTC.
pub(crate) fn parse_offset(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain = rest.replace(':', "");
    if !matches!(plain.len(), 4 | 6) {
        return None;
    }
    let part = |from: usize| plain.get(from..from + 2).map_or(Some(0), digits).map(i64::from);
    let (hours, minutes, seconds) = (part(0)?, part(2)?, part(4)?);
    (hours <= 24 && minutes < 60 && seconds < 60).then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}

fn parse_time(date: NaiveDate, text: &str) -> Option<NaiveDateTime> {
    let plain: String;
    let text = if text.contains(':') {
        plain = text.split('.').next()?.replace(':', "");
        &plain
    } else {
        text
    };
    if !matches!(text.len(), 4 | 6) {
        return None;
    }
    let (hour, minute) = (digits(text.get(..2)?)?, digits(text.get(2..4)?)?);
    let second = text.get(4..6).map_or(Some(0), digits)?;
    // ISO 8601 lets midnight be the end of the day before, and a minute have a leap second.
    if (hour, minute, second) == (24, 0, 0) {
        return date.succ_opt()?.and_hms_opt(0, 0, 0);
    }
    Some(date.and_time(NaiveTime::from_hms_opt(hour, minute, second.min(59))?)).filter(|_| second <= 60)
}

/// A DURATION value: days follow the calendar, the rest follows the clock (RFC 5545, section 3.3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) days: i64,
    pub(crate) seconds: i64,
}

impl Span {
    /// Reads `PT1H30M`, `P1D`, `-P2W` and the like.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let rest = rest.strip_prefix(['P', 'p'])?;
        let (mut days, mut seconds, mut in_time, mut number) = (0i64, 0i64, false, String::new());
        let mut parts = 0;
        for c in rest.chars() {
            if c.is_ascii_digit() {
                number.push(c);
                continue;
            }
            if c.eq_ignore_ascii_case(&'T') && number.is_empty() {
                in_time = true;
                continue;
            }
            // Eight digits are centuries of hours; more would only overflow.
            let count = i64::from(digits(&number).filter(|_| number.len() <= 8)?);
            match (c.to_ascii_uppercase(), in_time) {
                ('W', false) => days += count * 7,
                ('D', false) => days += count,
                ('H', true) => seconds += count * 3600,
                ('M', true) => seconds += count * 60,
                ('S', true) => seconds += count,
                _ => return None,
            }
            number.clear();
            parts += 1;
        }
        (number.is_empty() && parts > 0).then_some(Self {
            days: sign * days,
            seconds: sign * seconds,
        })
    }
}

/// Shows a time as chrono does, at a fraction of its cost where the year has four digits and the second no fraction.
pub(crate) struct Shown(pub(crate) NaiveDateTime);

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let wall = self.0;
        if !(0..=9999).contains(&wall.year()) || wall.nanosecond() != 0 {
            return wall.fmt(f);
        }
        let mut text = *b"0000-00-00 00:00:00";
        let year = wall.year().unsigned_abs();
        for (at, number) in [
            (0, year / 100),
            (2, year % 100),
            (5, wall.month()),
            (8, wall.day()),
            (11, wall.hour()),
            (14, wall.minute()),
            (17, wall.second()),
        ] {
            for (place, digit) in [(at, number / 10), (at + 1, number % 10)] {
                if let Some(byte) = text.get_mut(place) {
                    *byte += u8::try_from(digit).unwrap_or_default();
                }
            }
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%FT%T").expect("a time")
    }

    #[test]
    fn the_forms_of_the_standard_are_read() {
        assert_eq!(
            TimeValue::parse("20170320"),
            NaiveDate::from_ymd_opt(2017, 3, 20).map(TimeValue::Date)
        );
        assert_eq!(
            TimeValue::parse("20170320T100000"),
            Some(TimeValue::Wall(wall("2017-03-20T10:00:00")))
        );
        assert_eq!(
            TimeValue::parse("20170320T010000Z"),
            Some(TimeValue::Utc(wall("2017-03-20T01:00:00").and_utc()))
        );
    }

    #[test]
    fn forms_that_programs_write_all_the_same_are_read() {
        assert_eq!(
            TimeValue::parse("2017-03-20T10:00"),
            Some(TimeValue::Wall(wall("2017-03-20T10:00:00")))
        );
        assert_eq!(
            TimeValue::parse("2017-03-20T10:00:00+09:00"),
            Some(TimeValue::Utc(wall("2017-03-20T01:00:00").and_utc()))
        );
        assert_eq!(
            TimeValue::parse("20170320T240000"),
            Some(TimeValue::Wall(wall("2017-03-21T00:00:00")))
        );
        assert_eq!(
            TimeValue::parse("20161231T235960Z"),
            Some(TimeValue::Utc(wall("2016-12-31T23:59:59").and_utc()))
        );
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2017",
            "20170230",
            "20170320T",
            "20170320T2500",
            "20170320Tabcdef",
            "00000101",
            "２０１７０３２０",
            "20170320T1000é",
        ] {
            assert_eq!(TimeValue::parse(text), None, "{text}");
        }
    }

    #[test]
    fn durations_keep_days_and_hours_apart() {
        assert_eq!(
            Span::parse("P1DT2H30M"),
            Some(Span {
                days: 1,
                seconds: 9000
            })
        );
        assert_eq!(
            Span::parse("-P2W"),
            Some(Span {
                days: -14,
                seconds: 0
            })
        );
        for text in ["", "P", "PT", "1H", "PT1", "P1H", "PT999999999999H", "PTH"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
