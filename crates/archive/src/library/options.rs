//! What a library is opened for.

use crate::stamp::SessionId;

/// What a library is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read it, beside whoever has it open, and also where its folder cannot be written. Nothing in the folder is changed.
    Read,
    /// To change a library that is there. One at a time may do that; another one is waited for, for two seconds.
    Write,
    /// To change it, and to make it where there is none.
    Create,
}

/// How a library is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOptions {
    /// The session, unlike any other there ever was.
    pub session: SessionId,
    /// What for.
    pub access: Access,
}
