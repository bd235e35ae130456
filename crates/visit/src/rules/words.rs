//! The rules of texts, languages and order keys.

use super::{MAX_TEXT_BYTES, Outcome};
use crate::{Lang, OrderKey, Prose, Refusal, RefusalCode as Code, Text, refusal::pointer_part};

pub(crate) fn texts(fields: &[(&str, &Text)]) -> Outcome {
    fields.iter().try_for_each(|(at, value)| text(at, value))
}

pub(crate) fn text(at: &str, value: &Text) -> Outcome {
    strings(at, value.0.iter())
}

pub(crate) fn long(at: &str, value: &Prose) -> Outcome {
    strings(at, value.0.iter())
}

fn strings<'a>(at: &str, entries: impl Iterator<Item = (&'a Lang, &'a String)>) -> Outcome {
    for (lang, words) in entries {
        let at = || format!("{at}/{}", pointer_part(lang.as_str()));
        if !lang.is_valid() {
            return language(&at(), lang);
        }
        if words.len() > MAX_TEXT_BYTES {
            return Err(Refusal::new(
                Code::OutOfRange,
                at(),
                format!("The text is {} bytes long.", words.len()),
                format!("Keep it under {MAX_TEXT_BYTES} bytes."),
            ));
        }
    }
    Ok(())
}

pub(crate) fn languages(at: &str, tags: &[Lang]) -> Outcome {
    tags.iter()
        .enumerate()
        .try_for_each(|(index, tag)| language(&format!("{at}/{index}"), tag))
}

pub(crate) fn language(at: &str, tag: &Lang) -> Outcome {
    if tag.is_valid() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::BadLanguage,
        at,
        format!(
            "'{}' is not a language tag.",
            tag.as_str().chars().take(40).collect::<String>()
        ),
        "Use a tag of BCP 47, for example en, ru or ja.",
    ))
}

/// Looks at the code of a country, where there is one.
pub(crate) fn country(at: &str, code: Option<&str>) -> Outcome {
    match code {
        Some(code) if !(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())) => {
            Err(Refusal::new(
                Code::BadCountry,
                at,
                format!(
                    "'{}' is not the code of a country.",
                    code.chars().take(40).collect::<String>()
                ),
                "Use two capital letters (ISO 3166-1 alpha-2), for example RU or JP.",
            ))
        }
        _ => Ok(()),
    }
}

pub(crate) fn order(key: &OrderKey) -> Outcome {
    if key.is_valid() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::BadOrderKey,
        "/order",
        format!(
            "'{}' is not an order key.",
            key.as_str().chars().take(40).collect::<String>()
        ),
        "Leave the field out, or use a key that the application has made.",
    ))
}
