//! Reading a file whole, up to a limit.

use std::{fs::File, io::Read as _, ops::ControlFlow, path::Path};

use super::FileError;

/// How much is read between two questions whether to go on.
const CHUNK: u64 = 1 << 20;

/// The most that a file may have, and of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The bytes.
    pub bytes: u64,
    /// What has the limit, for a sentence: "a visit file".
    pub of: &'static str,
}

impl Limit {
    /// Returns the limit as people say it, in MiB where it is a whole number of them.
    pub(super) fn in_words(&self) -> String {
        const MIB: u64 = 1 << 20;
        if self.bytes >= MIB && self.bytes.is_multiple_of(MIB) {
            format!("{} MiB", self.bytes / MIB)
        } else {
            format!("{} bytes", self.bytes)
        }
    }
}

/// Reads a file, a pipe or a device to its end. `progress` hears how many bytes there are, and may break off.
///
/// # Errors
/// [`FileError::TooLarge`], for a file before anything is read of it, for a stream as soon as it has given more than the
/// limit; [`FileError::Folder`], [`FileError::Unreadable`] or [`FileError::Cancelled`].
pub fn read(
    path: &Path,
    limit: Limit,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Vec<u8>, FileError> {
    let reading = |error| FileError::reading(path, error);
    let too_large = || FileError::TooLarge {
        path: path.to_owned(),
        limit,
    };
    let mut file = File::open(path).map_err(reading)?;
    let found = file.metadata().map_err(reading)?;
    if found.is_dir() {
        return Err(FileError::Folder {
            path: path.to_owned(),
        });
    }
    if found.is_file() && found.len() > limit.bytes {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        // One byte more than the limit tells that there is more.
        let left = limit.bytes.saturating_add(1).saturating_sub(length(&bytes));
        (&mut file)
            .take(left.min(CHUNK))
            .read_to_end(&mut bytes)
            .map_err(reading)?;
        if length(&bytes) > limit.bytes {
            return Err(too_large());
        }
        if bytes.len() == before {
            return Ok(bytes);
        }
        if progress(length(&bytes)).is_break() {
            return Err(FileError::Cancelled);
        }
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
