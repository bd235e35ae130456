//! Text from people, made fit to be set.

/// From this length on a run of letters gets places where it may be broken; the hyphenation of its language comes first.
const LONG_LETTERS: usize = 28;
/// The same for a run that also holds figures or signs, which no dictionary can hyphenate.
const LONG_MIXED: usize = 16;
/// A place where a line may be broken.
const BREAK: char = '\u{200B}';

/// The text as one line. Control characters, which have no sign, are left out; so are the marks that turn the direction
/// of writing by force, since they can make a name read as another.
pub(crate) fn line(text: &str) -> String {
    lines(text).join(" ")
}

/// The lines of a text, without those that are blank.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.split(|c| {
        matches!(
            c,
            '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    })
    .map(|line| breakable(&visible(line)))
    .filter(|line| !line.is_empty())
    .collect()
}

fn visible(line: &str) -> String {
    let spaced = line.replace('\t', " ");
    spaced
        .chars()
        .filter(|c| !is_unfit(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

fn is_unfit(c: char) -> bool {
    let code = c as u32;
    let noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    let forced_direction = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || noncharacter || forced_direction || c == '\u{FEFF}'
}

/// Puts places to break into words that no column could hold.
fn breakable(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_inclusive(' ') {
        let length = word.trim_end().chars().count();
        let letters_only = word.trim_end().chars().all(char::is_alphabetic);
        let long = if letters_only { LONG_LETTERS } else { LONG_MIXED };
        if length < long {
            out.push_str(word);
            continue;
        }
        let mut run = 0;
        for c in word.chars() {
            // A break stands only before a letter or figure of a script that has no breaks of its own, so that no
            // accent and no joined sign is cut off.
            if run >= LONG_MIXED / 2 && c.is_alphanumeric() && (c as u32) < 0x2E80 {
                out.push(BREAK);
                run = 0;
            }
            run = if c.is_alphanumeric() { run + 1 } else { 0 };
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_forced_directions_are_left_out() {
        assert_eq!(line("a\0b\u{1}c\tд\u{202E}е\u{FEFF}\u{FFFF}"), "abc де");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line_and_blank_lines_go() {
        assert_eq!(
            lines("one\r\ntwo\u{2028}three\n\n \nfour"),
            ["one", "two", "three", "four"]
        );
        assert_eq!(line("one\ntwo"), "one two");
    }

    #[test]
    fn a_word_that_no_column_could_hold_can_be_broken() {
        assert_eq!(line(&"x".repeat(20)), "x".repeat(20));
        assert!(line(&"x".repeat(200)).contains(BREAK));
        assert!(line("AB12345678901234567890").contains(BREAK));
        assert!(!line("外務大臣外務大臣外務大臣外務大臣外務大臣").contains(BREAK));
        assert!(!line("Достопримечательность города").contains(BREAK));
    }
}
