//! The lock that keeps a library to one writer. The operating system releases it when the process ends, however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    thread,
    time::Duration,
};

use crate::{error::ArchiveError, file_names::LOCK, own};

/// How long the lock is asked for before the library is refused.
///
/// Whoever held it may be about to let go: a process that is ending, or one that was just started from a process with the library
/// open, which holds what its parent holds until its own program begins.
const PATIENCE: Duration = Duration::from_secs(2);

/// The pauses between two questions: short at first, for most who hold the lock are about to let go.
const PAUSES: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(100));

/// Takes the lock of the library in `folder`, for as long as the returned file lives. It waits a moment where somebody holds it.
pub(crate) fn take(folder: &Path) -> Result<File, ArchiveError> {
    let path = folder.join(LOCK);
    let file = own::open(OpenOptions::new().create(true).truncate(false).write(true), &path)
        .map_err(|error| ArchiveError::from_io(&path, error))?;
    patiently(folder, &path, || file.try_lock())?;
    Ok(file)
}

/// Keeps writers away while the file is read by somebody whom they cannot see, for as long as the returned file lives; any number may
/// do so. `None` where nobody has ever locked the library, or where this file system has no locks: then there is nobody to keep away.
pub(crate) fn share(folder: &Path) -> Result<Option<File>, ArchiveError> {
    let path = folder.join(LOCK);
    let Ok(file) = own::open(OpenOptions::new().read(true), &path) else {
        return Ok(None);
    };
    match patiently(folder, &path, || file.try_lock_shared()) {
        Ok(()) => Ok(Some(file)),
        Err(error @ ArchiveError::AlreadyOpen { .. }) => Err(error),
        Err(_) => Ok(None),
    }
}

/// As [`share`], without waiting.
pub(crate) fn try_share(folder: &Path) -> Result<Option<File>, TryLockError> {
    let Ok(file) = own::open(OpenOptions::new().read(true), &folder.join(LOCK)) else {
        return Ok(None);
    };
    file.try_lock_shared().map(|()| Some(file))
}

/// Asks again and again until the lock is had or patience ends.
fn patiently(
    folder: &Path,
    path: &Path,
    ask: impl Fn() -> Result<(), TryLockError>,
) -> Result<(), ArchiveError> {
    let (mut pause, longest) = PAUSES;
    // The pauses are counted, not the clock: a machine that slept in between has not waited.
    let mut left = PATIENCE;
    loop {
        match ask() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(ArchiveError::from_io(path, error)),
            Err(TryLockError::WouldBlock) if left.is_zero() => {
                return Err(ArchiveError::AlreadyOpen {
                    folder: folder.to_owned(),
                });
            }
            Err(TryLockError::WouldBlock) => {
                let now = pause.min(left);
                thread::sleep(now);
                left -= now;
                pause = (pause * 2).min(longest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Instant};

    use super::*;

    /// Holds the lock in a thread for `time`, and returns once it is held.
    fn held(folder: &Path, time: Duration) -> thread::JoinHandle<()> {
        let lock = take(folder).unwrap();
        let (holds, wait) = mpsc::channel();
        let holder = thread::spawn(move || {
            holds.send(()).unwrap();
            thread::sleep(time);
            drop(lock);
        });
        wait.recv().unwrap();
        holder
    }

    #[test]
    fn a_lock_that_is_let_go_of_in_a_moment_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let holder = held(folder.path(), Duration::from_millis(300));
        assert!(take(folder.path()).is_ok());
        holder.join().unwrap();
    }

    #[test]
    fn a_lock_that_is_kept_is_refused_in_bounded_time_and_then_free_again() {
        let folder = tempfile::tempdir().unwrap();
        let lock = take(folder.path()).unwrap();
        let started = Instant::now();
        assert!(matches!(
            take(folder.path()),
            Err(ArchiveError::AlreadyOpen { .. })
        ));
        assert!(started.elapsed() >= PATIENCE);
        assert!(matches!(
            share(folder.path()),
            Err(ArchiveError::AlreadyOpen { .. })
        ));
        drop(lock);
        assert!(take(folder.path()).is_ok());
    }

    #[test]
    fn several_share_what_a_writer_then_cannot_take() {
        let folder = tempfile::tempdir().unwrap();
        assert!(share(folder.path()).unwrap().is_none(), "nothing was ever locked");
        drop(take(folder.path()).unwrap());
        let both = [share(folder.path()).unwrap(), share(folder.path()).unwrap()];
        assert!(both.iter().all(Option::is_some));
        assert!(take(folder.path()).is_err());
    }
}
