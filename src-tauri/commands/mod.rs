//! What the screen can ask for. Each command is one line; the work is done elsewhere.

pub(crate) mod window;
