//! The programme as iCalendar (RFC 5545), out and in.
//!
//! Content lines are read here and not by calcard, because a report needs their numbers and a series is kept to the
//! letter; calcard knows the names that other programs give to zones, and makes the VTIMEZONE components.

mod component;
mod conform;
mod contents;
mod error;
mod exported;
mod illustrative;
mod limits;
mod line;
mod read;
mod report;
mod revision;
mod said;
mod status;
mod time_value;
mod write;
mod zones;

pub use contents::Contents;
pub use error::{IcalError, NothingToWrite};
pub use exported::{Exported, fingerprint};
pub use limits::{MAX_BYTES, MAX_EVENTS, MAX_LINES, MAX_TASKS};
pub use read::{Imported, ImportedEvent, ImportedTask, read};
pub use report::{Outcome, ReportLine};
pub use revision::{Revision, part_of};
pub use write::{write, write_all};
