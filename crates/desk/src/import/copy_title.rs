//! The title of a copy, which says that it is one.

use chrono::NaiveDate;
use visit::{MAX_TEXT_BYTES, Text};

/// Adds to a title, in each of its languages, that the visit is a copy and when it was imported.
pub(super) fn mark(title: &mut Text, day: NaiveDate) {
    for (lang, words) in &mut title.0 {
        if words.trim().is_empty() {
            continue;
        }
        let primary = lang.as_str().split('-').next().unwrap_or_default();
        let addition = match primary.to_ascii_lowercase().as_str() {
            "ru" => format!(" (копия, импорт {day})"),
            "ja" => format!("（{day}取り込みの写し）"),
            _ => format!(" (copy, imported {day})"),
        };
        // A title that fills its limit is left as it is; the report says what the visit is.
        if words.len() + addition.len() <= MAX_TEXT_BYTES {
            words.push_str(&addition);
        }
    }
}

#[cfg(test)]
mod tests {
    use visit::Lang;

    use super::*;

    #[test]
    fn a_copy_says_in_each_language_of_its_title_that_it_is_one() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let entries = [("en", "Tokyo"), ("ru", "Токио"), ("ja-JP", "東京"), ("fr", " ")];
        let mut title = Text(
            entries
                .map(|(lang, words)| (Lang::from(lang), words.to_owned()))
                .into(),
        );
        mark(&mut title, day);
        let marked: Vec<&str> = title.0.values().map(String::as_str).collect();
        assert_eq!(
            marked,
            [
                "Tokyo (copy, imported 2026-11-24)",
                " ",
                "東京（2026-11-24取り込みの写し）",
                "Токио (копия, импорт 2026-11-24)"
            ]
        );
    }
}
