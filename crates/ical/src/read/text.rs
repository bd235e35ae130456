//! Texts of a calendar file as texts of a visit.

use std::borrow::Cow;

use visit::{Lang, MAX_TEXT_BYTES, Text};

use super::Reading;
use crate::{
    component::Component,
    line::{Property, unescaped, without_quoting},
    report::shown,
};

/// Returns UTF-8 where the file is UTF-16 with a byte order mark, as some Windows programs write it.
pub(super) fn from_utf_16(input: &[u8]) -> Option<Vec<u8>> {
    let unit = match input {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = input.get(2..)?.chunks_exact(2).map(|pair| {
        unit([
            pair.first().copied().unwrap_or(0),
            pair.get(1).copied().unwrap_or(0),
        ])
    });
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Some(text.into_bytes())
}

/// Returns how a file starts, for a message.
pub(super) fn start(input: &[u8]) -> String {
    let head = String::from_utf8_lossy(input.get(..200).unwrap_or(input));
    let line = head.trim_start().lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Names an event or a task in the report.
pub(super) fn named(word: &str, component: &Component<'_>) -> String {
    let title = component
        .first("SUMMARY")
        .map(|(_, property)| shown(&unescaped(property.value)));
    match title.filter(|title| !title.is_empty()) {
        Some(title) => format!("{word} '{title}'"),
        None => word.to_owned(),
    }
}

/// Leaves out control characters, which have no form in a calendar file, but keeps the ends of lines.
pub(super) fn plain(text: String) -> String {
    if text.chars().any(is_unwritable) {
        text.chars().filter(|c| !is_unwritable(*c)).collect()
    } else {
        text
    }
}

fn is_unwritable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

impl Reading<'_> {
    /// Returns a text in the language that its line names, else in that of the import.
    pub(super) fn text(&mut self, line: usize, property: &Property<'_>) -> Text {
        let words = self.words(line, property);
        if words.trim().is_empty() {
            return Text::default();
        }
        let lang = property.param("LANGUAGE").and_then(Lang::parse);
        Text([(lang.unwrap_or_else(|| self.language.clone()), words)].into())
    }

    /// Returns a text, cut where a visit could not hold it.
    pub(super) fn words(&mut self, line: usize, property: &Property<'_>) -> String {
        let mut words = unescaped(&unfolded_quotes(property));
        if words.contains(is_unwritable) {
            words.retain(|c| !is_unwritable(c));
            self.report.altered(
                line,
                property.name,
                "It has control characters, which were left out.",
            );
        }
        if words.len() > MAX_TEXT_BYTES {
            let end = (0..=MAX_TEXT_BYTES)
                .rev()
                .find(|at| words.is_char_boundary(*at))
                .unwrap_or(0);
            words.truncate(end);
            self.report.altered(
                line,
                property.name,
                format!("It is longer than {MAX_TEXT_BYTES} bytes; the rest was left out."),
            );
        }
        words
    }
}

/// Returns a value without the quoted-printable of vCalendar 1.0.
fn unfolded_quotes<'a>(property: &Property<'a>) -> Cow<'a, str> {
    let is_quoted = property
        .param("ENCODING")
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    if is_quoted {
        Cow::Owned(without_quoting(property.value))
    } else {
        Cow::Borrowed(property.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_windows_programs_in_utf_16_is_read() {
        let input: Vec<u8> = [0xfeff]
            .into_iter()
            .chain("BEGIN".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(from_utf_16(&input).as_deref(), Some("BEGIN".as_bytes()));
        assert_eq!(from_utf_16(b"BEGIN"), None);
    }

    #[test]
    fn quoted_printable_is_read() {
        let property = Property::parse("SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9=").expect("a property");
        assert_eq!(unfolded_quotes(&property), "Café=");
    }
}
