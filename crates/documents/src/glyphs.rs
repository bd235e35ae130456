//! Which characters the fonts of a document cannot show.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// The characters on the pages for which no font had a sign, each once, in the order of their code points.
pub(crate) fn missing(document: &PagedDocument) -> Vec<char> {
    let mut found = BTreeSet::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    found.into_iter().collect()
}

fn collect(frame: &Frame, found: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    found.extend(text.text.get(glyph.range()).unwrap_or_default().chars());
                }
            }
            _ => {}
        }
    }
}
