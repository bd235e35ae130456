//! The lines that are kept to the letter: those that make a series, and those that a visit has no other place for.

use chrono::NaiveDateTime;

use super::Reading;
use crate::{
    line::Property,
    stamp::Stamp,
    zones::{Meaning, Zones},
};

/// A line longer than this, such as a picture within the file, is not kept.
const MAX_RAW_BYTES: usize = 32 * 1024;

impl Reading<'_> {
    /// Returns a line to keep, with the zone's name in place of a TZID that only this file explains. `None` where it
    /// cannot be kept; the report then says why.
    pub(super) fn kept(
        &mut self,
        line: usize,
        text: &str,
        property: &Property<'_>,
        zones: &mut Zones,
    ) -> Option<String> {
        if text.len() > MAX_RAW_BYTES {
            let why =
                format!("It is longer than {MAX_RAW_BYTES} bytes, as things attached within a file are.");
            self.report.skipped(line, property.name, why);
            return None;
        }
        if text.contains(|c: char| c.is_control() && c != '\t') {
            self.report
                .skipped(line, property.name, "It has control characters.");
            return None;
        }
        let Some(tzid) = property.param("TZID") else {
            return Some(text.to_owned());
        };
        match zones.meaning(tzid, line, &mut self.report) {
            Meaning::Zone(tz) if tz.name() == tzid => Some(text.to_owned()),
            Meaning::Zone(tz) => Some(with_params(property, Some(tz.name()), property.value)),
            Meaning::Unknown => Some(with_params(property, None, property.value)),
            rules @ Meaning::Rules(_) => {
                let values: Option<Vec<String>> = property
                    .value
                    .split(',')
                    .map(|value| in_utc(value, &rules))
                    .collect();
                match values {
                    Some(values) => Some(with_params(property, None, &values.join(","))),
                    None => {
                        self.report
                            .skipped(line, property.name, "Its times cannot be read.");
                        None
                    }
                }
            }
        }
    }

    /// Returns whether a rule can be followed at all; where not, the report says so.
    pub(super) fn is_rule(&mut self, line: usize, property: &Property<'_>) -> bool {
        const FREQUENCIES: [&str; 7] = [
            "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
        ];
        let parts = || property.value.split(';').filter(|part| !part.trim().is_empty());
        let frequency = parts()
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("FREQ"));
        let known = frequency.is_some_and(|(_, value)| {
            FREQUENCIES
                .iter()
                .any(|known| known.eq_ignore_ascii_case(value.trim()))
        });
        let whole = parts().all(|part| {
            part.split_once('=')
                .is_some_and(|(name, value)| !name.trim().is_empty() && !value.trim().is_empty())
        });
        if !(known && whole) {
            self.report.skipped(
                line,
                property.name,
                format!(
                    "'{}' is no rule; the event was taken once.",
                    crate::report::shown(property.value)
                ),
            );
        }
        known && whole
    }
}

/// Writes a property again with another zone, or without one.
fn with_params(property: &Property<'_>, zone: Option<&str>, value: &str) -> String {
    let mut text = property.name.to_owned();
    let mut quoted = false;
    let parts = property.params.split(|c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    for part in parts.filter(|part| !part.is_empty()) {
        let is_zone = part
            .split_once('=')
            .is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("TZID"));
        match (is_zone, zone) {
            (true, Some(zone)) => text.extend([";TZID=", zone]),
            (true, None) => {}
            (false, _) => text.extend([";", part]),
        }
    }
    text.extend([":", value]);
    text
}

/// Turns `20260101T100000`, or the same with an end or a duration after a slash, into UTC.
fn in_utc(value: &str, rules: &Meaning) -> Option<String> {
    let turned = |wall: NaiveDateTime| {
        rules
            .instant(wall)
            .map(|instant| instant.format("%Y%m%dT%H%M%SZ").to_string())
    };
    let one = |text: &str| match Stamp::parse(text)? {
        Stamp::Wall(wall) => turned(wall),
        Stamp::Utc(_) | Stamp::Date(_) => Some(text.trim().to_owned()),
    };
    match value.split_once('/') {
        Some((start, end)) if end.contains(['P', 'p']) => Some(format!("{}/{end}", one(start)?)),
        Some((start, end)) => Some(format!("{}/{}", one(start)?, one(end)?)),
        None => one(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_zone_of_a_kept_line_changes() {
        let property =
            Property::parse("EXDATE;X-A=\"b;c\";TZID=\"Odd; Zone\":20260101T100000").expect("a property");
        assert_eq!(
            with_params(&property, Some("Asia/Tokyo"), property.value),
            "EXDATE;X-A=\"b;c\";TZID=Asia/Tokyo:20260101T100000"
        );
        assert_eq!(with_params(&property, None, "x"), "EXDATE;X-A=\"b;c\":x");
    }
}
