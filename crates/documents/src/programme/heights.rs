//! Which tables are as high as a page at most.

use typst::layout::Abs;

use crate::error::DocumentError;
use crate::programme::sheet::{Keep, Part};
use crate::typeset;
use crate::watch::Watch;
use crate::world::Data;

/// The template that sets each table on a page of its own height.
const HEIGHTS: &str = "heights.typ";

/// Hears no steps: the tables are measured several at a time, and are counted when they are laid out.
struct Unheard<'a>(&'a dyn Watch);

impl Watch for Unheard<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// Whether each of the tables is to be measured, since the estimate leaves it open.
pub(super) fn open(parts: &[Part]) -> Vec<bool> {
    parts.iter().map(|part| part.keep == Keep::IfItFits).collect()
}

/// Returns which of the tables that are to be measured fit on a page. `data` has them all.
///
/// # Errors
/// As [`typeset::pages`].
pub(super) fn fitting(data: &Data, open: &[bool], watch: &dyn Watch) -> Result<Vec<bool>, DocumentError> {
    if !open.contains(&true) {
        return Ok(open.to_vec());
    }
    let chosen = Data {
        chosen: super::written(&open)?,
        ..data.clone()
    };
    let measured = typeset::pages(HEIGHTS, chosen, &Unheard(watch))?;
    // A4 without the margins that `templates/style.typ` gives it.
    let page = Abs::mm(297.0) - Abs::mm(27.0) * 2.0;
    let mut heights = measured.pages().iter().map(|page| page.frame.height());
    Ok(open
        .iter()
        .map(|open| *open && heights.next().is_some_and(|height| height < page))
        .collect())
}
