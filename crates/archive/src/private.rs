//! Files and folders that only their owner may read: what a visit holds is not for everybody who has an account on the machine.
//!
//! Only what is made gets such a mode; what is there already keeps the mode that its owner gave it.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};

use tempfile::{Builder, TempDir};

/// Opens a file; where `options` make it, only its owner may read and write it.
pub(crate) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

/// Brings the names of what is in a folder to the disk.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // A folder in which one may write but not look, or a file system that knows no such thing.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

/// Windows brings names to the disk by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a folder in `place` that goes with the returned value, and with all that is in it; only its owner may look into it.
pub(crate) fn temporary_folder(name: &mut Builder, place: &Path) -> io::Result<TempDir> {
    #[cfg(unix)]
    name.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    name.tempdir_in(place)
}

/// Makes a folder and those above it that are missing; only their owner may look into them. The new names are on the disk when this
/// returns: what is then written into the folder would be lost with it.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    make_folder_and(path, sync_folder)
}

fn make_folder_and(path: &Path, sync: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    let missing = path.ancestors().take_while(|above| !above.exists());
    let missing: Vec<_> = missing.filter(|above| !above.as_os_str().is_empty()).collect();
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)?;
    // The outermost first, as they were made.
    for made in missing.into_iter().rev() {
        let parent = made.parent().filter(|parent| !parent.as_os_str().is_empty());
        sync(parent.unwrap_or(Path::new(".")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, path::PathBuf};

    use super::*;

    #[test]
    fn the_name_of_every_folder_that_is_made_is_on_the_disk() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b/c");
        let synced = RefCell::new(Vec::<PathBuf>::new());
        let note = |path: &Path| {
            synced.borrow_mut().push(path.to_owned());
            Ok(())
        };
        make_folder_and(&folder, note).unwrap();
        let parents = [
            place.path().to_owned(),
            place.path().join("a"),
            place.path().join("a/b"),
        ];
        assert_eq!(*synced.borrow(), parents);
        make_folder_and(&folder, note).unwrap();
        assert_eq!(synced.borrow().len(), 3, "nothing was made the second time");
        make_folder(&place.path().join("d")).unwrap();
    }

    #[test]
    fn a_folder_whose_name_cannot_be_put_on_the_disk_is_an_error() {
        let place = tempfile::tempdir().unwrap();
        let full = |_: &Path| Err(io::Error::from(io::ErrorKind::StorageFull));
        assert!(make_folder_and(&place.path().join("a"), full).is_err());
    }
}
