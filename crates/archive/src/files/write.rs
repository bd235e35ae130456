//! Writing a file whole: under a name of its own first, then in its place.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write as _},
    ops::ControlFlow,
    path::Path,
    thread,
    time::Duration,
};

use super::{FileError, Guard, destination::Destination};
use crate::private::{self, sync_folder};

/// How often somebody who waits for the reader of a pipe is asked whether they still want it.
const BETWEEN_QUESTIONS: Duration = Duration::from_millis(50);

/// Writes a file. Whoever reads it meanwhile, or after a failure, finds the old one; when this returns, the new one is on the
/// disk.
///
/// The bytes go into a new file with a random name in the target's folder, which is then renamed. A new file is its owner's
/// alone (0600); one that is replaced passes on its mode, and its owner and group where the system allows that. A link stays,
/// and what it names is written. A device or a pipe is written to and not replaced; while nobody
/// takes anything out of it, `go_on` is asked whether it is still wanted.
///
/// # Errors
/// What [`Guard::allow`] refuses; [`FileError::ReadOnly`], [`FileError::DiskFull`], [`FileError::Unwritable`] or
/// [`FileError::Cancelled`]. Except for what a device or a pipe has taken in already, nothing is written then.
pub fn write(
    target: &Path,
    bytes: &[u8],
    guard: &Guard,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), FileError> {
    let destination = Destination::of(target)?;
    guard.allow_destination(target, &destination)?;
    let written = match &destination {
        Destination::Stream(path) => match write_into(path, bytes, go_on) {
            Ok(ControlFlow::Break(())) => return Err(FileError::Cancelled),
            Ok(ControlFlow::Continue(())) => Ok(()),
            Err(error) => Err(error),
        },
        Destination::File(path) => {
            let old = fs::metadata(path).ok();
            if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
                return Err(FileError::ReadOnly {
                    path: target.to_owned(),
                });
            }
            replace(path, bytes, old.as_ref())
        }
    };
    written.map_err(|error| FileError::writing(target, error))
}

/// Makes a folder for files, with those above it that are missing; only their owner may look into them.
///
/// # Errors
/// [`FileError::InLibrary`] within the folder of the library, or what the operating system says.
pub fn make_folder(folder: &Path, guard: &Guard) -> Result<(), FileError> {
    guard.allow_folder(folder)?;
    private::make_folder(folder).map_err(|error| FileError::writing(folder, error))
}

/// Gives bytes to something that only takes them in. What was handed over open may hold something already, so this appends.
fn write_into(
    path: &Path,
    bytes: &[u8],
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let mut pause = || {
        thread::sleep(BETWEEN_QUESTIONS);
        go_on()
    };
    let mut options = OpenOptions::new();
    options.append(true);
    without_waiting(&mut options);
    let mut stream = loop {
        match options.open(path) {
            Err(error) if has_no_reader(&error, path) => {
                if pause().is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            opened => break opened?,
        }
    };
    let mut rest = bytes;
    while !rest.is_empty() {
        match stream.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(taken) => rest = rest.get(taken..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                if pause().is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Err(error) => return Err(error),
        }
    }
    stream.flush()?;
    Ok(ControlFlow::Continue(()))
}

/// Opens a pipe without waiting for whoever is to read from it, and writes to it without waiting for them to do so.
#[cfg(unix)]
fn without_waiting(options: &mut OpenOptions) {
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags);
}

#[cfg(not(unix))]
fn without_waiting(_: &mut OpenOptions) {}

/// Whether a pipe could not be opened because nobody reads from it yet.
#[cfg(unix)]
fn has_no_reader(error: &io::Error, path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error())
        && fs::metadata(path).is_ok_and(|found| found.file_type().is_fifo())
}

#[cfg(not(unix))]
fn has_no_reader(_: &io::Error, _: &Path) -> bool {
    false
}

fn replace(path: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = super::draft::name().tempfile_in(folder)?;
    new.write_all(bytes)?;
    if let Some(old) = old {
        inherit(new.as_file(), old)?;
    }
    new.as_file().sync_all()?;
    new.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Gives a new file the owner, the group and the mode of the one that it replaces.
#[cfg(unix)]
fn inherit(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let made = new.metadata()?;
    let mut mode = old.mode() & 0o777;
    if made.uid() != old.uid() {
        // Only root may give a file away; it then stays with whoever wrote it.
        let _ = fchown(new, Some(old.uid()), None);
    }
    if made.gid() != old.gid() && fchown(new, None, Some(old.gid())).is_err() {
        // What one group was allowed is not passed to another.
        mode &= !0o070;
    }
    new.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn inherit(new: &File, old: &Metadata) -> io::Result<()> {
    new.set_permissions(old.permissions())
}
