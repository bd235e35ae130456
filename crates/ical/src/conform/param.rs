//! A parameter of a line (RFC 5545, section 3.2), taken apart and written again.

use std::borrow::Cow;

use super::table;

/// A parameter with its values, without quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Param<'a> {
    /// In capitals.
    pub(super) name: Cow<'a, str>,
    pub(super) values: Vec<Cow<'a, str>>,
}

/// Takes `;A=b;C="d","e"` apart, however badly it is written.
pub(super) fn taken_apart(text: &str) -> Vec<Param<'_>> {
    // Where a quotation mark is never closed, none of them counts.
    let counts = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0;
    let divided = move |divider: char| {
        let mut quoted = false;
        move |c: char| {
            quoted ^= c == '"' && counts;
            c == divider && !quoted
        }
    };
    text.split(divided(';'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let values = value.split(divided(',')).map(bare).collect();
            let name = name.trim().to_ascii_uppercase();
            Param {
                name: Cow::Owned(name),
                values,
            }
        })
        .collect()
}

/// Returns a value without quotation marks and control characters.
fn bare(value: &str) -> Cow<'_, str> {
    let inner = value
        .trim()
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .unwrap_or(value);
    let cannot_stand = |c: char| c == '"' || (c.is_control() && c != '\t');
    if inner.contains(cannot_stand) {
        Cow::Owned(inner.chars().filter(|c| !cannot_stand(*c)).collect())
    } else {
        Cow::Borrowed(inner)
    }
}

/// Writes parameters, each value in quotation marks where it needs them.
pub(super) fn write(params: &[Param<'_>], line: &mut String) {
    for param in params {
        line.extend([";", &param.name, "="]);
        let addresses = matches!(
            table::anywhere(&param.name),
            Some(table::Param::Uri | table::Param::Addresses)
        );
        for (index, value) in param.values.iter().enumerate() {
            if index > 0 {
                line.push(',');
            }
            if addresses || value.contains([',', ';', ':']) {
                line.extend(["\"", value, "\""]);
            } else {
                line.push_str(value);
            }
        }
    }
}
