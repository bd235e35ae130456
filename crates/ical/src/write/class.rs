//! CLASS: a calendar that leaves a marked visit is never less confidential than the visit, wherever an entry came from.

use super::{Entry, fold::Output};
use crate::line::Property;

/// The property that says what the calendar said from which an entry came, where it said less.
pub(crate) const NAME: &str = "X-CHANCERY-CLASS";

/// What stands there where that calendar said nothing, which means that it was public (RFC 5545, section 3.8.1.3).
pub(crate) const NONE: &str = "NONE";

/// What is said of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class<'a> {
    /// What the calendar said from which it came, or nothing.
    AsItCame,
    /// That it is private, which every entry of ours is.
    Private,
    /// That it is confidential, as its visit is.
    Confidential,
    /// The same of an entry of which its calendar said this, or nothing.
    Raised(Option<&'a str>),
}

impl<'a> Class<'a> {
    pub(super) fn of(entry: &Entry<'_>, kept: &[Property<'a>]) -> Self {
        let said = kept.iter().find(|line| line.is("CLASS")).map(|line| line.value);
        let is_marked = entry.programme.marking.is_some();
        let is_confidential = said.is_some_and(|said| said.trim().eq_ignore_ascii_case("CONFIDENTIAL"));
        match (is_marked, said, entry.engagement.calendar.imported) {
            (true, None, false) => Class::Confidential,
            (true, said, _) if !is_confidential => Class::Raised(said),
            (false, None, false) => Class::Private,
            _ => Class::AsItCame,
        }
    }

    /// Writes it, but for a line that stands in the place of one that is kept.
    pub(super) fn write(self, out: &mut Output) {
        match self {
            Class::AsItCame => {}
            Class::Private => out.line("CLASS:PRIVATE"),
            Class::Confidential => out.line("CLASS:CONFIDENTIAL"),
            Class::Raised(said) => {
                if said.is_none() {
                    out.line("CLASS:CONFIDENTIAL");
                }
                out.parts(&[NAME, ":", said.unwrap_or(NONE)]);
            }
        }
    }
}
