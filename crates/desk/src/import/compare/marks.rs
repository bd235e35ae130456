//! The fingerprints that the last import left in an engagement or a task, and the texts of which they are made.

use serde_json::{Map, Value};
use visit::{Done, Due, FieldMark, Lang, When, Zone};

use super::super::entry::written;

/// What begins a fingerprint of these texts. Those of another version cannot be compared, so a change of any of the texts below
/// is a new version.
const VERSION: &str = "1-";

/// Returns the fingerprint of what a field says or has.
pub(super) fn print(field: &str, value: &Value) -> String {
    format!("{VERSION}{}", ical::fingerprint(&text_of(field, value)))
}

/// Returns whether a fingerprint is that of a value.
pub(super) fn is_print_of(print: &str, field: &str, value: &Value) -> bool {
    match print.strip_prefix(VERSION) {
        Some(print) => print == ical::fingerprint(&text_of(field, value)),
        // The first ones were made of the JSON.
        None => print == ical::fingerprint(&value.to_string()),
    }
}

/// Returns whether this version knows of what the fingerprints of a field were made.
pub(super) fn is_known(mark: &FieldMark) -> bool {
    let is_known = |print: &String| print.starts_with(VERSION) || !print.contains('-');
    is_known(&mark.said) && mark.written.as_ref().is_none_or(is_known)
}

/// Returns whether a field has something else than the last import left in it.
pub(super) fn is_changed_here(field: &str, mark: &FieldMark, now: &Map<String, Value>) -> bool {
    let print = mark.written.as_ref().unwrap_or(&mark.said);
    !is_print_of(print, field, &written(now, field, mark.lang.as_ref()))
}

/// Makes the mark of a field of which the calendar says this.
pub(super) fn mark(field: &str, said: &Value, after: &Map<String, Value>, lang: Option<Lang>) -> FieldMark {
    let here = print(field, &written(after, field, lang.as_ref()));
    let said = print(field, said);
    FieldMark {
        written: (here != said).then_some(here),
        said,
        lang,
    }
}

/// Returns a value as a text that stays the same when a later version keeps the value in another form.
fn text_of(field: &str, value: &Value) -> String {
    let known = match field {
        "when" => serde_json::from_value(value.clone()).ok().and_then(when),
        "due" => serde_json::from_value(value.clone()).ok().and_then(due),
        "done" => serde_json::from_value(value.clone()).ok().map(done),
        "calendar" => lines(value),
        _ => None,
    };
    known.unwrap_or_else(|| match value {
        Value::Null => String::new(),
        Value::String(text) => format!("={text}"),
        other => other.to_string(),
    })
}

fn when(when: When) -> Option<String> {
    let zone = |zone: Option<Zone>| zone.map_or("-".to_owned(), |zone| zone.0);
    match when {
        When::Within => Some("within".to_owned()),
        When::Day(day) => Some(format!("{} {}", day.date, day.last())),
        When::At(at) => Some(format!(
            "{} {} {} {}",
            at.start,
            zone(at.zone),
            at.end,
            zone(at.end_zone)
        )),
        // The others stand in their own form.
        _ => None,
    }
}

fn due(due: Due) -> Option<String> {
    match due {
        Due::Lead { days, unit } => Some(format!("{days} {}", unit.as_str())),
        Due::Day { date } => Some(date.to_string()),
        Due::At { time, zone } => Some(format!("{time} {}", zone.map_or("-".to_owned(), |zone| zone.0))),
        Due::Other(_) => None,
    }
}

fn done(done: Done) -> String {
    let at = done.at.map_or("-".to_owned(), |at| at.naive_utc().to_string());
    format!("done {at} {}", done.by.unwrap_or_default())
}

/// Returns the lines of a calendar that an engagement keeps.
fn lines(item: &Value) -> Option<String> {
    let lines = |name: &str| {
        let lines = item.get(name).and_then(Value::as_array);
        lines.into_iter().flatten().filter_map(Value::as_str)
    };
    item.is_object().then(|| {
        let all: Vec<&str> = lines("recurrence")
            .chain([""])
            .chain(lines("properties"))
            .collect();
        all.join("\n")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fingerprint_does_not_depend_on_the_form_in_which_a_value_is_kept() {
        for (field, value, later) in [
            (
                "when",
                json!({"kind": "day", "date": "2017-03-20"}),
                json!({"kind": "day", "date": "2017-03-20", "until": "2017-03-20", "new": 1}),
            ),
            (
                "when",
                json!({"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T11:00:00"}),
                json!({"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T11:00:00", "zone": null, "new": 1}),
            ),
            (
                "done",
                json!({"by": "Ivanova"}),
                json!({"at": null, "by": "Ivanova", "new": 1}),
            ),
            (
                "calendar",
                json!({"recurrence": [], "properties": ["X-A:1"]}),
                json!({"properties": ["X-A:1"], "without_status": false, "new": 1}),
            ),
        ] {
            assert_eq!(print(field, &value), print(field, &later), "{field}");
            assert!(is_print_of(&print(field, &value), field, &later), "{field}");
        }
    }

    #[test]
    fn fingerprints_of_earlier_versions_are_known_and_those_of_later_ones_are_not() {
        let said = json!({"kind": "within"});
        let mark = |said: String| FieldMark {
            said,
            ..FieldMark::default()
        };
        let first = ical::fingerprint(&said.to_string());
        assert!(is_known(&mark(first.clone())) && is_print_of(&first, "when", &said));
        assert!(is_known(&mark(print("when", &said))));
        assert!(!is_known(&mark("2-0123456789abcdef".to_owned())));
        assert_eq!(print("title", &json!("Talks")), "1-95af2b3e5c03e59f");
    }
}
