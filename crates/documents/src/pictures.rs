//! Pages as pictures, for the preview.

use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::error::DocumentError;
use crate::watch::{Step, Watch};

/// Which pages are drawn, and how finely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureOptions {
    /// Pixels per inch; taken into the range from 24 to 600.
    pub pixels_per_inch: u16,
    /// The first page that is drawn, counted from 1.
    pub first: usize,
    /// How many pages are drawn at most.
    pub most: usize,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            pixels_per_inch: 144,
            first: 1,
            most: usize::MAX,
        }
    }
}

/// The pictures of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePictures {
    /// A PNG file for each page that was asked for, in order.
    pub pngs: Vec<Vec<u8>>,
    /// How many pages the whole document has.
    pub pages: usize,
}

/// Draws the pages that are asked for.
pub(crate) fn draw(
    document: &PagedDocument,
    options: PictureOptions,
    watch: &dyn Watch,
) -> Result<PagePictures, DocumentError> {
    let per_point = f64::from(options.pixels_per_inch.clamp(24, 600)) / 72.0;
    let render = RenderOptions {
        pixel_per_pt: per_point.into(),
        render_bleed: false,
    };
    let first = options.first.max(1);
    let wanted: Vec<_> = document
        .pages()
        .iter()
        .enumerate()
        .skip(first - 1)
        .take(options.most)
        .collect();
    let mut pngs = Vec::with_capacity(wanted.len());
    for (drawn, (index, page)) in wanted.iter().enumerate() {
        if watch.cancelled() {
            return Err(DocumentError::Cancelled);
        }
        watch.step(Step::Drawing {
            page: drawn + 1,
            pages: wanted.len(),
        });
        let png = typst_render::render(page, &render)
            .encode_png()
            .map_err(|error| DocumentError::Picture {
                page: index + 1,
                reason: error.to_string(),
            })?;
        pngs.push(png);
    }
    Ok(PagePictures {
        pngs,
        pages: document.pages().len(),
    })
}
