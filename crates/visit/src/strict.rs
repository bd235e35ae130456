//! What JSON text must be so that nothing of it is lost without a word when it is read: not a byte, not a field, not a digit.

use std::{borrow::Cow, collections::HashSet, fmt};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor},
};

use crate::{Refusal, RefusalCode, digits, refusal::pointer_part};

/// Reads bytes as text.
///
/// # Errors
/// [`RefusalCode::NotUtf8`] with the place of the first byte that is not UTF-8.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, Refusal> {
    refuse_wide(bytes)?;
    std::str::from_utf8(bytes).map_err(|error| {
        let (before, rest) = bytes.split_at(error.valid_up_to());
        let byte = rest.first().copied().unwrap_or_default();
        Refusal::new(
            RefusalCode::NotUtf8,
            "",
            format!("The byte 0x{byte:02X} at {} is not UTF-8.", place(before)),
            "Save the file as UTF-8, or export the visit once more.",
        )
    })
}

/// Walks over JSON text and refuses what a reader would lose. What is no JSON at all is left to the reader.
///
/// # Errors
/// [`RefusalCode::DuplicateField`] where an object has a field twice, of which one would be lost; [`RefusalCode::OutOfRange`]
/// for a number that cannot be kept digit by digit.
pub(crate) fn check(text: &str) -> Result<(), Refusal> {
    let mut refusal = None;
    let _ = Strict(&mut refusal).deserialize(&mut serde_json::Deserializer::from_str(text));
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    match digits::unkept(text.as_bytes()) {
        None => Ok(()),
        Some((offset, number)) => Err(Refusal::new(
            RefusalCode::OutOfRange,
            "",
            format!(
                "The number {number} at {} has more digits than can be kept.",
                place(text.as_bytes().get(..offset).unwrap_or_default())
            ),
            "Write it with fewer digits, or as a text.",
        )),
    }
}

/// Says where something stands: after these bytes.
fn place(before: &[u8]) -> String {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
        .chars()
        .count()
        + 1;
    format!("line {line}, column {column} (byte {})", before.len())
}

/// Refuses texts of two or four bytes a letter by their name; to a reader of UTF-8 they are only odd.
fn refuse_wide(bytes: &[u8]) -> Result<(), Refusal> {
    let encoding = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..] => "UTF-16",
        _ => return Ok(()),
    };
    Err(Refusal::new(
        RefusalCode::NotUtf8,
        "",
        format!("This text is {encoding}, not UTF-8."),
        "Save the file as UTF-8.",
    ))
}

/// Walks over any value and notes a field that comes twice. The path is put together on the way out, so that it costs nothing
/// where all is well.
struct Strict<'a>(&'a mut Option<Refusal>);

impl Strict<'_> {
    fn within<T, E>(&mut self, read: Result<T, E>, part: impl FnOnce() -> String) -> Result<T, E> {
        if read.is_err()
            && let Some(refusal) = self.0.take()
        {
            *self.0 = Some(refusal.under(&format!("/{}", part())));
        }
        read
    }
}

/// The name of a field, lent from the text where it has no escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        loop {
            let next = list.next_element_seed(Strict(self.0));
            if self.within(next, || index.to_string())?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let mut names = HashSet::new();
        while let Some(Name(name)) = fields.next_key()? {
            if names.contains(&name) {
                *self.0 = Some(Refusal::new(
                    RefusalCode::DuplicateField,
                    format!("/{}", pointer_part(&name)),
                    "The field is there twice, and only one of the two could be kept.",
                    "Take one of them out of the file.",
                ));
                return Err(A::Error::custom("a field is there twice"));
            }
            let value = fields.next_value_seed(Strict(self.0));
            self.within(value, || pointer_part(&name))?;
            names.insert(name);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Refusal {
        text_of(bytes).and_then(check).expect_err("refused")
    }

    #[test]
    fn a_byte_that_is_not_utf_8_is_refused_with_its_place() {
        let refusal = refused(
            "{\n \"a\": \"Токио"
                .as_bytes()
                .iter()
                .copied()
                .chain(*b"\xE9\"}")
                .collect::<Vec<_>>()
                .as_slice(),
        );
        assert_eq!(refusal.code, RefusalCode::NotUtf8);
        assert_eq!(
            refusal.message,
            "The byte 0xE9 at line 2, column 13 (byte 19) is not UTF-8."
        );
    }

    #[test]
    fn a_text_of_two_bytes_a_letter_is_called_what_it_is() {
        for bom in [true, false] {
            let mut bytes = if bom { vec![0xFF, 0xFE] } else { Vec::new() };
            bytes.extend("{\"facts\": {}}".encode_utf16().flat_map(u16::to_le_bytes));
            assert!(refused(&bytes).message.contains("UTF-16"));
        }
        assert!(
            refused(&[0xFF, 0xFE, 0, 0, b'{', 0, 0, 0])
                .message
                .contains("UTF-32")
        );
    }

    #[test]
    fn a_field_that_is_there_twice_is_refused_with_its_path_however_it_is_spelt() {
        for (text, path) in [
            (r#"{"a": 1, "a": 1}"#, "/a"),
            (r#"{"a": [{}, {"b/c": {"d": 1, "\u0064": 2}}]}"#, "/a/1/b~1c/d"),
        ] {
            let refusal = refused(text.as_bytes());
            assert_eq!(
                (refusal.code, refusal.path.as_str()),
                (RefusalCode::DuplicateField, path)
            );
        }
    }

    #[test]
    fn a_number_that_would_lose_digits_is_refused_with_its_place() {
        for kept in [
            "0",
            "-1",
            "18446744073709551615",
            "-9223372036854775808",
            "0.1",
            "1e300",
            "-0.5E-3",
        ] {
            assert_eq!(check(kept), Ok(()), "{kept}");
        }
        for lost in [
            "18446744073709551616",
            "-9223372036854775809",
            "0.12345678901234567890123",
        ] {
            let refusal = refused(format!("[\"18446744073709551616\", {lost}]").as_bytes());
            assert_eq!(refusal.code, RefusalCode::OutOfRange, "{lost}");
            assert!(refusal.message.contains("column 26"), "{}", refusal.message);
        }
    }

    #[test]
    fn equal_names_in_different_objects_and_figures_in_texts_are_no_matter() {
        assert_eq!(
            check(r#"[{"a": {"a": "1e-99999999999999999999999 \\"}}, {"a": 18446744073709551615}]"#),
            Ok(())
        );
    }
}
