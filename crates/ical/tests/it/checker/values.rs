//! Values and their types (RFC 5545, section 3.3).

use super::{is_own, is_token, lines::Line, rule};

/// Returns what is wrong with the value of a line.
pub fn fault(line: &Line, component: &str) -> Option<String> {
    let value = line.value.as_str();
    let types = types(&line.name);
    let said = line.param("VALUE").map(str::to_ascii_uppercase);
    if is_own(&line.name) {
        let said = said?;
        return (!is_of(&said, value, line)).then(|| format!("not of type {said}"));
    }
    let kind = match said.as_deref() {
        Some(said) if !types.contains(&said) => return Some(format!("VALUE={said}")),
        Some(said) => said,
        None if matches!(
            line.name.as_str(),
            "CONFERENCE" | "LINK" | "STYLED-DESCRIPTION" | "STRUCTURED-DATA"
        ) =>
        {
            return Some("VALUE is missing".to_owned());
        }
        None => types.first().copied().unwrap_or("TEXT"),
    };
    let many = matches!(line.name.as_str(), "EXDATE" | "RDATE");
    let good = if many {
        value.split(',').all(|one| is_of(kind, one, line))
    } else {
        is_of(kind, value, line)
    };
    if !good {
        return Some(format!("not of type {kind}"));
    }
    let is_utc = value.ends_with('Z');
    let fits = match line.name.as_str() {
        "CREATED" | "LAST-MODIFIED" | "DTSTAMP" | "COMPLETED" => is_utc,
        "DTSTART" if matches!(component, "STANDARD" | "DAYLIGHT") => !is_utc && line.param("TZID").is_none(),
        "PRIORITY" => value.parse::<u8>().is_ok_and(|number| number <= 9),
        "PERCENT-COMPLETE" => value.parse::<u8>().is_ok_and(|number| number <= 100),
        "SEQUENCE" => !value.starts_with('-'),
        "TRANSP" => matches!(value, "OPAQUE" | "TRANSPARENT"),
        "CLASS" => is_token(value),
        "GEO" => is_place(value),
        "STATUS" => is_status(component, value),
        "REQUEST-STATUS" => is_request_status(value),
        "VERSION" => value == "2.0",
        "CALSCALE" => value == "GREGORIAN",
        "DURATION" => !value.starts_with('-'),
        _ => true,
    };
    if !fits {
        return Some("not as this property may be".to_owned());
    }
    if line.param("TZID").is_some() && (is_utc || kind == "DATE") {
        return Some("a zone on what has none".to_owned());
    }
    let bytes = kind == "BINARY";
    if bytes != (line.param("ENCODING") == Some("BASE64")) {
        return Some("BINARY and BASE64 go together".to_owned());
    }
    None
}

/// Returns the types that a property may have, the one first that need not be said.
fn types(name: &str) -> &'static [&'static str] {
    match name {
        "DTSTART" | "DTEND" | "DUE" | "EXDATE" | "RECURRENCE-ID" => &["DATE-TIME", "DATE"],
        "RDATE" => &["DATE-TIME", "DATE", "PERIOD"],
        "CREATED" | "LAST-MODIFIED" | "DTSTAMP" | "COMPLETED" => &["DATE-TIME"],
        "DURATION" | "REFRESH-INTERVAL" => &["DURATION"],
        "PRIORITY" | "SEQUENCE" | "PERCENT-COMPLETE" => &["INTEGER"],
        "GEO" => &["FLOAT"],
        "URL" | "TZURL" | "CONFERENCE" | "CONCEPT" | "SOURCE" => &["URI"],
        "ATTACH" | "IMAGE" => &["URI", "BINARY"],
        "ATTENDEE" | "ORGANIZER" => &["CAL-ADDRESS"],
        "RRULE" | "EXRULE" => &["RECUR"],
        "TZOFFSETFROM" | "TZOFFSETTO" => &["UTC-OFFSET"],
        "CATEGORIES" | "RESOURCES" => &["TEXTS"],
        "LINK" => &["URI", "UID", "XML-REFERENCE", "TEXT"],
        "STYLED-DESCRIPTION" => &["TEXT", "URI"],
        "STRUCTURED-DATA" => &["TEXT", "BINARY", "URI"],
        _ => &["TEXT"],
    }
}

fn is_of(kind: &str, value: &str, line: &Line) -> bool {
    match kind {
        // GEO is two of them and is looked at on its own; so is the status of a request.
        "FLOAT" if line.name == "GEO" => true,
        "TEXT" | "UID" if line.name == "REQUEST-STATUS" => true,
        "TEXT" | "UID" => is_text(value, false),
        "TEXTS" => is_text(value, true),
        "DATE" => is_date(value),
        "DATE-TIME" => is_time(value),
        "TIME" => value.len() >= 6 && is_time(&format!("20260101T{value}")),
        "PERIOD" => is_period(value),
        "DURATION" => is_duration(value),
        "INTEGER" => is_integer(value),
        "FLOAT" => is_float(value),
        "BOOLEAN" => matches!(value.to_ascii_uppercase().as_str(), "TRUE" | "FALSE"),
        "URI" | "CAL-ADDRESS" | "XML-REFERENCE" => is_uri(value),
        "BINARY" => is_base64(value),
        "RECUR" => rule::fault(value).is_none(),
        "UTC-OFFSET" => is_offset(value),
        _ => false,
    }
}

fn is_text(value: &str, list: bool) -> bool {
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        let good = match c {
            '\\' => matches!(chars.next(), Some('\\' | ';' | ',' | 'n' | 'N')),
            ';' => false,
            ',' => list,
            _ => true,
        };
        if !good {
            return false;
        }
    }
    true
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Returns whether a text is a DATE that the calendar has.
pub fn is_date(text: &str) -> bool {
    let parts = || {
        Some((
            digits(text.get(..4)?, 4)?,
            digits(text.get(4..6)?, 2)?,
            digits(text.get(6..)?, 2)?,
        ))
    };
    parts().is_some_and(|(year, month, day)| {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = [
            31,
            if leap { 29 } else { 28 },
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ];
        year >= 1 && (1..=12).contains(&month) && (1..=days[month as usize - 1]).contains(&day)
    })
}

/// Returns whether a text is a DATE-TIME.
pub fn is_time(text: &str) -> bool {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let parts = || {
        Some((
            digits(time.get(..2)?, 2)?,
            digits(time.get(2..4)?, 2)?,
            digits(time.get(4..)?, 2)?,
        ))
    };
    is_date(date) && parts().is_some_and(|(hour, minute, second)| hour < 24 && minute < 60 && second < 61)
}

fn is_period(text: &str) -> bool {
    let Some((start, end)) = text.split_once('/') else {
        return false;
    };
    let ends = if end.starts_with(['P', '+']) {
        is_duration(end)
    } else {
        is_time(end) && start.ends_with('Z') == end.ends_with('Z') && start < end
    };
    is_time(start) && ends
}

fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = rest.strip_suffix('W') {
        return digits(weeks, weeks.len()).is_some() && !weeks.is_empty();
    }
    let (days, time) = match rest.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (rest, None),
    };
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let good_days = days.is_empty() || days.strip_suffix('D').is_some_and(number);
    let good_time = time.is_none_or(|time| {
        let (mut left, mut some) = (time, false);
        for unit in ['H', 'M', 'S'] {
            if let Some((count, more)) = left.split_once(unit) {
                if !number(count) {
                    return false;
                }
                (left, some) = (more, true);
            }
        }
        some && left.is_empty()
    });
    good_days && good_time && (!days.is_empty() || time.is_some())
}

fn is_integer(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) && text.parse::<i32>().is_ok()
}

fn is_float(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    number
        .split_once('.')
        .map_or(plain(number), |(whole, part)| plain(whole) && plain(part))
}

fn is_place(text: &str) -> bool {
    let within = |text: &str, most: f64| {
        is_float(text) && text.parse::<f64>().is_ok_and(|number| number.abs() <= most)
    };
    text.split_once(';')
        .is_some_and(|(north, east)| within(north, 90.0) && within(east, 180.0))
}

fn is_status(component: &str, value: &str) -> bool {
    match component {
        "VEVENT" => matches!(value, "TENTATIVE" | "CONFIRMED" | "CANCELLED"),
        "VTODO" => matches!(value, "NEEDS-ACTION" | "COMPLETED" | "IN-PROCESS" | "CANCELLED"),
        "VJOURNAL" => matches!(value, "DRAFT" | "FINAL" | "CANCELLED"),
        _ => false,
    }
}

fn is_request_status(value: &str) -> bool {
    let mut parts = value.split(';');
    let code = parts.next().unwrap_or_default();
    let numbers: Vec<&str> = code.split('.').collect();
    matches!(numbers.len(), 2 | 3)
        && numbers
            .iter()
            .all(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
        && parts.next().is_some_and(|words| is_text(words, false))
}

/// Returns whether a text is an absolute URI (RFC 3986), at least in its characters and its scheme.
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.chars();
    let good_scheme = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let escapes = rest.match_indices('%').all(|(at, _)| {
        rest.get(at + 1..at + 3)
            .is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))
    });
    good_scheme && !rest.is_empty() && rest.chars().all(allowed) && escapes
}

fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - data.len() <= 2
        && !data.is_empty()
        && data
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/')
}

fn is_offset(text: &str) -> bool {
    let Some(number) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    matches!(number.len(), 4 | 6)
        && number.chars().all(|c| c.is_ascii_digit())
        && !(text.starts_with('-') && number.chars().all(|c| c == '0'))
}
