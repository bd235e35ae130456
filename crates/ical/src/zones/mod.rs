//! Which zone a TZID means. The name decides where it can; the rules in the file decide where it cannot.

mod definition;
mod likeness;

use std::{collections::HashMap, ops::RangeInclusive, str::FromStr};

use calcard::common::timezone::Tz as Named;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use chrono_tz::Tz;
use visit::zone::instant_of;

pub(crate) use definition::Definition;

use crate::{
    component::Component,
    line::unescaped,
    report::{Report, shown},
};

/// What a TZID means.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    /// A zone of the IANA data.
    Zone(Tz),
    /// Rules that no zone of the IANA data has; only instants can be kept.
    Rules(std::rc::Rc<Definition>),
    /// Nothing: neither a name that is known nor rules.
    Unknown,
}

impl Meaning {
    /// Returns the instant of a wall-clock time, or `None` where nothing is known of the zone.
    pub(crate) fn instant(&self, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
        match self {
            Meaning::Zone(tz) => Some(instant_of(wall, *tz)),
            Meaning::Rules(rules) => wall
                .checked_sub_signed(Duration::seconds(rules.offset_at(wall)))
                .map(|utc| utc.and_utc()),
            Meaning::Unknown => None,
        }
    }
}

/// The zones of one calendar.
pub(crate) struct Zones {
    definitions: HashMap<String, Entry>,
    known: HashMap<String, Meaning>,
    /// The years that the calendar speaks of.
    years: RangeInclusive<i32>,
}

struct Entry {
    rules: std::rc::Rc<Definition>,
    /// What the definition says of its own name (X-LIC-LOCATION, X-MICROSOFT-CDO-TZID).
    hint: Option<Tz>,
}

impl Zones {
    /// Reads the VTIMEZONE components of a calendar that speaks of these years.
    pub(crate) fn of(calendar: &Component<'_>, years: RangeInclusive<i32>, report: &mut Report) -> Self {
        let mut definitions = HashMap::new();
        for component in calendar.children.iter().filter(|child| child.kind == "VTIMEZONE") {
            let Some(tzid) = component.value("TZID") else {
                report.skipped(
                    component.line,
                    "VTIMEZONE",
                    "It has no TZID, so nothing can refer to it.",
                );
                continue;
            };
            let location = component
                .value("X-LIC-LOCATION")
                .and_then(|name| named(name.trim_start_matches("SystemV/")));
            let hint = location.or_else(|| component.value("X-MICROSOFT-CDO-TZID").and_then(numbered));
            match Definition::read(component) {
                Some(rules) => {
                    definitions.entry(unescaped(tzid)).or_insert(Entry {
                        rules: std::rc::Rc::new(rules),
                        hint,
                    });
                }
                None => report.noted(
                    component.line,
                    format!("Zone '{}'", shown(tzid)),
                    "Its rules cannot be read; its name is used.",
                ),
            }
        }
        Self {
            definitions,
            known: HashMap::new(),
            years,
        }
    }

    /// Returns what a TZID means. The first time that it is not plainly a zone of the IANA data, the report says so.
    pub(crate) fn meaning(&mut self, tzid: &str, line: usize, report: &mut Report) -> Meaning {
        if let Some(meaning) = self.known.get(tzid) {
            return meaning.clone();
        }
        let meaning = self.find(tzid, line, report);
        self.known.insert(tzid.to_owned(), meaning.clone());
        meaning
    }

    fn find(&self, tzid: &str, line: usize, report: &mut Report) -> Meaning {
        if let Ok(tz) = tzid.parse::<Tz>() {
            return Meaning::Zone(tz);
        }
        let what = format!("Zone '{}'", shown(tzid));
        let entry = self.definitions.get(tzid);
        if let Some(tz) = named(tzid)
            .or_else(|| last_parts(tzid))
            .or_else(|| entry.and_then(|entry| entry.hint))
        {
            report.noted(line, what, format!("It was read as {}.", tz.name()));
            return Meaning::Zone(tz);
        }
        let Some(entry) = entry else {
            report.altered(
                line,
                what,
                "The name is not known and the file has no rules for it; its times were read as floating.",
            );
            return Meaning::Unknown;
        };
        match likeness::zone_like(&entry.rules, tzid, &self.years) {
            Some(tz) => {
                report.noted(
                    line,
                    what,
                    format!("It was read as {}, whose clocks show the same.", tz.name()),
                );
                Meaning::Zone(tz)
            }
            None => {
                report.altered(
                    line,
                    what,
                    "No zone of the IANA data has its rules; its times were turned into UTC.",
                );
                Meaning::Rules(std::rc::Rc::clone(&entry.rules))
            }
        }
    }

    /// Says so once for each zone where the file's own rules put a time elsewhere than the IANA data does.
    pub(crate) fn compare(&mut self, tzid: &str, wall: NaiveDateTime, line: usize, report: &mut Report) {
        let Some(Meaning::Zone(tz)) = self.known.get(tzid) else {
            return;
        };
        let Some(entry) = self.definitions.get(tzid) else {
            return;
        };
        let theirs = entry.rules.offset_at(wall);
        let ours = (wall.and_utc() - instant_of(wall, *tz)).num_seconds();
        if theirs == ours {
            return;
        }
        let why = format!(
            "The rules in the file put {} at {}, those of the IANA data {} at {}; the time on the clock was kept.",
            wall.format("%F %R"),
            utc_offset(theirs),
            visit::ZONE_DATA_VERSION,
            utc_offset(ours),
        );
        report.noted(line, format!("Zone '{}'", shown(tzid)), why);
        self.definitions.remove(tzid);
    }
}

/// Reads a zone's name, those of Windows and Outlook among them.
fn named(name: &str) -> Option<Tz> {
    match Named::from_str(name.trim()).ok()? {
        Named::Tz(tz) => Some(tz),
        Named::Fixed(offset) => whole_hours(i64::from(offset.local_minus_utc())),
        Named::Floating => None,
    }
}

/// Reads the number that Outlook gives a zone.
fn numbered(id: &str) -> Option<Tz> {
    match Named::from_ms_cdo_zone_id(id.trim())? {
        Named::Tz(tz) => Some(tz),
        Named::Fixed(_) | Named::Floating => None,
    }
}

/// Reads `/example.org/20060101_1/Europe/Berlin`, of which the last parts are a zone.
fn last_parts(name: &str) -> Option<Tz> {
    let starts = name.match_indices('/').map(|(at, _)| at + 1);
    starts
        .filter_map(|at| name.get(at..))
        .filter(|rest| rest.contains('/'))
        .find_map(|rest| rest.parse().ok())
}

/// Returns the zone without summer time that is so many seconds east of UTC, where it is whole hours.
fn whole_hours(seconds: i64) -> Option<Tz> {
    let hours = (seconds % 3600 == 0).then_some(-seconds / 3600)?;
    if hours == 0 {
        Some(Tz::UTC)
    } else {
        format!("Etc/GMT{hours:+}").parse().ok()
    }
}

fn utc_offset(seconds: i64) -> String {
    let (sign, size) = if seconds < 0 {
        ('-', -seconds)
    } else {
        ('+', seconds)
    };
    format!("UTC{sign}{:02}:{:02}", size / 3600, size % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_programs_are_understood() {
        for (name, zone) in [
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("Tokyo Standard Time", "Asia/Tokyo"),
            ("Russian Standard Time", "Europe/Moscow"),
            ("/freeassociation.sourceforge.net/Asia/Tokyo", "Asia/Tokyo"),
            (
                "/example.org/20060101_1/America/Argentina/Buenos_Aires",
                "America/Argentina/Buenos_Aires",
            ),
        ] {
            let found = named(name).or_else(|| last_parts(name)).map(|tz| tz.name());
            assert_eq!(found, Some(zone), "{name}");
        }
        assert_eq!(
            named("Customized Time Zone").or_else(|| last_parts("Customized/Time Zone")),
            None
        );
    }

    #[test]
    fn whole_hours_have_a_zone_of_their_own() {
        assert_eq!(whole_hours(3 * 3600).map(|tz| tz.name()), Some("Etc/GMT-3"));
        assert_eq!(whole_hours(-5 * 3600).map(|tz| tz.name()), Some("Etc/GMT+5"));
        assert_eq!(whole_hours(5 * 3600 + 1800), None);
        assert_eq!(utc_offset(-12_600), "UTC-03:30");
    }
}
