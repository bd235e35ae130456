//! Which zone a TZID means. The name decides where it can; the rules in the file decide where it cannot.

mod definition;
mod likeness;

use std::{collections::HashMap, ops::RangeInclusive, rc::Rc, str::FromStr};

use calcard::common::timezone::Tz as Named;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use chrono_tz::Tz;
use visit::zone::instant_of;

pub(crate) use definition::Definition;

use crate::{
    component::Component,
    line::unescaped,
    report::{Report, shown},
    time_value::TimeValue,
};

/// How many zones of a calendar are read with their rules.
const MAX_DEFINITIONS: usize = 500;

/// How often all the zones of a calendar may set their clocks.
const MAX_CHANGES: usize = 500_000;

/// What a TZID means.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    /// A zone of the IANA data.
    Zone(Tz),
    /// Rules that no zone of the IANA data has; only instants can be kept.
    Rules(Rc<Definition>),
    /// A zone that the name stands for, and rules in the file that put some of its times elsewhere. There the rules decide
    /// (RFC 5545, section 3.6.5).
    Divided(Tz, Rc<Definition>),
    /// Nothing: neither a name that is known nor rules.
    Unknown,
}

impl Meaning {
    /// Returns the instant of a wall-clock time, or `None` where nothing is known of the zone.
    pub(crate) fn instant(&self, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
        match self {
            Meaning::Zone(tz) => Some(instant_of(wall, *tz)),
            Meaning::Rules(rules) | Meaning::Divided(_, rules) => by_rules(wall, rules),
            Meaning::Unknown => None,
        }
    }

    /// Returns whether the zone can be kept for a time: whether the file's rules put it where the zone does.
    pub(crate) fn agrees(&self, wall: NaiveDateTime) -> bool {
        match self {
            Meaning::Zone(_) => true,
            Meaning::Divided(tz, rules) => by_rules(wall, rules) == Some(instant_of(wall, *tz)),
            Meaning::Rules(_) | Meaning::Unknown => false,
        }
    }
}

fn by_rules(wall: NaiveDateTime, rules: &Definition) -> Option<DateTime<Utc>> {
    let utc = wall.checked_sub_signed(Duration::seconds(rules.offset_at(wall)))?;
    Some(utc.and_utc())
}

/// The zones of one calendar.
pub(crate) struct Zones {
    definitions: HashMap<String, Entry>,
    known: HashMap<String, Meaning>,
    /// The years that the calendar speaks of.
    years: RangeInclusive<i32>,
}

struct Entry {
    rules: Rc<Definition>,
    /// The times that events give in this zone.
    times: Vec<NaiveDateTime>,
    /// That the report says that these rules and the IANA data differ.
    told: bool,
    /// What the definition says of its own name (X-LIC-LOCATION, X-MICROSOFT-CDO-TZID).
    hint: Option<Tz>,
}

impl Zones {
    /// Reads the VTIMEZONE components of a calendar that speaks of these years.
    pub(crate) fn of(calendar: &Component<'_>, years: RangeInclusive<i32>, report: &mut Report) -> Self {
        let mut definitions: HashMap<String, Entry> = HashMap::new();
        let mut changes = MAX_CHANGES;
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
            if definitions.len() >= MAX_DEFINITIONS {
                let why = format!(
                    "The file defines more than {MAX_DEFINITIONS} zones; the name of this one is used."
                );
                report.noted(component.line, format!("Zone '{}'", shown(tzid)), why);
                continue;
            }
            match Definition::read(component, &mut changes) {
                Some(rules) => {
                    definitions.entry(unescaped(tzid)).or_insert(Entry {
                        rules: Rc::new(rules),
                        times: Vec::new(),
                        told: false,
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
        gather_times(calendar, &mut definitions);
        Self {
            definitions,
            known: HashMap::new(),
            years,
        }
    }

    /// Returns what a TZID means, without a word in the report.
    pub(crate) fn peek(&self, tzid: &str) -> Meaning {
        match self.known.get(tzid) {
            Some(meaning) => meaning.clone(),
            None => self.find(tzid, 0, &mut Report::default()),
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
            return match entry.filter(|entry| !entry.agrees_with(tz)) {
                None => {
                    report.noted(line, what, format!("It was read as {}.", tz.name()));
                    Meaning::Zone(tz)
                }
                Some(entry) => self.by_rules(tzid, tz, entry, line, report),
            };
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
                Meaning::Rules(Rc::clone(&entry.rules))
            }
        }
    }

    /// Returns what a name means whose rules in the file put a time elsewhere than the zone that it stands for.
    fn by_rules(&self, tzid: &str, tz: Tz, entry: &Entry, line: usize, report: &mut Report) -> Meaning {
        let what = format!("Zone '{}'", shown(tzid));
        let other =
            likeness::zone_like(&entry.rules, "", &self.years).filter(|other| entry.agrees_with(*other));
        if let Some(other) = other {
            let why = format!(
                "The name stands for {}, but the rules in the file are those of {}, as which it was read.",
                tz.name(),
                other.name()
            );
            report.altered(line, what, why);
            return Meaning::Zone(other);
        }
        let why = format!(
            "It was read as {}; a time that the rules in the file put elsewhere was turned into UTC by them.",
            tz.name()
        );
        report.altered(line, what, why);
        Meaning::Divided(tz, Rc::clone(&entry.rules))
    }

    /// Says so where the file's own rules put a time elsewhere than the zone does that its name stands for, with both
    /// instants. An IANA name means the newer data, and the clock is kept; that is said once for each zone. Behind any other
    /// name the file's rules decide.
    pub(crate) fn compare(&mut self, tzid: &str, wall: NaiveDateTime, line: usize, report: &mut Report) {
        let is_iana = tzid.parse::<Tz>().is_ok();
        let Some(entry) = self.definitions.get_mut(tzid) else {
            return;
        };
        let stands_for = tzid
            .parse()
            .ok()
            .or_else(|| named(tzid).or_else(|| last_parts(tzid)).or(entry.hint));
        let Some(tz) = stands_for.filter(|_| !(is_iana && entry.told)) else {
            return;
        };
        let (ours, theirs) = (instant_of(wall, tz), by_rules(wall, &entry.rules));
        let Some(theirs) = theirs.filter(|theirs| *theirs != ours) else {
            return;
        };
        let instants = format!(
            "The rules in the file put {} at {}, those of {} in the IANA data {} at {}",
            wall.format("%F %R"),
            theirs.format("%F %R UTC"),
            tz.name(),
            visit::ZONE_DATA_VERSION,
            ours.format("%F %R UTC"),
        );
        let what = format!("Zone '{}'", shown(tzid));
        if is_iana {
            entry.told = true;
            report.noted(line, what, format!("{instants}; the time on the clock was kept."));
        } else {
            report.altered(line, what, format!("{instants}; the file's rules decide."));
        }
    }
}

impl Entry {
    /// Returns whether a zone puts every time of the file where the file's rules do.
    fn agrees_with(&self, tz: Tz) -> bool {
        self.times
            .iter()
            .all(|wall| by_rules(*wall, &self.rules) == Some(instant_of(*wall, tz)))
    }
}

/// Gathers the times that events and tasks give in zones that the file defines.
fn gather_times(calendar: &Component<'_>, definitions: &mut HashMap<String, Entry>) {
    if definitions.keys().all(|tzid| tzid.parse::<Tz>().is_ok()) {
        return;
    }
    let items = calendar.children.iter().filter(|child| child.kind != "VTIMEZONE");
    for (_, property) in items.flat_map(|item| item.properties()) {
        let is_time = ["DTSTART", "DTEND", "DUE", "RDATE"]
            .iter()
            .any(|name| property.is(name));
        if !is_time || property.is_date() {
            continue;
        }
        let Some(entry) = property.param("TZID").and_then(|tzid| definitions.get_mut(tzid)) else {
            continue;
        };
        let walls = property.value.split([',', '/']).filter_map(TimeValue::parse);
        entry.times.extend(walls.filter_map(|value| match value {
            TimeValue::Wall(wall) => Some(wall),
            TimeValue::Date(_) | TimeValue::Utc(_) => None,
        }));
    }
    for entry in definitions.values_mut() {
        entry.times.sort_unstable();
        entry.times.dedup();
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
    }
}
