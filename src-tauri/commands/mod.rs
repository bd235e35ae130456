//! What the screen can ask for. Each command is one line; the work is done by `desk`.

pub(crate) mod editing;
pub(crate) mod files;
pub(crate) mod library;
pub(crate) mod visits;
pub(crate) mod window;
