//! The forms of a time that a calendar has no property for, as Chancery writes them for itself: beside the day or the time that other
//! programs see stands the form as it is, with that day or time, so that it counts only as long as nobody has given another.

use visit::{When, programme::ProgrammeEngagement};

use crate::time_value::{date_text, wall_text};

/// The property that says it.
pub(crate) const NAME: &str = "X-CHANCERY-TIME";

/// What stands for a day that is not known.
const OPEN: &str = "-";

/// Returns the value of the property; nothing for what a calendar can say by itself. What comes after another engagement is not read
/// back: the other one need not be in the file.
pub(crate) fn value(engagement: &ProgrammeEngagement) -> Option<String> {
    let seen = match &engagement.when {
        When::Within | When::Day(_) | When::At(_) | When::After(_) | When::Other(_) => return None,
        When::Starts(starts) => wall_text(starts.start),
        _ => match (engagement.start, engagement.day) {
            (Some(start), _) => wall_text(start.host),
            (None, Some(day)) => date_text(day),
            (None, None) => OPEN.to_owned(),
        },
    };
    let form = serde_json::to_string(&engagement.when).ok()?;
    Some(format!("{seen} {form}"))
}

/// Reads the value beside what the calendar says by itself; `None` where that has changed since, or the form cannot be.
pub(crate) fn read(value: &str, read: &When) -> Option<When> {
    let (seen, form) = value.split_once(' ')?;
    let when: When = serde_json::from_str(form).ok()?;
    let is_open = seen == OPEN;
    let stands = match (&when, read) {
        (When::Starts(_) | When::Relative(_), When::At(at)) => seen == wall_text(at.start),
        (When::Part(_) | When::AfterTime(_) | When::Relative(_), When::Day(day)) if !is_open => {
            seen == date_text(day.date) && day.until.is_none()
        }
        (
            When::Clock(_) | When::Part(_) | When::AfterTime(_) | When::Relative(_),
            When::Day(_) | When::Within,
        ) => is_open,
        _ => false,
    };
    // Another program may have given it an end since; then that counts.
    let is_whole = match (&when, read) {
        (When::Starts(_), When::At(at)) => at.start == at.end,
        _ => true,
    };
    (stands && is_whole && when.validate(false).is_ok()).then_some(when)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(json: &str) -> When {
        serde_json::from_str(json).expect("a time")
    }

    #[test]
    fn a_form_counts_as_long_as_nobody_has_given_another_time() {
        let value = r#"20170320T100000 {"kind":"starts","start":"2017-03-20T10:00:00"}"#;
        let at = |start: &str, end: &str| {
            form(&format!(
                r#"{{"kind":"at","start":"2017-03-20T{start}:00","end":"2017-03-20T{end}:00"}}"#
            ))
        };
        assert_eq!(
            read(value, &at("10:00", "10:00")).as_ref().map(When::kind),
            Some("starts")
        );
        assert_eq!(read(value, &at("10:30", "10:30")), None);
        assert_eq!(read(value, &at("10:00", "11:00")), None);
        assert_eq!(read(value, &When::Within), None);
        let morning = r#"20170320 {"kind":"part","part":"morning","date":"2017-03-20"}"#;
        assert!(read(morning, &form(r#"{"kind":"day","date":"2017-03-20"}"#)).is_some());
        assert_eq!(
            read(morning, &form(r#"{"kind":"day","date":"2017-03-21"}"#)),
            None
        );
    }

    #[test]
    fn what_is_no_form_is_not_taken() {
        for value in [
            "",
            "-",
            "- {}",
            "- 3",
            r#"- {"kind":"after","engagement":"lunch"}"#,
            r#"- {"kind":"relative","day":9999}"#,
        ] {
            assert_eq!(read(value, &When::Within), None, "{value}");
        }
    }
}
