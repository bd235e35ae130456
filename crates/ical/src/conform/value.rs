//! Values and their types (RFC 5545, section 3.3).

use std::borrow::Cow;

use super::{
    Setting, dates,
    duration::duration,
    fields::Fields,
    rule,
    table::{Kind, is_token},
    uri, utc_text,
};
use crate::{
    line::{escaped, without_quoting},
    report::shown,
    time_value::TimeValue,
};

/// Mends the value of a line, and the parameters that say what it is. `Err` says why the line cannot stand.
pub(super) fn mend(fields: &mut Fields<'_>, kind: Kind, setting: Setting<'_>) -> Result<(), String> {
    plain_text(fields, kind)?;
    match kind {
        Kind::Text => text(fields, false),
        Kind::Texts => text(fields, true),
        Kind::Word(words) => one_of(fields, words),
        Kind::Token => is_token(fields.value().trim())
            .then(|| fields.mend(fields.value().trim().to_owned()))
            .ok_or_else(|| format!("'{}' is no name.", shown(fields.value()))),
        Kind::Place => place(fields),
        Kind::Number(low, high) => number(fields, low, high),
        Kind::Instant => instant(fields),
        Kind::Uri => link(fields),
        Kind::UriOrBytes => link_or_bytes(fields),
        Kind::SaidUri => {
            link(fields)?;
            fields.set_param("VALUE", Some("URI"));
            Ok(())
        }
        Kind::Address => address(fields),
        Kind::Rule => rule::mend(fields, setting.start),
        Kind::Dates => dates::mend_list(fields, setting.start, false),
        Kind::DatesOrPeriods => dates::mend_list(fields, setting.start, true),
        Kind::RecurrenceId => dates::mend_part(fields, setting.master),
        Kind::RequestStatus => request_status(fields),
        Kind::Said => said(fields, &["TEXT", "URI", "BINARY", "UID", "XML-REFERENCE"], true),
        Kind::Own => said(fields, &[], false),
    }
}

/// Reads the quoted-printable of vCalendar 1.0 and writes it as text.
fn plain_text(fields: &mut Fields<'_>, kind: Kind) -> Result<(), String> {
    let is_quoted = fields
        .param("ENCODING")
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    if !is_quoted {
        return Ok(());
    }
    let text = without_quoting(fields.value());
    let text = match kind {
        Kind::Text | Kind::Texts | Kind::Own => escaped(&text).into_owned(),
        _ => text,
    };
    fields.set_param("ENCODING", None);
    fields.params().retain(|param| param.name != "CHARSET");
    fields.mend(text);
    if fields.value().trim().is_empty() {
        return Err("It has no value.".to_owned());
    }
    Ok(())
}

fn text(fields: &mut Fields<'_>, list: bool) -> Result<(), String> {
    if let Cow::Owned(text) = well_escaped(fields.value(), list) {
        fields.mend(text);
    }
    if fields
        .value()
        .bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b','))
    {
        return Err("It has no value.".to_owned());
    }
    Ok(())
}

/// Returns a TEXT in which every semicolon, comma and backslash is escaped (RFC 5545, section 3.3.11). A comma divides a list.
fn well_escaped(value: &str, list: bool) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut chars = value.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let good = match c {
            '\\' => chars
                .next_if(|(_, next)| matches!(next, '\\' | ';' | ',' | 'n' | 'N'))
                .is_some(),
            ';' => false,
            ',' => list,
            _ => true,
        };
        if !good {
            mended.push_str(value.get(copied..at).unwrap_or_default());
            mended.push('\\');
            copied = at;
        }
    }
    if copied == 0 && mended.is_empty() {
        return Cow::Borrowed(value);
    }
    mended.push_str(value.get(copied..).unwrap_or_default());
    Cow::Owned(mended)
}

fn one_of(fields: &mut Fields<'_>, words: &[&str]) -> Result<(), String> {
    let value = fields.value().trim();
    let word = words.iter().find(|word| word.eq_ignore_ascii_case(value));
    let word = word.ok_or_else(|| format!("'{}' is none of {}.", shown(value), words.join(", ")))?;
    fields.mend((*word).to_owned());
    Ok(())
}

fn place(fields: &mut Fields<'_>) -> Result<(), String> {
    let value = fields.value();
    let wrong = || format!("'{}' is no latitude and longitude.", shown(value));
    let parts = value.split_once(';').or_else(|| value.split_once(','));
    let (north, east) = parts.ok_or_else(wrong)?;
    let (north, east) = (north.trim().trim_end_matches('\\'), east.trim());
    let within =
        |text: &str, most: f64| is_float(text) && text.parse().is_ok_and(|number: f64| number.abs() <= most);
    if !within(north, 90.0) || !within(east, 180.0) {
        return Err(wrong());
    }
    fields.mend(format!("{north};{east}"));
    Ok(())
}

fn is_float(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match number.split_once('.') {
        None => digits(number),
        Some((whole, part)) => digits(whole) && digits(part),
    }
}

fn number(fields: &mut Fields<'_>, low: u32, high: u32) -> Result<(), String> {
    let value = fields.value().trim();
    let number = value
        .parse()
        .ok()
        .filter(|number: &u32| (low..=high).contains(number))
        .ok_or_else(|| format!("'{}' is no number from {low} to {high}.", shown(value)))?;
    if number.to_string() != fields.value() {
        fields.mend(number.to_string());
    }
    Ok(())
}

/// Mends a time that must be in UTC. A time in a zone is one; a clock without a zone, or a day, is none.
fn instant(fields: &mut Fields<'_>) -> Result<(), String> {
    if !fields.has_params() && is_plain_utc(fields.value()) {
        return Ok(());
    }
    let instant = match TimeValue::parse(fields.value()) {
        Some(TimeValue::Utc(instant)) => Some(instant),
        Some(TimeValue::Wall(wall)) => fields
            .param("TZID")
            .and_then(|name| name.parse().ok())
            .map(|tz| visit::zone::instant_of(wall, tz)),
        _ => None,
    };
    let text = instant
        .and_then(utc_text)
        .ok_or_else(|| format!("'{}' is no time in UTC.", shown(fields.value())))?;
    if fields.param("TZID").is_some() {
        fields.set_param("TZID", None);
        fields.changed("It was written in UTC.");
    }
    fields.mend(text);
    Ok(())
}

/// Returns whether a text is a time in UTC as the standard writes it.
fn is_plain_utc(text: &str) -> bool {
    let written = |at: usize, what: &str| text.get(at..).is_some_and(|rest| rest.starts_with(what));
    text.len() == 16
        && written(8, "T")
        && written(15, "Z")
        && !written(9, "24")
        && !written(13, "60")
        && matches!(TimeValue::parse(text), Some(TimeValue::Utc(_)))
}

fn link(fields: &mut Fields<'_>) -> Result<(), String> {
    let uri = uri::mended(fields.value())
        .ok_or_else(|| {
            format!(
                "'{}' is no address: it does not begin as https: or mailto: do.",
                shown(fields.value())
            )
        })?
        .into_owned();
    fields.mend(uri);
    Ok(())
}

fn link_or_bytes(fields: &mut Fields<'_>) -> Result<(), String> {
    let is = |name: &str, word: &str| {
        fields
            .param(name)
            .is_some_and(|value| value.eq_ignore_ascii_case(word))
    };
    if !is("VALUE", "BINARY") && !is("ENCODING", "BASE64") {
        link(fields)?;
        if fields.name == "IMAGE" {
            fields.set_param("VALUE", Some("URI"));
        }
        return Ok(());
    }
    bytes(fields)
}

fn bytes(fields: &mut Fields<'_>) -> Result<(), String> {
    let text: String = fields.value().chars().filter(|c| !c.is_whitespace()).collect();
    let data = text.trim_end_matches('=');
    let is_base64 = text.len().is_multiple_of(4)
        && text.len() - data.len() <= 2
        && !data.is_empty()
        && data
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    if !is_base64 {
        return Err("It should be bytes in BASE64 and is not.".to_owned());
    }
    fields.set_param("VALUE", Some("BINARY"));
    fields.set_param("ENCODING", Some("BASE64"));
    fields.mend(text);
    Ok(())
}

fn address(fields: &mut Fields<'_>) -> Result<(), String> {
    let uri = uri::address(fields.value());
    if matches!(uri, Some(Cow::Borrowed(uri)) if uri.len() == fields.value().len()) {
        return Ok(());
    }
    let uri = uri.map(Cow::into_owned).or_else(|| {
        let email = fields.param("EMAIL")?;
        uri::address(email).map(Cow::into_owned)
    });
    let uri = uri.ok_or_else(|| format!("'{}' is no address of anybody.", shown(fields.value())))?;
    fields.mend(uri);
    Ok(())
}

/// `2.0;Success;What it is about` (RFC 5545, section 3.8.8.3).
fn request_status(fields: &mut Fields<'_>) -> Result<(), String> {
    let value = fields.value();
    let wrong = || format!("'{}' is no status of a request.", shown(value));
    let mut parts = value.splitn(3, ';');
    let code = parts.next().unwrap_or_default().trim();
    let numbers: Vec<&str> = code.split('.').collect();
    let is_code = matches!(numbers.len(), 2 | 3)
        && numbers
            .iter()
            .all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let words: Vec<Cow<'_, str>> = parts.map(|words| well_escaped(words, false)).collect();
    if !is_code || words.first().is_none_or(|words| words.trim().is_empty()) {
        return Err(wrong());
    }
    let words: Vec<&str> = words.iter().map(Cow::as_ref).collect();
    fields.mend(format!("{code};{}", words.join(";")));
    Ok(())
}

/// Mends what is of the type that it says. Without one it is kept as it is, if it need not have one.
fn said(fields: &mut Fields<'_>, types: &[&str], must: bool) -> Result<(), String> {
    let is_base64 = fields
        .param("ENCODING")
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("BASE64"));
    let Some(said) = fields.param("VALUE").map(str::to_ascii_uppercase) else {
        return match (must, is_base64) {
            (_, true) => bytes(fields),
            (true, false) => Err("It does not say of which type it is.".to_owned()),
            (false, false) => Ok(()),
        };
    };
    if must && !types.contains(&said.as_str()) {
        return Err(format!("It cannot be of the type '{}'.", shown(&said)));
    }
    let value = fields.value();
    let number = value.strip_prefix(['+', '-']).unwrap_or(value);
    let good = match said.as_str() {
        "TEXT" | "UID" => return text(fields, !must),
        "BINARY" => return bytes(fields),
        "URI" | "CAL-ADDRESS" | "XML-REFERENCE" => return link(fields),
        "INTEGER" => number
            .parse::<u32>()
            .is_ok_and(|number| number <= i32::MAX.unsigned_abs()),
        "FLOAT" => is_float(value),
        "BOOLEAN" => matches!(value.to_ascii_uppercase().as_str(), "TRUE" | "FALSE"),
        "DURATION" => duration(value).is_some_and(|text| text == value),
        "DATE" => matches!(TimeValue::parse(value), Some(TimeValue::Date(_))) && value.len() == 8,
        "DATE-TIME" => match TimeValue::parse(value) {
            Some(TimeValue::Utc(_)) => value.len() == 16 && fields.param("TZID").is_none(),
            Some(TimeValue::Wall(_)) => value.len() == 15 && !value.contains("T24") && !value.ends_with("60"),
            _ => false,
        },
        _ => false,
    };
    if good {
        Ok(())
    } else {
        Err(format!(
            "'{}' is not of the type {} that it says.",
            shown(value),
            shown(&said)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_what_it_says_and_is_escaped() {
        for (text, list, mended) in [
            ("a\\, b", false, "a\\, b"),
            ("a, b", false, "a\\, b"),
            ("a, b", true, "a, b"),
            ("a;b\\", false, "a\\;b\\\\"),
            ("C:\\temp", false, "C:\\\\temp"),
            (";x", true, "\\;x"),
        ] {
            assert_eq!(well_escaped(text, list), mended, "{text}");
        }
    }
}
