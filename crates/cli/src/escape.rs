//! Text that came from data, made safe to show.

use std::{borrow::Cow, fmt::Write as _};

/// Returns whether a character moves the cursor, commands the terminal, or hides or turns round what stands beside it.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns a text as it is shown to people: one line, in which every character that could deceive stands as its escape.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Returns a JSON text that has the same meaning and shows nothing that could deceive. JSON's own escapes leave the
/// characters above U+007E as they are.
pub(crate) fn json(text: String) -> String {
    let deceives = |letter: char| is_hidden(letter) && letter != '\n';
    if !text.contains(deceives) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if deceives(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing into a string cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(letter);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str =
        "a\u{1b}[2Jb\nc\td\u{9b}31me\u{202e}f\u{2066}g\u{200f}h\u{2028}i\u{7f}j\u{61c}k\u{e0041}";

    #[test]
    fn what_could_deceive_stands_as_its_escape() {
        assert_eq!(
            shown(HOSTILE),
            "a\\u{1b}[2Jb\\nc\\td\\u{9b}31me\\u{202e}f\\u{2066}g\\u{200f}h\\u{2028}i\\u{7f}j\\u{61c}k\\u{e0041}"
        );
    }

    #[test]
    fn letters_of_every_script_stay_as_they_are() {
        for text in [
            "Tokyo",
            "Визит в Токио",
            "東京",
            "می\u{200c}خواهم",
            "👩\u{200d}🚀",
            "C:\\Users",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn escaped_json_means_the_same() {
        let value = serde_json::json!({ "title": HOSTILE });
        let text = json(serde_json::to_string_pretty(&value).expect("JSON"));
        assert!(
            !text.contains(|letter| is_hidden(letter) && letter != '\n'),
            "{text}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).expect("JSON"),
            value
        );
    }
}
