//! Files: read whole, and written so that a file is either the old one or the new one, never half of each.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::DeskError;

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, DeskError> {
    fs::read(path).map_err(|source| DeskError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

/// Writes a file: first beside it, then in its place.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), DeskError> {
    let beside = beside(path);
    let written = write_and_sync(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|source| {
        // What could not be finished is taken away again; if that fails too, the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        DeskError::Unwritable {
            path: path.to_owned(),
            source,
        }
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("programme.ics");
        write(&path, b"old").expect("written");
        fs::create_dir(folder.path().join("programme.ics.part")).expect("in the way");
        assert!(write(&path, b"new").is_err());
        assert_eq!(fs::read(&path).expect("still there"), b"old");
    }
}
