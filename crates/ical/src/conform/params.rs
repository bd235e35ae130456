//! Parameters (RFC 5545, section 3.2).

use std::borrow::Cow;

use super::{
    fields::Fields,
    param::Param,
    table::{self, Kind, is_token},
    uri,
};
use crate::report::shown;

/// Mends the parameters of a line whose value is good.
pub(super) fn mend(fields: &mut Fields<'_>, kind: Kind) -> Result<(), String> {
    if !fields.has_params() {
        return Ok(());
    }
    let name = fields.name;
    let was_changed = fields.is_taken_apart();
    if !was_changed && is_sound(fields.raw_params(), name, kind) {
        return Ok(());
    }
    let mut changes = Vec::new();
    let mut kept: Vec<Param<'_>> = Vec::new();
    for param in std::mem::take(fields.params()) {
        if kept.iter().any(|known| known.name == param.name) {
            changes.push(format!(
                "The parameter {} stands twice; the first one was taken.",
                shown(&param.name)
            ));
            continue;
        }
        let shown_name = shown(&param.name);
        match good(param, name, kind) {
            Some(param) => kept.push(param),
            None => changes.push(format!(
                "The parameter {shown_name} was left out: it has no place there, or no value that it may have."
            )),
        }
    }
    *fields.params() = kept;
    if !was_changed && changes.is_empty() {
        // Only quotation marks or blanks were wrong.
        changes.push("Its parameters were written as the standard has them.".to_owned());
    }
    fields.changes.extend(changes);
    Ok(())
}

/// Returns a parameter as it may stand on a property, or `None` where it may not.
fn good<'a>(mut param: Param<'a>, property: &str, kind: Kind) -> Option<Param<'a>> {
    let what = table::param(&param.name, property, kind).filter(|_| is_token(&param.name))?;
    if what != table::Param::Addresses && param.values.len() > 1 && !may_be_several(&param.name) {
        // `CN=Doe, Jane` is one name that lacks its quotation marks.
        if what != table::Param::Text {
            return None;
        }
        param.values = vec![Cow::Owned(param.values.join(","))];
    }
    let mut values = Vec::with_capacity(param.values.len());
    for value in param
        .values
        .drain(..)
        .map(trimmed)
        .filter(|value| !value.is_empty())
    {
        values.push(match what {
            table::Param::Uri => Cow::Owned(uri::mended(&value)?.into_owned()),
            table::Param::Addresses => match uri::address(&value) {
                Some(address) => Cow::Owned(address.into_owned()),
                None => continue,
            },
            _ if is_good(what, &param.name, &value, property, kind) => value,
            _ => return None,
        });
    }
    param.values = values;
    (!param.values.is_empty()).then_some(param)
}

fn trimmed(value: Cow<'_, str>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(value) => Cow::Borrowed(value.trim()),
        Cow::Owned(value) => Cow::Owned(value.trim().to_owned()),
    }
}

fn may_be_several(name: &str) -> bool {
    matches!(name, "FEATURE" | "DISPLAY" | "SCHEDULE-STATUS") || name.starts_with("X-")
}

/// Returns whether a value may stand, given without quotation marks.
fn is_good(what: table::Param, name: &str, value: &str, property: &str, kind: Kind) -> bool {
    match what {
        table::Param::Text => true,
        table::Param::Token => is_token(value),
        table::Param::Flag => value.eq_ignore_ascii_case("TRUE") || value.eq_ignore_ascii_case("FALSE"),
        table::Param::Language => is_language(value),
        table::Param::FileType => value
            .split_once('/')
            .is_some_and(|(one, two)| is_file_type(one) && is_file_type(two)),
        table::Param::Number => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()),
        table::Param::Range => value == "THISANDFUTURE",
        table::Param::Uri => uri::mended(value).is_some_and(|uri| uri == value),
        table::Param::Addresses => uri::address(value).is_some_and(|uri| uri == value),
        table::Param::WithValue => match name {
            "VALUE" => may_be_said(value, property, kind),
            "TZID" => has_zone(kind) && value.parse::<chrono_tz::Tz>().is_ok(),
            // What is in BASE64 was judged with the value.
            _ => matches!(kind, Kind::UriOrBytes | Kind::Said | Kind::Own) && value == "BASE64",
        },
    }
}

fn has_zone(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Dates | Kind::DatesOrPeriods | Kind::RecurrenceId | Kind::Own
    )
}

/// Returns whether a type may be said of a property whose value is good.
fn may_be_said(value: &str, property: &str, kind: Kind) -> bool {
    let types: &[&str] = match kind {
        Kind::Text | Kind::Texts | Kind::Word(_) | Kind::Token | Kind::RequestStatus => &["TEXT"],
        Kind::Place => &["FLOAT"],
        Kind::Number(..) => &["INTEGER"],
        Kind::Instant => &["DATE-TIME"],
        Kind::Uri | Kind::SaidUri => &["URI"],
        Kind::UriOrBytes => &["URI", "BINARY"],
        Kind::Address => &["CAL-ADDRESS"],
        Kind::Rule => &["RECUR"],
        Kind::Dates | Kind::RecurrenceId => &["DATE", "DATE-TIME"],
        Kind::DatesOrPeriods => &["DATE", "DATE-TIME", "PERIOD"],
        Kind::Said if property == "STYLED-DESCRIPTION" => &["TEXT", "URI"],
        Kind::Said if property == "STRUCTURED-DATA" => &["TEXT", "URI", "BINARY"],
        Kind::Said => &["URI", "UID", "XML-REFERENCE", "TEXT"],
        // The value was judged by what it says.
        Kind::Own => return is_token(value),
    };
    // CATEGORIES and RESOURCES are several texts, which is not a type of its own.
    kind != Kind::Texts && types.iter().any(|known| known.eq_ignore_ascii_case(value))
}

/// Returns whether a text has the form of a language tag. A line that is kept to the letter may name a language that only an old
/// register knows, which [`visit::Lang`] does not.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_file_type(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&.+-^_".contains(&byte))
}

/// Returns whether parameters are as the standard has them, without taking them apart.
fn is_sound(text: &str, property: &str, kind: Kind) -> bool {
    let mut rest = text;
    let mut seen: [&str; 12] = [""; 12];
    let mut count = 0;
    while let Some(more) = rest.strip_prefix(';') {
        let Some((name, after)) = more.split_once('=') else {
            return false;
        };
        let capitals = name.bytes().all(|byte| !byte.is_ascii_lowercase());
        let what = if capitals {
            table::param(name, property, kind)
        } else {
            None
        };
        let Some(what) = what.filter(|_| is_token(name) && !seen.contains(&name)) else {
            return false;
        };
        let Some(place) = seen.get_mut(count) else {
            return false;
        };
        (*place, count) = (name, count + 1);
        rest = after;
        let mut values = 0;
        loop {
            let (value, quoted, left) = match rest.strip_prefix('"') {
                Some(inner) => match inner.split_once('"') {
                    Some((value, left)) => (value, true, left),
                    None => return false,
                },
                None => {
                    let end = rest.find([';', ',', '"', ':']).unwrap_or(rest.len());
                    let (value, left) = rest.split_at(end);
                    (value, false, left)
                }
            };
            let must_be_quoted = matches!(what, table::Param::Uri | table::Param::Addresses);
            let good = !value.trim().is_empty()
                && (quoted || !must_be_quoted)
                && !value.contains(|c: char| c.is_control() && c != '\t')
                && is_good(what, name, value, property, kind);
            if !good {
                return false;
            }
            values += 1;
            rest = left;
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => break,
            }
        }
        if values > 1 && what != table::Param::Addresses && !may_be_several(name) {
            return false;
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::{
        conform::{Component, Setting, Verdict, judge},
        line::Property,
    };

    fn mended(line: &str) -> String {
        let setting = Setting {
            component: Component::Event,
            start: None,
            master: None,
        };
        match judge(&Property::parse(line).expect("a line"), setting) {
            Verdict::Sound => line.to_owned(),
            Verdict::Mended(line, changes) => {
                assert!(!changes.is_empty(), "{line}: it was changed without a word");
                line
            }
            Verdict::Out(why) => why,
        }
    }

    #[test]
    fn sound_parameters_are_left_as_they_are() {
        for line in [
            "ATTENDEE;CN=\"A, B\";ROLE=CHAIR;RSVP=TRUE;MEMBER=\"mailto:a@b.c\",\"mailto:d@e.f\":mailto:a@b.c",
            "ATTENDEE;X-NUM-GUESTS=0;CUTYPE=INDIVIDUAL;EMAIL=a@b.c:mailto:a@b.c",
            "COMMENT;LANGUAGE=en-GB:Yes",
            "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=\"1; 2\";X-TITLE=x:geo:1,2",
        ] {
            assert_eq!(mended(line), line);
        }
    }

    #[test]
    fn broken_parameters_are_mended_or_left_out() {
        for (line, right) in [
            (
                "ATTENDEE;CN=Doe, Jane:mailto:a@b.c",
                "ATTENDEE;CN=\"Doe, Jane\":mailto:a@b.c",
            ),
            ("ATTENDEE;CN=\"A:mailto:a@b.c", "ATTENDEE;CN=A:mailto:a@b.c"),
            ("ATTENDEE;RSVP:mailto:a@b.c", "ATTENDEE:mailto:a@b.c"),
            (
                "ATTENDEE;SENT-BY=d@e.f:mailto:a@b.c",
                "ATTENDEE;SENT-BY=\"mailto:d@e.f\":mailto:a@b.c",
            ),
            ("COMMENT;CN=x;FOO=y;X-A=z:Yes", "COMMENT;X-A=z:Yes"),
            ("COMMENT;X-A=1;X-A=2:Yes", "COMMENT;X-A=1:Yes"),
            (
                "CREATED;VALUE=DATE;TZID=Asia/Tokyo:20260101T090000",
                "CREATED:20260101T000000Z",
            ),
        ] {
            assert_eq!(mended(line), right, "{line}");
        }
    }

    #[test]
    fn what_cannot_be_mended_is_left_out_with_a_reason() {
        assert_eq!(
            mended("CREATED:20260101T090000"),
            "'20260101T090000' is no time in UTC."
        );
        assert_eq!(mended("TRANSP:MAYBE"), "'MAYBE' is none of OPAQUE, TRANSPARENT.");
        assert_eq!(
            mended("URL:www.example.org"),
            "'www.example.org' is no address: it does not begin as https: or mailto: do."
        );
        assert!(mended("FOO:bar").contains("no property of RFC 5545"));
    }
}
