//! The rules of texts, languages and order keys.

use super::{MAX_TEXT_BYTES, Outcome};
use crate::{Lang, OrderKey, Prose, Refusal, RefusalCode as Code, Text, refusal::pointer_part};

pub(crate) fn texts(fields: &[(&str, &Text)]) -> Outcome {
    fields.iter().try_for_each(|(at, value)| text(at, value))
}

pub(crate) fn text(at: &str, value: &Text) -> Outcome {
    strings(at, value.0.iter())
}

/// Looks at a text that merges by character. Two people can each write what is not too long, and both stands: how long it may grow is for
/// each edit to keep ([`crate::editing`]), and no rule of the whole.
pub(crate) fn long(at: &str, value: &Prose) -> Outcome {
    let mut languages = value.0.keys();
    languages.try_for_each(|lang| language(&format!("{at}/{}", pointer_part(lang.as_str())), lang))
}

fn strings<'a>(at: &str, entries: impl Iterator<Item = (&'a Lang, &'a String)>) -> Outcome {
    for (lang, words) in entries {
        let at = || format!("{at}/{}", pointer_part(lang.as_str()));
        if !lang.is_valid() {
            return language(&at(), lang);
        }
        if words.len() > MAX_TEXT_BYTES {
            return Err(too_long(&at(), words));
        }
    }
    Ok(())
}

/// Tells that a text is longer than one may be.
pub(crate) fn too_long(at: &str, words: &str) -> Refusal {
    Refusal::new(
        Code::OutOfRange,
        at,
        format!("The text is {} bytes long.", words.len()),
        format!("Keep it under {MAX_TEXT_BYTES} bytes."),
    )
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
