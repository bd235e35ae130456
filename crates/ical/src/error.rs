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
}

impl IcalError {
    /// Returns what the user can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            IcalError::Empty => "Export the calendar again from the program that it comes from.",
            IcalError::NotACalendar { .. } => {
                "Choose a file that another calendar program has exported as iCalendar; its name ends in .ics."
            }
            IcalError::TooLarge { .. } => "Export a shorter span of time, and import it in parts.",
        }
    }
}
