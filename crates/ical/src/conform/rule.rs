//! RRULE and EXRULE (RFC 5545, section 3.3.10).

use chrono::NaiveTime;
use visit::zone::instant_of;

use super::{
    anchor::{Anchor, Form},
    fields::Fields,
    utc_text,
};
use crate::{
    report::shown,
    time_value::{TimeValue, date_text, wall_text},
};

const FREQUENCIES: [&str; 7] = [
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
];
const WEEKDAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/// Mends a rule.
pub(super) fn mend(fields: &mut Fields<'_>, start: Option<&Anchor>) -> Result<(), String> {
    let start = start.ok_or("It belongs to a series, and there is no start that could be repeated.")?;
    let rule = fields.value();
    let no_rule = |why: &str| format!("'{}' is no rule: {why}; the event was taken once.", shown(rule));
    let mut changes = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for part in rule.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part
            .split_once('=')
            .ok_or_else(|| no_rule(&format!("'{}' says nothing", shown(part))))?;
        let name = name.trim().to_ascii_uppercase();
        let value = without_gaps(value);
        match parts.iter().find(|(known, _)| *known == name) {
            Some((_, known)) if *known == value => continue,
            Some(_) => return Err(no_rule(&format!("it says {name} twice"))),
            None => {}
        }
        match (name.as_str(), value.as_str()) {
            ("RSCALE", "GREGORIAN") | ("SKIP", "OMIT") => {
                changes.push(format!("{name} goes without saying."))
            }
            (own, _) if own.starts_with("X-") => {
                changes.push(format!("{name} means nothing to other programs."))
            }
            _ => parts.push((name, value)),
        }
    }
    let part = |name: &str| {
        parts
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    let freq = part("FREQ").unwrap_or_default().to_owned();
    if !FREQUENCIES.contains(&freq.as_str()) {
        return Err(no_rule("FREQ does not say how often"));
    }
    if part("COUNT").is_some() && part("UNTIL").is_some() {
        return Err(no_rule("it has both COUNT and UNTIL"));
    }
    let has_weeks = part("BYWEEKNO").is_some();
    let has_others = parts
        .iter()
        .any(|(name, _)| name.starts_with("BY") && name != "BYSETPOS");
    let within_a_day = |name: &str| matches!(name, "BYHOUR" | "BYMINUTE" | "BYSECOND");
    for (name, value) in &parts {
        if !is_part(name, value) || (name == "BYSETPOS" && !has_others) {
            return Err(no_rule(&format!("{name} cannot be '{}'", shown(value))));
        }
        if !agrees(name, value, &freq, has_weeks) {
            return Err(no_rule(&format!("{name} cannot stand beside FREQ={freq}")));
        }
    }
    if start.form == Form::Date {
        if matches!(freq.as_str(), "SECONDLY" | "MINUTELY" | "HOURLY") {
            return Err(no_rule(&format!("a day is not repeated with FREQ={freq}")));
        }
        // "The BYSECOND, BYMINUTE and BYHOUR rule parts MUST be ignored if DTSTART is a DATE."
        parts.retain(|(name, _)| {
            let gone = within_a_day(name);
            if gone {
                changes.push(format!("{name} has no meaning for a day."));
            }
            !gone
        });
    }
    for (name, value) in &mut parts {
        if name == "UNTIL" {
            *value = until(value, start).ok_or_else(|| no_rule(&format!("'{}' is no end", shown(value))))?;
        }
    }
    let mended: Vec<String> = parts
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mended = mended.join(";");
    // Capitals and small letters mean the same, but not every program knows that.
    if mended != rule {
        fields.mend(mended);
        fields.changes.extend(changes);
    }
    Ok(())
}

/// Leaves out blanks, and what stands between two commas and is nothing.
fn without_gaps(value: &str) -> String {
    let parts: Vec<String> = value
        .split(',')
        .map(|one| one.trim().to_ascii_uppercase())
        .filter(|one| !one.is_empty())
        .collect();
    parts.join(",")
}

/// Returns UNTIL in the type of the start. A day means all of it.
fn until(text: &str, start: &Anchor) -> Option<String> {
    let last = NaiveTime::from_hms_opt(23, 59, 59)?;
    let value = TimeValue::parse(text)?;
    match (start.tz(), value) {
        (_, value) if start.form == Form::Date => Some(date_text(value.date())),
        (None, TimeValue::Date(date)) => Some(wall_text(date.and_time(last))),
        (None, TimeValue::Wall(wall)) => Some(wall_text(wall)),
        // Who writes a floating start means its clock.
        (None, TimeValue::Utc(instant)) => Some(wall_text(instant.naive_utc())),
        (Some(_), TimeValue::Utc(instant)) => utc_text(instant),
        (Some(tz), TimeValue::Wall(wall)) => utc_text(instant_of(wall, tz)),
        (Some(tz), TimeValue::Date(date)) => utc_text(instant_of(date.and_time(last), tz)),
    }
}

fn number(text: &str, low: u32, high: u32) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text
            .parse()
            .is_ok_and(|number: u32| (low..=high).contains(&number))
}

fn signed(text: &str, high: u32) -> bool {
    number(text.strip_prefix(['+', '-']).unwrap_or(text), 1, high)
}

fn is_part(name: &str, value: &str) -> bool {
    let all = |one: fn(&str) -> bool| value.split(',').all(one);
    match name {
        "FREQ" | "UNTIL" => true,
        "COUNT" | "INTERVAL" => number(value, 1, i32::MAX.unsigned_abs()),
        "BYSECOND" => all(|text| number(text, 0, 60)),
        "BYMINUTE" => all(|text| number(text, 0, 59)),
        "BYHOUR" => all(|text| number(text, 0, 23)),
        "BYDAY" => all(is_weekday),
        "BYMONTHDAY" => all(|text| signed(text, 31)),
        "BYYEARDAY" | "BYSETPOS" => all(|text| signed(text, 366)),
        "BYWEEKNO" => all(|text| signed(text, 53)),
        "BYMONTH" => all(|text| number(text, 1, 12)),
        "WKST" => WEEKDAYS.contains(&value),
        _ => false,
    }
}

/// Returns whether a text is a day of the week, with a number before it or without.
fn is_weekday(text: &str) -> bool {
    let split = text.len().checked_sub(2);
    let parts = split.and_then(|at| Some((text.get(..at)?, text.get(at..)?)));
    parts.is_some_and(|(nth, day)| WEEKDAYS.contains(&day) && (nth.is_empty() || signed(nth, 53)))
}

/// Returns whether a part may stand beside a frequency.
fn agrees(name: &str, value: &str, freq: &str, has_weeks: bool) -> bool {
    match name {
        "BYDAY" => {
            let counted = value.split(',').any(|day| day.len() > 2);
            !counted || freq == "MONTHLY" || (freq == "YEARLY" && !has_weeks)
        }
        "BYMONTHDAY" => freq != "WEEKLY",
        "BYYEARDAY" => !matches!(freq, "DAILY" | "WEEKLY" | "MONTHLY"),
        "BYWEEKNO" => freq == "YEARLY",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use visit::{At, When, Zone};

    use super::*;
    use crate::{
        conform::{Component, Setting, Verdict, judge},
        line::Property,
    };

    fn judged(rule: &str, zone: Option<&str>) -> Verdict {
        let start = chrono::NaiveDate::from_ymd_opt(2026, 3, 20)
            .and_then(|day| day.and_hms_opt(10, 0, 0))
            .expect("a time");
        let when = match zone {
            Some("day") => When::day(start.date()),
            zone => When::At(At::new(start, start, zone.map(Zone::from))),
        };
        let anchor = Anchor::of(&when, true);
        let line = format!("RRULE:{rule}");
        let setting = Setting {
            component: Component::Event,
            start: anchor.as_ref(),
            master: None,
        };
        judge(&Property::parse(&line).expect("a line"), setting)
    }

    fn mended(rule: &str, zone: Option<&str>) -> String {
        match judged(rule, zone) {
            Verdict::Sound => rule.to_owned(),
            Verdict::Mended(line, _) => line.trim_start_matches("RRULE:").to_owned(),
            Verdict::Out(_) => "out".to_owned(),
        }
    }

    #[test]
    fn an_end_is_of_the_type_of_the_start() {
        let tokyo = Some("Asia/Tokyo");
        assert_eq!(
            mended("FREQ=DAILY;UNTIL=20260401", tokyo),
            "FREQ=DAILY;UNTIL=20260401T145959Z"
        );
        assert_eq!(
            mended("FREQ=DAILY;UNTIL=20260401T100000", tokyo),
            "FREQ=DAILY;UNTIL=20260401T010000Z"
        );
        assert_eq!(
            mended("FREQ=DAILY;UNTIL=20260401T100000Z", None),
            "FREQ=DAILY;UNTIL=20260401T100000"
        );
        assert_eq!(
            mended("FREQ=DAILY;UNTIL=20260401T100000Z", Some("day")),
            "FREQ=DAILY;UNTIL=20260401"
        );
        assert_eq!(judged("FREQ=DAILY;UNTIL=20260401T010000Z", tokyo), Verdict::Sound);
    }

    #[test]
    fn what_can_mean_only_one_thing_is_mended() {
        assert_eq!(
            mended("FREQ=WEEKLY; BYDAY=MO,,TU;", None),
            "FREQ=WEEKLY;BYDAY=MO,TU"
        );
        assert_eq!(mended("FREQ=DAILY;COUNT=3;COUNT=3", None), "FREQ=DAILY;COUNT=3");
        assert_eq!(mended("RSCALE=GREGORIAN;FREQ=DAILY", None), "FREQ=DAILY");
        assert_eq!(mended("FREQ=DAILY;BYHOUR=9", Some("day")), "FREQ=DAILY");
        assert_eq!(mended("freq=daily;count=2", None), "FREQ=DAILY;COUNT=2");
    }

    #[test]
    fn a_day_is_not_repeated_within_itself() {
        assert_eq!(mended("FREQ=HOURLY;COUNT=3", Some("day")), "out");
    }

    #[test]
    fn what_is_no_rule_is_left_out() {
        for rule in [
            "FREQ=DAILY;COUNT=2;UNTIL=20260401T000000",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=WEEKLY;BYMONTHDAY=3",
            "FREQ=MONTHLY;BYWEEKNO=3",
            "FREQ=DAILY;BYSETPOS=1",
            "FREQ=DAILY;FOO=1",
            "RSCALE=HEBREW;FREQ=YEARLY",
            "FREQ=DAILY;UNTIL=soon",
            "COUNT=3",
            "FREQ",
        ] {
            assert_eq!(mended(rule, None), "out", "{rule}");
        }
    }
}
