//! Content lines (RFC 5545, section 3.1): a name, parameters and a value, with the number of the line in the file.

use std::borrow::Cow;

/// A line of the file after unfolding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Counted from 1; where a folded line begins.
    pub(crate) number: usize,
    pub(crate) text: Cow<'a, str>,
    /// That some bytes were not UTF-8 and were read as Windows-1252.
    pub(crate) foreign: bool,
    /// Where the parts of the content line are; `None` where it is none.
    parts: Option<Parts>,
}

impl Line<'_> {
    /// Returns the parts of the content line, or `None` where it is none.
    pub(crate) fn property(&self) -> Option<Property<'_>> {
        self.parts?.of(&self.text)
    }
}

/// Where the name of a content line is, and its colon; in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    name: usize,
    name_end: usize,
    colon: usize,
}

/// The parts of a content line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    /// Everything between the name and the colon, with the leading semicolon; empty where there are none.
    pub(crate) params: &'a str,
    pub(crate) value: &'a str,
}

/// Returns the lines of a file, unfolded. Empty lines are left out.
///
/// Lines are joined as bytes, because some programs fold within a character.
pub(crate) fn lines(input: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let stop = if input.contains(&b'\n') { b'\n' } else { b'\r' };
    let mut physical = input
        .split(move |byte| *byte == stop)
        .map(without_cr)
        .enumerate()
        .peekable();
    std::iter::from_fn(move || {
        loop {
            let (index, first) = physical.next()?;
            let mut bytes = Cow::Borrowed(first);
            while let Some((_, next)) =
                physical.next_if(|(_, next)| matches!(next.first(), Some(b' ' | b'\t')))
            {
                bytes
                    .to_mut()
                    .extend_from_slice(next.get(1..).unwrap_or_default());
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(decoded(index + 1, bytes));
        }
    })
}

fn without_cr(line: &[u8]) -> &[u8] {
    let end = line
        .iter()
        .rposition(|byte| *byte != b'\r')
        .map_or(0, |last| last + 1);
    line.get(..end).unwrap_or_default()
}

fn decoded(number: usize, bytes: Cow<'_, [u8]>) -> Line<'_> {
    let (text, foreign) = match bytes {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => (Cow::Owned(western(bytes)), true),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => (Cow::Owned(text), false),
            Err(error) => (Cow::Owned(western(error.as_bytes())), true),
        },
    };
    let parts = Parts::find(&text);
    Line {
        number,
        text,
        foreign,
        parts,
    }
}

/// Reads bytes that are not UTF-8 as Windows-1252, the most likely of the old encodings in a calendar file. What is UTF-8
/// between them stays what it is.
fn western(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let read = |byte: &u8| match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(*byte),
    };
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(read));
    }
    text
}

impl Parts {
    fn find(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let name_end = bytes.iter().position(|byte| matches!(byte, b':' | b';'))?;
        let mut quoted = false;
        let colon = bytes.iter().skip(name_end).position(|byte| {
            quoted ^= *byte == b'"';
            *byte == b':' && !quoted
        });
        // A quotation mark that is never closed hides the colon; then the first one counts.
        let colon = match colon {
            Some(distance) => name_end + distance,
            None => name_end + bytes.iter().skip(name_end).position(|byte| *byte == b':')?,
        };
        let whole = bytes.get(..name_end)?;
        // `group.NAME` is allowed by vCard and seen in calendars.
        let group = whole
            .iter()
            .position(|byte| *byte == b'.')
            .map_or(0, |dot| dot + 1);
        let blank = whole.iter().skip(group).take_while(|byte| **byte == b' ').count();
        let parts = Self {
            name: group + blank,
            name_end,
            colon,
        };
        let name = whole.get(parts.name..)?.trim_ascii_end();
        let valid = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (!name.is_empty() && name.iter().all(valid)).then_some(parts)
    }

    fn of(self, text: &str) -> Option<Property<'_>> {
        Some(Property {
            name: text.get(self.name..self.name_end)?.trim_ascii_end(),
            params: text.get(self.name_end..self.colon)?,
            value: text.get(self.colon + 1..)?,
        })
    }
}

impl<'a> Property<'a> {
    /// Takes a line apart, or returns `None` where it is no content line.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        Parts::find(text)?.of(text)
    }

    /// Returns the name in capitals.
    pub(crate) fn capitals(&self) -> Cow<'a, str> {
        if self.name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            Cow::Owned(self.name.to_ascii_uppercase())
        } else {
            Cow::Borrowed(self.name)
        }
    }

    /// Returns whether the name is this one; letters count the same in both cases.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns the value of a parameter, without quotation marks.
    pub(crate) fn param(&self, name: &str) -> Option<&'a str> {
        params(self.params)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns whether the value is said to be a date without a time.
    pub(crate) fn is_date(&self) -> bool {
        self.param("VALUE")
            .is_some_and(|value| value.eq_ignore_ascii_case("DATE"))
    }
}

/// Takes `;A=b;C="d"` apart.
pub(crate) fn params(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut quoted = false;
    text.split(move |c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    })
    .filter_map(|part| part.split_once('='))
    .map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
}

/// Reads the quoted-printable of vCalendar 1.0, which a few programs still write.
pub(crate) fn without_quoting(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes().iter();
    while let Some(byte) = rest.next() {
        let hex = rest
            .as_slice()
            .get(..2)
            .filter(|_| *byte == b'=')
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest.nth(1);
            }
            None => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a TEXT value (RFC 5545, section 3.3.11).
pub(crate) fn unescaped(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => text.push('\n'),
            Some(other) => text.push(other),
            None => text.push('\\'),
        }
    }
    text
}

/// Writes a TEXT value (RFC 5545, section 3.3.11). Control characters have no form in a calendar and are left out.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    // The second byte of U+0080 to U+009F, the other control characters, follows 0xC2.
    let plain = |byte: u8| byte >= b' ' && !matches!(byte, b'\\' | b';' | b',' | 0x7f | 0xc2);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut value = String::with_capacity(text.len() + 8);
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\r' => value.push_str("\\n"),
            '\n' if previous == '\r' => {}
            '\n' => value.push_str("\\n"),
            '\t' => value.push('\t'),
            _ if c.is_control() => {}
            _ => value.push(c),
        }
        previous = c;
    }
    Cow::Owned(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(input: &[u8]) -> Vec<(usize, String)> {
        lines(input)
            .map(|line| (line.number, line.text.into_owned()))
            .collect()
    }

    #[test]
    fn folded_lines_are_joined_and_keep_the_number_of_their_first() {
        let seen = texts("A:1\r\n 2\r\n\t3\r\n\r\nB:x\n".as_bytes());
        assert_eq!(seen, [(1, "A:123".to_owned()), (5, "B:x".to_owned())]);
    }

    #[test]
    fn a_character_split_by_folding_is_put_together_again() {
        let mut input = b"SUMMARY:\xd0".to_vec();
        input.extend_from_slice(b"\r\n \x94\r\n");
        assert_eq!(texts(&input), [(1, "SUMMARY:\u{414}".to_owned())]);
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_read_as_western_text() {
        let line = lines(b"SUMMARY:Caf\xe9 \x96 x").next().expect("a line");
        assert_eq!((line.text.as_ref(), line.foreign), ("SUMMARY:Café – x", true));
    }

    #[test]
    fn one_bad_byte_changes_nothing_but_itself() {
        let text = "SUMMARY:Переговоры Caf\u{e9}".as_bytes();
        let mut input = text.to_vec();
        input.extend_from_slice(b" \xe9\r\nLOCATION:");
        input.extend_from_slice("Москва\r\n".as_bytes());
        let seen: Vec<(String, bool)> = lines(&input)
            .map(|line| (line.text.into_owned(), line.foreign))
            .collect();
        let expected = [("SUMMARY:Переговоры Café é", true), ("LOCATION:Москва", false)];
        assert_eq!(seen, expected.map(|(text, foreign)| (text.to_owned(), foreign)));
    }

    #[test]
    fn a_colon_within_quotation_marks_does_not_end_the_parameters() {
        let property = Property::parse("ATTENDEE;CN=\"A: B\";ROLE=CHAIR:mailto:a@b").expect("a property");
        assert_eq!(
            (property.param("cn"), property.param("ROLE"), property.value),
            (Some("A: B"), Some("CHAIR"), "mailto:a@b")
        );
        assert_eq!(Property::parse("X;CN=\"A:b").map(|p| p.value), Some("b"));
    }

    #[test]
    fn what_is_no_content_line_is_none() {
        for text in ["", "no colon", ":x", "two words:x", "Имя:x"] {
            assert_eq!(Property::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_survives_writing_and_reading(text in "[^\\p{Cc}]{0,40}(\n[^\\p{Cc}]{0,20})?") {
            prop_assert_eq!(unescaped(&escaped(&text)), text);
        }
    }
}
