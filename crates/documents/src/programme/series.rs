//! A series in words. What the rule says that these words cannot is left out, never guessed: the calendar file has the
//! rule itself.

use chrono::NaiveDate;
use visit::vocabulary::Vocabulary;

use crate::dates;

/// The rules (RFC 5545) by name, as far as they are put into words.
const FREQUENCIES: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// 'Series: weekly, Mon, Wed, until 2 May 2017', from the lines that make the series; nothing where there is none.
pub(super) fn phrase(labels: &Vocabulary, recurrence: &[String], one_of: bool) -> Option<String> {
    let words = &labels.series;
    if one_of {
        return Some(words.one_of.to_owned());
    }
    if recurrence.is_empty() {
        return None;
    }
    let rule = recurrence.iter().find_map(|line| {
        let (name, value) = line.trim().split_once(':')?;
        name.to_ascii_uppercase().starts_with("RRULE").then_some(value)
    });
    Some(match rule.and_then(|rule| how(labels, rule)) {
        Some(how) => words.series.replace("{how}", &how),
        None => words.plain.to_owned(),
    })
}

fn how(labels: &Vocabulary, rule: &str) -> Option<String> {
    let words = &labels.series;
    let value = |name: &str| {
        rule.split(';').find_map(|part| {
            let (key, value) = part.split_once('=')?;
            key.trim()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().to_ascii_uppercase())
        })
    };
    let number = |name: &str| value(name).and_then(|text| text.parse::<u32>().ok());
    let index = FREQUENCIES
        .iter()
        .position(|name| Some(*name) == value("FREQ").as_deref())?;
    let mut parts = vec![match number("INTERVAL") {
        Some(n) if n > 1 => words.every.get(index)?.replace("{n}", &n.to_string()),
        _ => (*words.each.get(index)?).to_owned(),
    }];
    if let Some(days) = value("BYDAY") {
        parts.extend(days.split(',').filter_map(|day| {
            let index = WEEKDAYS.iter().position(|name| *name == day)?;
            labels.weekdays_short.get(index).map(|name| (*name).to_owned())
        }));
    }
    parts.extend(number("COUNT").map(|n| words.count.replace("{n}", &n.to_string())));
    parts.extend(
        value("UNTIL")
            .as_deref()
            .and_then(day)
            .map(|date| words.until.replace("{date}", &dates::full(labels, date))),
    );
    Some(parts.join(", "))
}

/// The day of a date or date-time of RFC 5545.
fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..8)?, "%Y%m%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(tag: &str, line: &str) -> Option<String> {
        phrase(Vocabulary::of(tag), &[line.to_owned()], false)
    }

    #[test]
    fn a_rule_is_said_in_words() {
        assert_eq!(
            said("en", "RRULE:FREQ=DAILY;COUNT=3").as_deref(),
            Some("Series: daily, 3 in all")
        );
        assert_eq!(
            said("en", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20170502T000000Z").as_deref(),
            Some("Series: weekly, Mon, Wed, until 2 May 2017")
        );
        assert_eq!(
            said("ru", "RRULE:FREQ=WEEKLY;INTERVAL=2").as_deref(),
            Some("Серия: раз в 2 нед.")
        );
        assert_eq!(
            said("ja", "rrule:freq=daily;until=20170322").as_deref(),
            Some("繰り返し：毎日, 2017年3月22日まで")
        );
    }

    #[test]
    fn what_cannot_be_said_is_at_least_called_a_series() {
        assert_eq!(said("en", "RRULE:FREQ=SECONDLY").as_deref(), Some("Series"));
        assert_eq!(said("en", "RDATE:20170320T100000Z").as_deref(), Some("Series"));
        assert_eq!(
            said("en", "RRULE:FREQ=DAILY;UNTIL=ж").as_deref(),
            Some("Series: daily")
        );
        assert_eq!(phrase(Vocabulary::of("en"), &[], false), None);
        assert_eq!(
            phrase(Vocabulary::of("en"), &[], true).as_deref(),
            Some("One of a series")
        );
    }
}
