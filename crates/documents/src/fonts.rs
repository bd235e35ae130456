//! The fonts of the documents: part of the program, so that a document looks the same on every machine.
//!
//! They are cut from Noto (SIL Open Font License) by `fonts/build.py`.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The font files. Their order is the order in which Typst prefers them where a style does not decide.
const FILES: [&[u8]; 7] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/NotoSans-SemiBold.ttf"),
    include_bytes!("../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../fonts/NotoSerif-SemiBold.ttf"),
    include_bytes!("../fonts/NotoSansJP-Regular.ttf"),
    include_bytes!("../fonts/NotoSansJP-SemiBold.ttf"),
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|file| Font::new(Bytes::new(*file), 0))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The fonts, read once.
pub(crate) fn fonts() -> &'static [Font] {
    &FONTS
}

/// What Typst wants to know of the fonts before it opens one.
pub(crate) fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_file_is_a_font() {
        assert_eq!(fonts().len(), FILES.len());
    }

    #[test]
    fn the_sans_has_cyrillic_and_the_japanese_face_the_characters_of_names() {
        let covers = |family: &str, characters: &str| {
            fonts()
                .iter()
                .filter(|font| font.info().family == family)
                .all(|font| {
                    characters
                        .chars()
                        .all(|c| font.info().coverage.contains(c as u32))
                })
        };
        assert!(covers("Noto Sans", "Сергей Лавров ёЁ Қазақстан №–—…«»“”*"));
        assert!(covers("Noto Serif", "Программа визита 20–21"));
        assert!(covers("Noto Sans JP", "岸田文雄 髙橋 山﨑 外務大臣 ~()「」・→"));
    }
}
