//! What RFC 5545 allows of the lines that are kept from a calendar file, and what is mended where the meaning is certain.
//!
//! Reading and writing ask the same question, so that a line that was read is written, and one that came some other way (a
//! visit file of another program) breaks no calendar.

mod anchor;
mod dates;
mod duration;
mod fields;
mod param;
mod params;
mod rule;
mod table;
mod uri;
mod value;

pub(crate) use anchor::{Anchor, Form, is_once_a_day};
pub(crate) use table::Component;
pub(crate) use uri::mail_address;

use crate::{line::Property, report::shown, time_value::wall_text};
use fields::Fields;
use table::entry;

/// What a line stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) component: Component,
    /// The start of the component, on which the types of its dates depend; `None` where it has no start.
    pub(crate) start: Option<&'a Anchor>,
    /// The start of the series of which the component is a part, where that is known.
    pub(crate) master: Option<&'a Anchor>,
}

/// What is to be done with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It may stand as it is.
    Sound,
    /// This is what it says, in the words of the standard; with what was changed, in sentences.
    Mended(String, Vec<String>),
    /// It cannot stand, for this reason.
    Out(String),
}

/// Which properties that may stand once have been seen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Once(u64);

impl Once {
    /// Returns whether a property stands where one of its name stood before, and may stand only once.
    pub(crate) fn is_second(&mut self, name: &str) -> bool {
        let Some(bit) = table::once(name) else {
            return false;
        };
        let seen = self.0 & bit != 0;
        self.0 |= bit;
        seen
    }
}

/// Decides about a line.
pub(crate) fn judge(property: &Property<'_>, setting: Setting<'_>) -> Verdict {
    let name = property.capitals();
    let Some(entry) = entry(&name) else {
        if table::is_of_others(&name) {
            return Verdict::Out(format!("It has no place in {}.", setting.component.words()));
        }
        return Verdict::Out(format!(
            "'{}' is no property of RFC 5545 or of its extensions, and its name does not begin with 'X-'.",
            shown(property.name)
        ));
    };
    if !entry.stands_in(setting.component) {
        return Verdict::Out(format!("It has no place in {}.", setting.component.words()));
    }
    if property.value.trim().is_empty() {
        return Verdict::Out("It has no value.".to_owned());
    }
    let mut fields = Fields::of(&name, property);
    match value::mend(&mut fields, entry.kind, setting).and_then(|()| params::mend(&mut fields, entry.kind)) {
        Ok(()) => fields.verdict(),
        Err(why) => Verdict::Out(why),
    }
}

/// Writes an instant in UTC, where its year has four digits.
pub(crate) fn utc_text(instant: chrono::DateTime<chrono::Utc>) -> Option<String> {
    use chrono::Datelike;
    (1..=9999)
        .contains(&instant.year())
        .then(|| format!("{}Z", wall_text(instant.naive_utc())))
}
