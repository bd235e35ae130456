//! Reading a library whose first bytes are damaged, from a copy in which they are as every library has them.

use std::{fs, path::Path, sync::Arc};

use super::{
    Access, FileDamage, Library, OpenOptions,
    reading::{self, Way},
};
use crate::{acknowledged::Acknowledged, error::ArchiveError, file_names::FILE_NAME, own, table};

/// What stands at the same place in the file of every library; the rest of the header SQLite does without. The form:
/// <https://sqlite.org/fileformat2.html>.
const ALWAYS: [(usize, &[u8]); 6] = [
    (0, b"SQLite format 3\0"),
    // Pages of 4 KiB, a write-ahead log, nothing reserved, and three fractions that never differ.
    (16, &[0x10, 0, 2, 2, 0, 64, 32, 32]),
    // The form of the schema.
    (44, &[0, 0, 0, 4]),
    // No vacuuming by itself.
    (52, &[0, 0, 0, 0]),
    // UTF-8.
    (56, &[0, 0, 0, 1]),
    (64, &[0, 0, 0, 0]),
];

impl Library {
    /// Opens a copy of the library in `folder`, in a folder of its own, with its first bytes mended: where [`Library::open`] takes the
    /// file for none of ours, or finds nothing in it. It can be read and rescued. Nothing is written to `folder`.
    ///
    /// # Errors
    /// [`ArchiveError::NotALibrary`] or [`ArchiveError::Damaged`] where no visit is found even so, [`ArchiveError::Folder`] and its like
    /// where file or copy cannot be read or written.
    pub fn open_mended(folder: &Path, options: &OpenOptions) -> Result<Library, ArchiveError> {
        let folder = &own::home(folder)?;
        own::check(folder)?;
        let file = folder.join(FILE_NAME);
        let place = reading::folder_of_a_copy()?;
        let copy = place.path().join(FILE_NAME);
        let mut bytes = fs::read(&file).map_err(|error| ArchiveError::from_io(&file, error))?;
        let form = u32::try_from(table::FORM).unwrap_or_default().to_be_bytes();
        let application = u32::try_from(table::APPLICATION_ID)
            .unwrap_or_default()
            .to_be_bytes();
        for (at, always) in ALWAYS
            .into_iter()
            .chain([(60, form.as_slice()), (68, application.as_slice())])
        {
            if let Some(place) = bytes.get_mut(at..at + always.len()) {
                place.copy_from_slice(always);
            }
        }
        fs::write(&copy, &bytes).map_err(|error| ArchiveError::from_io(&copy, error))?;
        let journal = reading::journal_of(&file);
        if reading::has_content(&journal) {
            fs::copy(&journal, reading::journal_of(&copy))
                .map_err(|error| ArchiveError::from_io(&journal, error))?;
        }
        let way = Way::Copy(Arc::new(place));
        let connection = way
            .connect(&file)
            .map_err(|error| ArchiveError::from_sqlite(&file, error))?;
        let mut library = Library {
            connection,
            file,
            session: options.session,
            damage: Some(FileDamage::Content("its beginning was damaged".to_owned())),
            way,
            acknowledged: Acknowledged::in_folder(folder),
            lock: None,
        };
        library.examine(None, Access::Read)?;
        Ok(library)
    }
}
