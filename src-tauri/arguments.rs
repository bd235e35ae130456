//! The command line of the desktop application.

use std::path::{Path, PathBuf};

use clap::Parser;

/// Chancery plans a foreign minister's visit.
///
/// Without arguments the window opens on the library in the platform's data folder. A second start hands its files to
/// the window that is already open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser)]
#[command(name = "chancery-desktop", version)]
pub struct Arguments {
    /// Opens the library in this folder; the folder is made if it is missing
    #[arg(long, value_name = "DIR", env = "CHANCERY_LIBRARY")]
    pub library: Option<PathBuf>,

    /// Puts the sample visit (Tokyo, March 2017) into the library if the library is empty
    #[arg(long)]
    pub sample: bool,

    /// Calendars (.ics) and visits (.json) to open
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

impl Arguments {
    /// Returns the files that a second start was asked to open, as absolute paths.
    ///
    /// `words` are that start's own arguments, its program name first, and `folder` is where it was started. A command
    /// line that does not parse asks for nothing: the open window is brought to the front all the same.
    #[must_use]
    pub fn files_of_second_start(words: &[String], folder: &Path) -> Vec<PathBuf> {
        Self::try_parse_from(words)
            .unwrap_or_default()
            .absolute_files(folder)
    }

    /// Returns the files to open as absolute paths, read from `folder` where they are relative.
    #[must_use]
    pub fn absolute_files(&self, folder: &Path) -> Vec<PathBuf> {
        self.files.iter().map(|file| folder.join(file)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_and_files_may_stand_in_any_order() {
        let arguments = Arguments::try_parse_from([
            "chancery-desktop",
            "a.ics",
            "--library",
            "/srv/l",
            "--sample",
            "b.json",
        ])
        .unwrap();
        assert_eq!(arguments.library, Some(PathBuf::from("/srv/l")));
        assert!(arguments.sample);
        assert_eq!(arguments.files, [PathBuf::from("a.ics"), PathBuf::from("b.json")]);
    }

    #[test]
    fn a_second_start_s_files_are_read_from_where_it_was_started() {
        let words = ["chancery-desktop", "a.ics", "/tmp/b.json"].map(String::from);
        assert_eq!(
            Arguments::files_of_second_start(&words, Path::new("/home/officer")),
            [PathBuf::from("/home/officer/a.ics"), PathBuf::from("/tmp/b.json")]
        );
    }

    #[test]
    fn a_second_start_that_makes_no_sense_opens_nothing() {
        let words = ["chancery-desktop", "--no-such-option", "a.ics"].map(String::from);
        assert!(Arguments::files_of_second_start(&words, Path::new("/")).is_empty());
    }
}
