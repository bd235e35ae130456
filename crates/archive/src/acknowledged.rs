//! The second place in which the acknowledged writes of a library are counted: a small file beside it.
//!
//! SQLite takes a write-ahead log for ended where its checksums end. A log that was removed or damaged after a write was acknowledged
//! therefore looks like one that never held that write. This file tells the two apart. It is written after the commit and not synced:
//! it may be behind the library after a power cut, never ahead of it.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read as _, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use crate::{
    checksum::Columns,
    file_names::ACKNOWLEDGED,
    own,
    table::library::{COPY, Whole},
};

/// What its one line begins with.
const BEGINNING: &str = "chancery-acknowledged 1";

/// How many writes of which library were acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    lineage: [u8; 16],
    commits: i64,
}

impl Mark {
    pub(crate) fn of(whole: &Whole) -> Self {
        Self {
            lineage: whole.lineage,
            commits: whole.commits,
        }
    }

    /// How many acknowledged writes `whole` lacks; none where the mark is of another library.
    pub(crate) fn missing_in(&self, whole: &Whole) -> Option<u64> {
        let same = self.lineage == whole.lineage && whole.lineage != COPY;
        let missing = self.commits.saturating_sub(whole.commits);
        u64::try_from(missing).ok().filter(|missing| same && *missing > 0)
    }

    /// One line of always the same length, so that writing it never leaves a part of an older one.
    fn to_line(self) -> String {
        let lineage = u128::from_be_bytes(self.lineage);
        let sum = Columns::of(ACKNOWLEDGED)
            .bytes(&self.lineage)
            .number(self.commits)
            .finish();
        let sum = u128::from_be_bytes(sum.0);
        format!("{BEGINNING} {lineage:032x} {:020} {sum:032x}\n", self.commits)
    }

    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix(BEGINNING)?.split_whitespace();
        let lineage = u128::from_str_radix(words.next()?, 16).ok()?;
        let mark = Self {
            lineage: lineage.to_be_bytes(),
            commits: words.next()?.parse().ok()?,
        };
        // A line that was only half written is no mark at all.
        (mark.to_line() == line).then_some(mark)
    }
}

/// Reads the mark in `folder`; `None` where there is none that can be read.
pub(crate) fn read(folder: &Path) -> Option<Mark> {
    let file = own::open(OpenOptions::new().read(true), &folder.join(ACKNOWLEDGED)).ok()?;
    let mut line = String::new();
    // A mark is one line; whatever is longer is none.
    file.take(1024).read_to_string(&mut line).ok()?;
    Mark::from_line(&line)
}

/// Removes the mark in `folder`: whatever the library holds is then what counts.
pub(crate) fn forget(folder: &Path) -> std::io::Result<()> {
    match fs::remove_file(folder.join(ACKNOWLEDGED)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The file, to write to after each commit.
#[derive(Debug)]
pub(crate) struct Acknowledged {
    path: PathBuf,
    file: Option<File>,
}

impl Acknowledged {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join(ACKNOWLEDGED),
            file: None,
        }
    }

    /// Notes that the library is at `mark`. Where that fails, the library is sound all the same and only a later loss would go unseen.
    pub(crate) fn note(&mut self, mark: Mark) {
        let noted = self.open().and_then(|mut file| {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(mark.to_line().as_bytes())
        });
        if noted.is_err() {
            self.file = None;
        }
    }

    fn open(&mut self) -> std::io::Result<&File> {
        if self.file.is_none() {
            let mut options = OpenOptions::new();
            options.create(true).truncate(false).write(true);
            self.file = Some(own::open(&mut options, &self.path)?);
        }
        self.file
            .as_ref()
            .ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checksum::Checksum;

    fn whole(lineage: u8, commits: i64) -> Whole {
        Whole {
            lineage: [lineage; 16],
            commits,
            documents: Checksum::default(),
        }
    }

    #[test]
    fn only_the_same_library_with_fewer_writes_lacks_some() {
        let mark = Mark::of(&whole(7, 12));
        assert_eq!(mark.missing_in(&whole(7, 9)), Some(3));
        assert_eq!(mark.missing_in(&whole(7, 12)), None);
        assert_eq!(mark.missing_in(&whole(7, 13)), None);
        assert_eq!(mark.missing_in(&whole(8, 9)), None);
        assert_eq!(Mark::of(&whole(0, 12)).missing_in(&whole(0, 9)), None);
    }

    #[test]
    fn a_line_that_was_half_written_or_flipped_is_no_mark() {
        let mark = Mark::of(&whole(7, 12));
        let line = mark.to_line();
        assert_eq!(Mark::from_line(&line), Some(mark));
        for cut in 0..line.len() {
            assert_eq!(Mark::from_line(&line[..cut]), None, "cut at {cut}");
            let newer = Mark::of(&whole(7, 99));
            let torn = format!("{}{}", &newer.to_line()[..cut], &line[cut..]);
            let read = Mark::from_line(&torn);
            assert!([None, Some(mark), Some(newer)].contains(&read), "torn at {cut}");
        }
    }
}
