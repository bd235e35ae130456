//! Which entries a calendar of Chancery held when it was written, so that what is missing from it later is known to be gone.
//!
//! A calendar of some days holds less than its visit, and the visit may have got more since: only a list tells the one from the other.

use std::collections::BTreeSet;

use visit::VisitId;

use crate::{
    exported::short,
    line::{escaped, unescaped},
};

/// The property of a calendar that says it, once for each visit.
pub(crate) const NAME: &str = "X-CHANCERY-ENTRIES";

/// The property of a calendar that says when its one visit is (EDTF). Its entries alone do not tell: a journey may begin the day before.
pub(crate) const DATES: &str = "X-CHANCERY-DATES";

/// Of which texts the fingerprints are made; see [`print_of`].
const VERSION: &str = "1";

/// What a calendar held of a visit when Chancery wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    visit: u32,
    entries: BTreeSet<u32>,
}

impl Contents {
    /// Returns what is about to be written of a visit.
    pub(crate) fn of(visit: &VisitId) -> Self {
        Self {
            visit: short(visit.as_str()),
            entries: BTreeSet::new(),
        }
    }

    /// Notes an entry that is written, by its UID and by which part of a series it is.
    pub(crate) fn put(&mut self, uid: &str, part: Option<&str>) {
        self.entries.insert(print_of(uid, part));
    }

    /// Returns the value of the property.
    pub(crate) fn value(&self) -> String {
        let mut value = format!("{VERSION} visit={:08x}", self.visit);
        for entry in &self.entries {
            value.push_str(&format!(" {entry:08x}"));
        }
        value
    }

    /// Reads what the property says; `None` for another version.
    pub(crate) fn read(value: &str) -> Option<Self> {
        let mut words = value.split_whitespace();
        if words.next() != Some(VERSION) {
            return None;
        }
        let number = |text: &str| u32::from_str_radix(text, 16).ok();
        Some(Self {
            visit: number(words.next()?.strip_prefix("visit=")?)?,
            entries: words.filter_map(number).collect(),
        })
    }

    /// Returns whether it was written of a visit.
    pub fn is_from(&self, visit: &VisitId) -> bool {
        self.visit == short(visit.as_str())
    }

    /// Returns whether it held an entry; `part` as of [`part_of`](crate::part_of).
    pub fn has(&self, uid: &str, part: Option<&str>) -> bool {
        self.entries.contains(&print_of(uid, part))
    }
}

/// A UID as a calendar keeps it, and the part.
fn print_of(uid: &str, part: Option<&str>) -> u32 {
    let uid = unescaped(escaped(uid).trim());
    short(&format!("{uid}\n{}", part.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again_and_no_other_version_is() {
        let visit = VisitId::from("v");
        let mut contents = Contents::of(&visit);
        contents.put("a, b@test", None);
        contents.put("series", Some("2017-03-20"));
        let value = contents.value();
        let read = Contents::read(&value).expect("this version");
        assert_eq!(read, contents);
        assert!(read.is_from(&visit) && !read.is_from(&VisitId::from("w")));
        assert!(read.has("a, b@test", None) && read.has("series", Some("2017-03-20")));
        assert!(!read.has("series", None) && !read.has("c", None));
        assert_eq!(Contents::read(&value.replacen('1', "2", 1)), None);
        assert_eq!(Contents::read(""), None);
    }
}
