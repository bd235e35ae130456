//! Writing a file whole: under a name of its own first, then in its place.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use super::{FileError, Guard, destination::Destination};
use crate::private::sync_folder;

/// Writes a file. Whoever reads it meanwhile, or after a failure, finds the old one; when this returns, the new one is on the
/// disk.
///
/// The bytes go into a new file with a random name in the target's folder, which is then renamed. A new file is its owner's
/// alone (0600); one that is replaced passes on its mode, and its owner and group where the system allows that. A link stays,
/// and what it names is written. A device or a pipe is written to and not replaced.
///
/// # Errors
/// What [`Guard::allow`] refuses; [`FileError::ReadOnly`], [`FileError::DiskFull`] or [`FileError::Unwritable`]. Except for
/// what a device or a pipe has taken in already, nothing is written then.
pub fn write(target: &Path, bytes: &[u8], guard: &Guard) -> Result<(), FileError> {
    let destination = Destination::of(target)?;
    guard.allow_destination(target, &destination)?;
    let written = match &destination {
        Destination::Stream(path) => write_into(path, bytes),
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

/// Makes a folder for files, with those above it that are missing.
///
/// # Errors
/// [`FileError::InLibrary`] within the folder of the library, or what the operating system says.
pub fn make_folder(folder: &Path, guard: &Guard) -> Result<(), FileError> {
    guard.allow_folder(folder)?;
    fs::create_dir_all(folder).map_err(|error| FileError::writing(folder, error))
}

/// Gives bytes to something that only takes them in. What was handed over open may hold something already, so this appends.
fn write_into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut stream = OpenOptions::new().append(true).open(path)?;
    stream.write_all(bytes)?;
    stream.flush()
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
