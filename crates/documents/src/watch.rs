//! How the making of a document is followed and stopped.

/// One who follows the making of a document: hears how far it is, and may stop it.
///
/// Both methods are asked from other threads than the caller's, often, and should answer at once.
pub trait Watch: Sync {
    /// Hears of a step. Steps come in order; within typesetting the count may start again, because pages are laid out
    /// until their references agree.
    fn step(&self, step: Step) {
        let _ = step;
    }

    /// Whether the document is no longer wanted. It then ends with [`DocumentError::Cancelled`](crate::DocumentError),
    /// at the next day of the programme or the next page, not in the middle of one.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches: the document is made to its end, in silence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// A step in the making of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The tables of the document are laid out; `part` of `parts` has begun, counted from 1.
    Typesetting {
        /// Which table has begun.
        part: usize,
        /// How many there are.
        parts: usize,
    },
    /// The pages are written as PDF.
    Writing,
    /// A page is drawn as a picture; `page` of `pages` has begun, counted from 1.
    Drawing {
        /// Which page has begun.
        page: usize,
        /// How many are drawn.
        pages: usize,
    },
}
