//! Files and folders that only their owner may read: what a visit holds is not for everybody who has an account on the machine.
//!
//! Only what is made gets such a mode; what is there already keeps the mode that its owner gave it.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};

/// Opens a file; where `options` make it, only its owner may read and write it.
pub(crate) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

/// Makes a folder and those above it that are missing; only their owner may look into them.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}
