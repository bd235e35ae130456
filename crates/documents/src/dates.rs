//! Days and times in the words of a language, on a 24-hour clock.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use visit::programme::PhrasedDate;
use visit::vocabulary::{Language, Vocabulary};

use crate::clean;

/// A day with its weekday, for a heading: 'Monday, 20 March 2017'.
pub(crate) fn heading(labels: &Vocabulary, date: NaiveDate) -> String {
    let weekday = at(&labels.weekdays, date.weekday().num_days_from_monday());
    match labels.language {
        Language::Japanese => format!("{}（{weekday}）", full(labels, date)),
        _ => format!("{weekday}, {}", full(labels, date)),
    }
}

/// A day: '20 March 2017'.
pub(crate) fn full(labels: &Vocabulary, date: NaiveDate) -> String {
    let (day, year) = (date.day(), date.year());
    let month = at(&labels.months, date.month0());
    match labels.language {
        Language::English => format!("{day} {month} {year}"),
        Language::Russian => format!("{day} {month} {year} г."),
        Language::Japanese => format!("{year}年{month}{day}日"),
    }
}

/// The days from `first` to `last`, saying once what both share: '20–21 March 2017'.
pub(crate) fn range(labels: &Vocabulary, first: NaiveDate, last: NaiveDate) -> String {
    if first >= last {
        return full(labels, first);
    }
    let same_year = first.year() == last.year();
    let same_month = same_year && first.month() == last.month();
    let month = at(&labels.months, first.month0());
    match labels.language {
        Language::Japanese if same_month => format!("{}～{}日", full(labels, first), last.day()),
        Language::Japanese if same_year => {
            format!(
                "{}～{}{}日",
                full(labels, first),
                at(&labels.months, last.month0()),
                last.day()
            )
        }
        Language::Japanese => format!("{}～{}", full(labels, first), full(labels, last)),
        _ if same_month => format!("{}–{}", first.day(), full(labels, last)),
        _ if same_year => format!("{} {month} – {}", first.day(), full(labels, last)),
        _ => format!("{} – {}", full(labels, first), full(labels, last)),
    }
}

/// A date outside the programme: in the words that it came in, else in figures. A month is not the days of the month.
pub(crate) fn phrased(labels: &Vocabulary, date: &PhrasedDate) -> String {
    let phrase = date.phrase.as_deref().map(clean::line);
    let days = || {
        let is_of_days = matches!(date.edtf.0.len(), 10 | 21);
        let (first, last) = date.edtf.range().filter(|_| is_of_days)?;
        Some(range(labels, first, last))
    };
    phrase
        .filter(|phrase| !phrase.is_empty())
        .or_else(days)
        .unwrap_or_else(|| clean::line(&date.edtf.0))
}

/// A day without its year, short: '19 Mar'.
pub(crate) fn short(labels: &Vocabulary, date: NaiveDate) -> String {
    let month = at(&labels.months_short, date.month0());
    match labels.language {
        Language::Japanese => format!("{month}{}日", date.day()),
        _ => format!("{}\u{A0}{month}", date.day()),
    }
}

/// The weekday, short: 'Mon'.
pub(crate) fn weekday(labels: &Vocabulary, date: NaiveDate) -> &'static str {
    at(&labels.weekdays_short, date.weekday().num_days_from_monday())
}

/// From when to when, read beside a table of the day `day`: '10:00–11:30'. Where a clock shows another day than the
/// table, or the end another than the start, the weekday stands before the time, and the date if a weekday would not do.
pub(crate) fn span(labels: &Vocabulary, day: NaiveDate, start: NaiveDateTime, end: NaiveDateTime) -> String {
    let from = moment(labels, day, start);
    if start == end {
        return from;
    }
    let to = moment(labels, start.date(), end);
    let dash = if start.date() == end.date() {
        "–"
    } else {
        " – "
    };
    format!("{from}{dash}{to}")
}

/// A time, read where the day is known to be `day`.
pub(crate) fn moment(labels: &Vocabulary, day: NaiveDate, time: NaiveDateTime) -> String {
    let date = time.date();
    let clock = time.format("%H:%M");
    if date == day {
        return clock.to_string();
    }
    let near = (date - day).num_days().abs() < 7;
    let name = if near {
        weekday(labels, date).to_owned()
    } else {
        short(labels, date)
    };
    match labels.language {
        Language::Japanese if near => format!("({name}){clock}"),
        _ => format!("{name}\u{A0}{clock}"),
    }
}

/// A distance from Greenwich: 'UTC+3', 'UTC−3:30'.
pub(crate) fn offset(minutes: i64) -> String {
    let sign = if minutes < 0 { "−" } else { "+" };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{rest:02}")
    }
}

fn at(names: &[&'static str], index: u32) -> &'static str {
    names.get(index as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%F %R").expect("a time")
    }

    fn labels(tag: &str) -> &'static Vocabulary {
        Vocabulary::of(tag)
    }

    #[test]
    fn a_day_reads_as_its_language_writes_it() {
        let date = day("2017-03-20");
        assert_eq!(heading(labels("en"), date), "Monday, 20 March 2017");
        assert_eq!(heading(labels("ru"), date), "Понедельник, 20 марта 2017 г.");
        assert_eq!(heading(labels("ja"), date), "2017年3月20日（月）");
    }

    #[test]
    fn a_range_says_once_what_its_ends_share() {
        let en = |first, last| range(labels("en"), day(first), day(last));
        assert_eq!(en("2017-03-20", "2017-03-20"), "20 March 2017");
        assert_eq!(en("2017-03-20", "2017-03-21"), "20–21 March 2017");
        assert_eq!(en("2017-03-30", "2017-04-02"), "30 March – 2 April 2017");
        assert_eq!(
            en("2016-12-30", "2017-01-02"),
            "30 December 2016 – 2 January 2017"
        );
        assert_eq!(
            range(labels("ru"), day("2017-03-20"), day("2017-03-21")),
            "20–21 марта 2017 г."
        );
        assert_eq!(
            range(labels("ja"), day("2017-03-20"), day("2017-03-21")),
            "2017年3月20日～21日"
        );
        assert_eq!(
            range(labels("ja"), day("2017-03-30"), day("2017-04-02")),
            "2017年3月30日～4月2日"
        );
    }

    #[test]
    fn a_clock_on_another_day_says_which() {
        let monday = day("2017-03-20");
        let en = |start, end| span(labels("en"), monday, time(start), time(end));
        assert_eq!(en("2017-03-20 10:00", "2017-03-20 11:30"), "10:00–11:30");
        assert_eq!(
            en("2017-03-19 22:40", "2017-03-20 06:15"),
            "Sun\u{A0}22:40 – Mon\u{A0}06:15"
        );
        assert_eq!(
            en("2017-03-20 22:00", "2017-03-21 00:30"),
            "22:00 – Tue\u{A0}00:30"
        );
        assert_eq!(en("2017-03-20 10:00", "2017-03-20 10:00"), "10:00");
        assert_eq!(
            en("2017-03-20 10:00", "2017-04-02 10:00"),
            "10:00 – 2\u{A0}Apr\u{A0}10:00"
        );
        assert_eq!(
            moment(labels("ja"), monday, time("2017-03-19 22:40")),
            "(日)22:40"
        );
    }

    #[test]
    fn an_offset_of_half_an_hour_is_written_out() {
        assert_eq!(offset(540), "UTC+9");
        assert_eq!(offset(-210), "UTC−3:30");
        assert_eq!(offset(0), "UTC+0");
    }
}
