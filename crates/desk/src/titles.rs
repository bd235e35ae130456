//! Titles as people type them.

use std::cmp::Ordering;

use icu_casemap::CaseMapper;
use icu_collator::{
    Collator, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering,
};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization as _;
use visit::Lang;

/// Returns the form in which two titles are the same that differ only in case, in width, in how an accent is put together,
/// in spaces, or in characters that cannot be seen.
///
/// This is Unicode's compatibility caseless matching (The Unicode Standard, 3.13, D146). The dotted and the dotless i of
/// Turkish count as one letter as well, since one keyboard has `i` where the other has `İ` or `ı`.
pub(crate) fn folded(title: &str) -> String {
    let cases = CaseMapper::new();
    let visible = title.chars().filter(|letter| !is_ignorable(*letter));
    let decomposed: String = visible.nfd().collect();
    let once: String = cases.fold_string(&decomposed).nfkd().collect();
    let twice: String = cases.fold_string(&once).nfkc().collect();
    let plain = twice.replace('ı', "i").replace("i\u{307}", "i");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a character has neither a picture nor a meaning of its own in a title.
fn is_ignorable(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns how titles stand in a list for people: as a dictionary of the first language has them, and numbers by what they count.
pub(crate) fn in_order(languages: &[Lang]) -> impl Fn(&str, &str) -> Ordering + use<> {
    let locale = languages
        .first()
        .and_then(|lang| lang.as_str().parse::<Locale>().ok());
    let mut preferences = CollatorPreferences::from(&locale.unwrap_or(Locale::UNKNOWN));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    // The tables are built in; a language without one of its own has that of all.
    let collator = Collator::try_new(preferences, CollatorOptions::default()).ok();
    move |one, other| match &collator {
        Some(collator) => collator.compare(one, other),
        None => one.cmp(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_as_a_dictionary_of_the_language_has_them() {
        let sorted = |lang: &str, titles: &[&'static str]| {
            let mut titles = titles.to_vec();
            let order = in_order(&[Lang::from(lang)]);
            titles.sort_by(|one, other| order(one, other));
            titles
        };
        assert_eq!(
            sorted("ru", &["Zagreb", "Ёлка", "Яблоко", "елена", "Жук"]),
            ["елена", "Ёлка", "Жук", "Яблоко", "Zagreb"]
        );
        assert_eq!(
            sorted("en", &["Round 10", "round 9", "Élysée", "Zagreb"]),
            ["Élysée", "round 9", "Round 10", "Zagreb"]
        );
        assert_eq!(sorted("sv", &["Ärende", "Zagreb"]), ["Zagreb", "Ärende"]);
        assert_eq!(sorted("no-such-language-at-all", &["b", "a"]), ["a", "b"]);
    }

    #[test]
    fn case_width_and_accents_make_no_other_title_in_any_script() {
        for (one, other) in [
            ("Tokyo 2017", "TOKYO  2017 "),
            ("Визит в Токио", "ВИЗИТ В ТОКИО"),
            ("Αθήνας", "ΑΘΉΝΑΣ"),
            ("Straße", "STRASSE"),
            ("Élysée", "E\u{301}lyse\u{301}e"),
            ("İstanbul", "istanbul"),
            ("Isparta", "ısparta"),
            ("東京2017", "東京２０１７"),
            ("ﾄｳｷｮｳ", "トウキョウ"),
            ("Ereván\u{200b}", "EREVÁN"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} is {other}");
        }
        assert_ne!(folded("Tokyo"), folded("Kyoto"));
        assert_ne!(folded("Orël"), folded("Orel"));
    }
}
