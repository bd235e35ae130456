//! A calendar file, entry by entry.

use visit::{Edtf, Lang};

use super::{Skipped, entry::Entry};

/// A calendar that was read.
pub(super) struct CalendarFile {
    /// The name of the calendar, else that of the file.
    pub(super) title: String,
    /// That the calendar says its name itself.
    pub(super) is_named: bool,
    /// That it tells of what it names and of nothing else, as an invitation does.
    pub(super) is_message: bool,
    /// The language of its texts.
    pub(super) language: Lang,
    /// The dates of the visit of which Chancery wrote it, where it did.
    pub(super) dates: Option<Edtf>,
    /// What it held of each visit when Chancery wrote it.
    pub(super) contents: Vec<ical::Contents>,
    pub(super) entries: Vec<Entry>,
    /// What was not taken, or not as it stands in the file.
    pub(super) skipped: Vec<Skipped>,
}
