//! Why a file cannot be read at all.

use thiserror::Error;

/// Why a file cannot be read at all. Whatever is wrong with single lines is in [`crate::Imported::report`] instead.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IcalError {
    /// There is nothing in the file.
    #[error("The file is empty.")]
    Empty,
    /// The file has no calendar in it.
    #[error("This is not a calendar file: it has no line 'BEGIN:VCALENDAR'. It starts with '{start}'.")]
    NotACalendar {
        /// How the file starts, in at most 40 characters.
        start: String,
    },
    /// The file is larger than what is read.
    #[error("The calendar file is larger than {limit_mib} MiB.")]
    TooLarge {
        /// The largest file that is read, in mebibytes.
        limit_mib: usize,
    },
    /// The file has more of something than is read.
    #[error("The calendar file has more than {limit} {what}.")]
    TooMany {
        /// Of what: lines, events or tasks.
        what: &'static str,
        /// The most that are read.
        limit: usize,
    },
}

/// That there is nothing to write: a calendar has at least one entry (RFC 5545, section 3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("There is nothing in the programme yet, and a calendar file without an entry is not valid.")]
pub struct NothingToWrite;

impl NothingToWrite {
    /// Returns what the user can do about it.
    pub fn remedy(self) -> &'static str {
        "Add an engagement, then export the calendar."
    }
}

impl IcalError {
    /// Returns what the user can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            IcalError::Empty => "Export the calendar again from the program that it comes from.",
            IcalError::NotACalendar { .. } => {
                "Choose a file that another calendar program has exported as iCalendar; its name ends in .ics."
            }
            IcalError::TooLarge { .. } | IcalError::TooMany { .. } => {
                "Export a shorter span of time, and import it in parts."
            }
        }
    }
}
