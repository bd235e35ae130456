//! File names out of titles.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest name that is made, in bytes. Every usual file system takes 255; the rest is room for what programs put behind
/// a name while they write or copy a file.
pub const MAX_FILE_NAME_BYTES: usize = 240;

/// Names that Windows keeps for devices, whatever their ending; `com` and `lpt` come with a digit.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Makes a file name out of a title and an ending: letters and digits of any script stay, everything else becomes a hyphen.
/// It is never longer than [`MAX_FILE_NAME_BYTES`], and no letter is cut in two.
pub fn file_name_from(title: &str, extension: &str) -> String {
    named(title, "", extension)
}

/// Gives every visit of a folder a file name of its own.
#[derive(Debug, Default)]
pub struct FileNames(BTreeSet<String>);

impl FileNames {
    /// Returns the file name for a title, with the id in it where another one has that name already.
    pub fn name(&mut self, title: &str, id: &str, extension: &str) -> String {
        let mut name = file_name_from(title, extension);
        let mut turn = 1_u32;
        // Names are in lower case, so that they are different on a disk without case, too.
        while !self.0.insert(name.to_lowercase()) {
            let suffix = if turn == 1 {
                format!("-{id}")
            } else {
                format!("-{id}-{turn}")
            };
            name = named(title, &suffix, extension);
            turn += 1;
        }
        name
    }
}

fn named(title: &str, suffix: &str, extension: &str) -> String {
    let room = MAX_FILE_NAME_BYTES.saturating_sub(suffix.len() + 1 + extension.len());
    format!("{}{suffix}.{extension}", stem(title, room))
}

fn stem(title: &str, room: usize) -> String {
    let title: String = title.nfc().collect();
    let mut stem = String::new();
    for grapheme in title.graphemes(true) {
        let kept = grapheme
            .chars()
            .filter(|letter| letter.is_alphanumeric() || is_combining_mark(*letter));
        let kept: String = kept.flat_map(char::to_lowercase).collect();
        let piece = if kept.starts_with(char::is_alphanumeric) {
            kept.as_str()
        } else if stem.is_empty() || stem.ends_with('-') {
            continue;
        } else {
            "-"
        };
        if stem.len() + piece.len() > room {
            break;
        }
        stem.push_str(piece);
    }
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() {
        "visit".to_owned()
    } else if is_device(stem) {
        format!("{stem}-visit")
    } else {
        stem.to_owned()
    }
}

fn is_device(stem: &str) -> bool {
    let numbered = |port: &str| {
        stem.strip_prefix(port)
            .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric))
    };
    DEVICES.contains(&stem) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_letters_of_every_script() {
        assert_eq!(file_name_from("Tokyo, March 2017", "pdf"), "tokyo-march-2017.pdf");
        assert_eq!(file_name_from("Визит в Токио", "ics"), "визит-в-токио.ics");
        assert_eq!(file_name_from("हिन्दी यात्रा", "pdf"), "हिन्दी-यात्रा.pdf");
        assert_eq!(file_name_from("Cafe\u{301}", "pdf"), "café.pdf");
        assert_eq!(file_name_from("../..", "pdf"), "visit.pdf");
        assert_eq!(file_name_from("a\u{202e}fdp.\u{1b}[31m", "pdf"), "a-fdp-31m.pdf");
    }

    #[test]
    fn a_long_title_is_cut_by_bytes_between_letters() {
        for title in [
            "東京訪問".repeat(100),
            "щ".repeat(300),
            "e\u{308}\u{301}x".repeat(200),
        ] {
            let mut names = FileNames::default();
            let id = "i".repeat(128);
            for turn in 0..3 {
                let name = names.name(&title, &id, "json");
                assert!(name.len() <= MAX_FILE_NAME_BYTES, "{} bytes", name.len());
                assert!(name.len() > MAX_FILE_NAME_BYTES - 8, "{name}");
                assert_eq!(name.contains(&id), turn > 0, "{name}");
            }
        }
        let one_letter = format!("a{}", "\u{301}".repeat(400));
        assert_eq!(file_name_from(&one_letter, "pdf"), "visit.pdf");
    }

    #[test]
    fn a_name_that_windows_keeps_for_a_device_is_made_longer() {
        for title in ["CON", "nul", "Aux.", "com1", "LPT9", "COM¹"] {
            let name = file_name_from(title, "pdf");
            assert!(name.ends_with("-visit.pdf"), "{name}");
        }
        assert_eq!(file_name_from("Conference", "pdf"), "conference.pdf");
    }

    #[test]
    fn visits_of_one_title_have_file_names_of_their_own() {
        let mut names = FileNames::default();
        assert_eq!(names.name("Tokyo", "a", "ics"), "tokyo.ics");
        assert_eq!(names.name("TOKYO", "b", "ics"), "tokyo-b.ics");
        assert_eq!(names.name("Tokyo-B", "c", "ics"), "tokyo-b-c.ics");
        assert_eq!(names.name("Tokyo", "b", "ics"), "tokyo-b-2.ics");
    }
}
