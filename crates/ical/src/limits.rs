//! How large a calendar file may be. Within these limits reading and writing stay below 512 MiB of memory.

use crate::error::IcalError;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// The most lines that are read.
pub const MAX_LINES: usize = 1_000_000;

/// The most events that are read; a visit holds no more engagements.
pub const MAX_EVENTS: usize = 20_000;

/// The most tasks that are read.
pub const MAX_TASKS: usize = 20_000;

/// Refuses a file that is too large, before anything is made of it.
pub(crate) fn check(input: &[u8]) -> Result<(), IcalError> {
    if input.len() > MAX_BYTES {
        return Err(IcalError::TooLarge {
            limit_mib: MAX_BYTES >> 20,
        });
    }
    let ends = |end: u8| input.iter().filter(|byte| **byte == end).count();
    let lines = match ends(b'\n') {
        0 => ends(b'\r'),
        lines => lines,
    };
    within("lines", lines, MAX_LINES)
}

/// Refuses more of something than there may be.
pub(crate) fn within(what: &'static str, count: usize, limit: usize) -> Result<(), IcalError> {
    if count > limit {
        return Err(IcalError::TooMany { what, limit });
    }
    Ok(())
}
