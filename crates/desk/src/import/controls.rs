//! Control characters: a visit keeps them, documents and calendars cannot, and whoever imports or exports is told.

use serde::Serialize;
use serde_json::Value;
use visit::VisitFile;

use super::Skipped;

/// Reports which texts of a file have control characters, by their path in the file.
pub(super) fn noted(bytes: &[u8], files: &[VisitFile]) -> Vec<Skipped> {
    if count(bytes) == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let at = if files.len() > 1 {
            format!("/{index}")
        } else {
            String::new()
        };
        // A visit file holds nothing that JSON cannot.
        walk(&at, &serde_json::to_value(file).unwrap_or_default(), &mut found);
    }
    let line = |(what, count): (String, usize)| Skipped {
        line: None,
        outcome: ical::Outcome::Noted,
        what,
        why: format!(
            "The text has {count} control character(s). The visit keeps them; documents and calendars leave them out."
        ),
    };
    found.into_iter().map(line).collect()
}

/// Returns how many control characters there are in the texts of a thing.
pub(crate) fn count_of(thing: &impl Serialize) -> usize {
    count(&serde_json::to_vec(thing).unwrap_or_default())
}

/// Whether a character is one that cannot be shown and ends no line.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn walk(at: &str, value: &Value, found: &mut Vec<(String, usize)>) {
    match value {
        Value::String(text) => {
            let count = text.chars().filter(|c| is_control(*c)).count();
            if count > 0 {
                found.push((at.to_owned(), count));
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                walk(&format!("{at}/{index}"), value, found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                walk(
                    &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    value,
                    found,
                );
            }
        }
        _ => {}
    }
}

/// Counts the control characters in the texts of JSON, escaped or not, without reading it.
fn count(json: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while let Some(byte) = json.get(at) {
        let rest = json.get(at + 1..).unwrap_or_default();
        at += 1;
        match (byte, rest) {
            (b'\\', [b'u', code @ ..]) => count += usize::from(is_escaped_control(code)),
            (b'\\', [b'b' | b'f', ..]) | (0x7F, _) | (0xC2, [0x80..=0x9F, ..]) => count += 1,
            _ => {}
        }
        // What is escaped is no escape itself.
        at += usize::from(*byte == b'\\');
    }
    count
}

fn is_escaped_control(code: &[u8]) -> bool {
    let digits = code.get(..4).and_then(|digits| std::str::from_utf8(digits).ok());
    let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    code.and_then(char::from_u32).is_some_and(is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_counted_however_they_are_written() {
        let text = "a\u{0}b\u{8}c\u{C}d\u{1B}[31m\u{7F}\u{85}\u{9B} \n\r\t Токио \\u0000 \u{A0}";
        assert_eq!(count_of(&text), 7);
        assert_eq!(count(br#"["\u001B \u001b \\u0000 \u00e9"]"#), 2);
    }
}
