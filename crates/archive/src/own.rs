//! The files of a library are files of its own: no link leads out of its folder, and no pipe keeps whoever opens it waiting.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use crate::{
    error::ArchiveError,
    file_names::{ACKNOWLEDGED, FILE_NAME, LOCK},
    private,
};

/// Returns the folder in which the file of the library in `folder` really lies, which is another one where that file is a link to it: the
/// lock and the count of writes are to be the same ones for everybody.
///
/// # Errors
/// [`ArchiveError::Folder`] where the link leads to a file of another name, or nowhere.
pub(crate) fn home(folder: &Path) -> Result<PathBuf, ArchiveError> {
    let file = folder.join(FILE_NAME);
    if !file.is_symlink() {
        return Ok(folder.to_owned());
    }
    let real = fs::canonicalize(&file).map_err(|error| ArchiveError::from_io(&file, error))?;
    match (real.parent(), real.file_name()) {
        (Some(home), Some(name)) if name == FILE_NAME => Ok(home.to_owned()),
        _ => Err(refused(
            &file,
            &format!("it is a link to {}, and no library has that name", real.display()),
        )),
    }
}

/// Refuses a library one of whose files is none.
///
/// # Errors
/// [`ArchiveError::Folder`], which names it.
pub(crate) fn check(folder: &Path) -> Result<(), ArchiveError> {
    let journals = ["-wal", "-shm"].map(|end| format!("{FILE_NAME}{end}"));
    let names = [FILE_NAME, LOCK, ACKNOWLEDGED];
    for name in names.into_iter().chain(journals.iter().map(String::as_str)) {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => return Err(refused(&path, "it is a link")),
            Ok(found) if !found.is_file() => return Err(refused(&path, "it is no file")),
            // Whether it has to be there is asked elsewhere.
            _ => {}
        }
    }
    Ok(())
}

fn refused(path: &Path, why: &str) -> ArchiveError {
    ArchiveError::Folder {
        path: path.to_owned(),
        source: io::Error::other(why.to_owned()),
    }
}

/// Opens a file of a library; where `options` make it, only its owner may read and write it. What has taken its place since [`check`], a
/// link or a pipe, is neither followed nor waited for.
pub(crate) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    let file = private::open(options, path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is no file"))
    }
}
