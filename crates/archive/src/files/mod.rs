//! The one reader and the one writer of files.
//!
//! What is read has a limit. What is written is either the old file or the new one, never half of each; it is nobody else's
//! temporary file, never a library, and never the file that is being read.

mod destination;
mod draft;
mod error;
mod guard;
mod identity;
mod limit;
mod read;
mod write;

pub use draft::Draft;
pub use error::FileError;
pub use guard::Guard;
pub use identity::Identity;
pub use limit::Limit;
pub use read::read;
pub use write::{make_folder, write};
