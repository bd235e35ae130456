//! Where a file is really written: links are followed first.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::FileError;

/// How many links may lead from one to the next, as in Linux.
const MAX_LINKS: usize = 40;

/// Where the bytes for a target go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// A file, there or not, which is replaced as a whole. Its folder is there, and no link is left in the path.
    File(PathBuf),
    /// Something that only takes bytes in: a device, a pipe, or a file that somebody else has opened for us.
    Stream(PathBuf),
}

impl Destination {
    /// Finds where a target leads to. A link stays and what it names is written, also where that is not there yet.
    pub(super) fn of(target: &Path) -> Result<Self, FileError> {
        let writing = |error| FileError::writing(target, error);
        let mut path = std::path::absolute(target).map_err(writing)?;
        for _ in 0..MAX_LINKS {
            if is_handed_over(&path) {
                return Ok(Destination::Stream(path));
            }
            match fs::read_link(&path) {
                Ok(next) => path = path.parent().unwrap_or(Path::new("/")).join(next),
                // Not a link, or nothing at all.
                Err(_) => return Self::without_links(target, &path),
            }
        }
        Err(writing(io::Error::other(
            "too many links lead from one to the next",
        )))
    }

    fn without_links(target: &Path, path: &Path) -> Result<Self, FileError> {
        let writing = |error| FileError::writing(target, error);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(FileError::Folder {
                path: target.to_owned(),
            }),
            Ok(found) if !found.is_file() => Ok(Destination::Stream(path.to_owned())),
            _ => {
                let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
                    return Err(FileError::Folder {
                        path: target.to_owned(),
                    });
                };
                let folder = fs::canonicalize(folder).map_err(writing)?;
                Ok(Destination::File(folder.join(name)))
            }
        }
    }

    /// Returns the path behind all links.
    pub(super) fn path(&self) -> &Path {
        match self {
            Destination::File(path) | Destination::Stream(path) => path,
        }
    }
}

/// Whether a path names what the process was given open, such as `/dev/stdout`: replacing the file behind it would take it
/// away from whoever opened it.
fn is_handed_over(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    folder == Path::new("/dev/fd") || (path.starts_with("/proc") && folder.ends_with("fd"))
}
