//! Reading a file whole, up to a limit.

use std::{
    fs::File,
    io::Read as _,
    ops::ControlFlow,
    path::Path,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use super::{FileError, Limit};

/// How much is read between two questions whether to go on.
const CHUNK: u64 = 1 << 20;

/// How often somebody who waits for a pipe is asked whether they still want it.
const BETWEEN_QUESTIONS: Duration = Duration::from_millis(50);

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
    let mut file = opened(path, progress)?;
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

/// Opens a file. A pipe without a writer would keep the caller for ever, so it is opened beside it, and waited for until it comes or nobody
/// wants it any more; the thread that opens it ends with the pipe's first writer.
fn opened(path: &Path, progress: &mut dyn FnMut(u64) -> ControlFlow<()>) -> Result<File, FileError> {
    let reading = |error| FileError::reading(path, error);
    if std::fs::metadata(path).is_ok_and(|found| found.is_file() || found.is_dir()) {
        return File::open(path).map_err(reading);
    }
    let (send, receive) = mpsc::channel();
    let place = path.to_owned();
    thread::Builder::new()
        .spawn(move || send.send(File::open(place)))
        .map_err(reading)?;
    loop {
        match receive.recv_timeout(BETWEEN_QUESTIONS) {
            Ok(file) => return file.map_err(reading),
            Err(RecvTimeoutError::Timeout) if progress(0).is_break() => return Err(FileError::Cancelled),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(reading(std::io::ErrorKind::Interrupted.into()));
            }
        }
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
