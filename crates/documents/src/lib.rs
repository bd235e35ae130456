//! Documents of a visit, typeset: the programme as a PDF, and its pages as pictures for the preview.
//!
//! What goes in is a [`Programme`](visit::programme::Programme), a copy that holds only what its audience may have. The
//! crate never sees a visit, reads no file, no clock and no network, and gives the same bytes for the same data.
//!
//! A document is a Typst template (`templates/*.typ`) and the data that it prints. `programme` turns a programme into these
//! data, in the words of [`visit::vocabulary`] and the dates of `dates`; `world` shows both to Typst; `typeset` makes pages of them and
//! `pictures` draws the pages. What a person wrote reaches Typst as data, never as markup.

mod clean;
mod dates;
mod error;
mod fonts;
mod glyphs;
mod pictures;
mod programme;
mod typeset;
mod watch;
mod world;

pub use error::{Complaints, DocumentError, MAX_ENGAGEMENTS_PRINTED};
pub use pictures::{PagePictures, PictureOptions};
pub use programme::{page_pictures, programme_pdf, programmes_pdf};
pub use typeset::{Rendered, Standard};
pub use watch::{Step, Unwatched, Watch};
