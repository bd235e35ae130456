//! Text that people read, in one or several languages.

use std::collections::BTreeMap;

use icu_locale_core::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language tag of BCP 47, for example `en`, `ru`, `ja` or `sr-Latn`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Lang(pub String);

impl Lang {
    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a tag that somebody has written, in capitals or not, and returns it in the one form that it has here: `en-GB` for
    /// `EN-gb`. `None` where it is no tag of BCP 47, or one of those that only an old register knows (`i-klingon`, `zh-cmn`).
    pub fn parse(tag: &str) -> Option<Self> {
        let canonical = Locale::normalize(tag.trim()).ok()?;
        Some(Self(canonical.into_owned()))
    }

    /// Returns whether the tag is one of BCP 47 in the form that [`Lang::parse`] gives it, so that a language has one name.
    pub fn is_valid(&self) -> bool {
        Lang::parse(&self.0).is_some_and(|canonical| canonical == *self)
    }
}

impl From<&str> for Lang {
    fn from(tag: &str) -> Self {
        Self(tag.to_owned())
    }
}

/// A short text, one string for each language.
///
/// Where a language is missing, [`Text::get`] falls back to another and says which, so that the reader can see it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "Record<string, string>")]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// Makes a text in one language.
    pub fn new(lang: &str, text: &str) -> Self {
        Self(BTreeMap::from([(Lang::from(lang), text.to_owned())]))
    }

    /// Returns whether there is nothing to read in any language.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// Returns the text in the first of the wanted languages that it has, else in the first language that it has at all.
    pub fn get(&self, wanted: &[Lang]) -> Option<(&Lang, &str)> {
        let full = |entry: &(&Lang, &String)| !entry.1.trim().is_empty();
        wanted
            .iter()
            .find_map(|lang| self.0.get_key_value(lang).filter(full))
            .or_else(|| self.0.iter().find(full))
            .map(|(lang, text)| (lang, text.as_str()))
    }

    /// Returns the text that [`Text::get`] finds, or an empty one.
    pub fn read(&self, wanted: &[Lang]) -> &str {
        self.get(wanted).map_or("", |(_, text)| text)
    }
}

/// A long text (points to make, background) for each language; in the history it merges by character.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "Record<string, string>")]
pub struct Prose(pub BTreeMap<Lang, String>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_and_says_to_which() {
        let text = Text::new("ru", "Переговоры");
        let (lang, words) = text.get(&[Lang::from("en"), Lang::from("ja")]).expect("a text");
        assert_eq!((lang.as_str(), words), ("ru", "Переговоры"));
    }

    #[test]
    fn blank_text_counts_as_missing() {
        let text = Text(BTreeMap::from([
            (Lang::from("en"), " ".into()),
            (Lang::from("ja"), "会談".into()),
        ]));
        assert_eq!(text.read(&[Lang::from("en")]), "会談");
        assert!(Text::new("en", "  ").is_empty());
    }

    #[test]
    fn language_tags_have_the_form_of_bcp_47() {
        for good in ["en", "ru", "ja", "sr-Latn", "zh-Hant-TW", "es-419"] {
            assert!(Lang::from(good).is_valid(), "{good}");
        }
        for bad in ["", "e", "en_GB", "1a", "en-", "русский", "en-gb", " en"] {
            assert!(!Lang::from(bad).is_valid(), "{bad}");
        }
    }

    #[test]
    fn a_language_has_one_name_however_it_is_written() {
        for (written, tag) in [
            ("EN", Some("en")),
            ("en-gb", Some("en-GB")),
            ("SR-LATN", Some("sr-Latn")),
            (" ja ", Some("ja")),
            ("en_GB", None),
            ("English", None),
            ("", None),
        ] {
            assert_eq!(Lang::parse(written).as_ref().map(Lang::as_str), tag, "{written}");
        }
    }
}
