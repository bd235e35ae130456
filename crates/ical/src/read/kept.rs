//! The lines that are kept to the letter: those that make a series, and those that a visit has no other place for.

use std::borrow::Cow;

use chrono::NaiveDateTime;

use super::{Reading, event::Taken};
use crate::{
    conform::{Component, Form, Setting, Verdict, judge},
    line::Property,
    time_value::TimeValue,
    zones::{Meaning, Zones},
};

/// A line longer than this, such as a picture within the file, is not kept.
const MAX_RAW_BYTES: usize = 32 * 1024;

impl Reading<'_> {
    /// Returns a line to keep, with the zone's name in place of a TZID that only this file explains, and mended where the
    /// standard does not allow it. `None` where it cannot be kept; the report then says why.
    pub(super) fn kept(
        &mut self,
        line: usize,
        text: &str,
        property: &Property<'_>,
        zones: &mut Zones,
        taken: &mut Taken,
    ) -> Option<String> {
        if text.len() > MAX_RAW_BYTES {
            let why =
                format!("It is longer than {MAX_RAW_BYTES} bytes, as things attached within a file are.");
            self.report.skipped(line, property.name, why);
            return None;
        }
        let mut text = Cow::Borrowed(text);
        let mut clean = None;
        if has_control(&text) {
            text = Cow::Owned(text.chars().filter(|c| !is_unwritable(*c)).collect());
            clean = Some(Property::parse(&text)?);
            self.report.altered(
                line,
                property.name,
                "It has control characters, which were left out.",
            );
        }
        let property = clean.as_ref().unwrap_or(property);
        let zoned = self.in_known_zone(line, property, zones, taken)?;
        let property = match &zoned {
            Some(zoned) => Property::parse(zoned)?,
            None => *property,
        };
        let setting = Setting {
            component: Component::Event,
            start: taken.anchor.as_ref(),
            master: taken.master.as_ref(),
        };
        let kept = match judge(&property, setting) {
            Verdict::Sound => zoned.as_deref().unwrap_or(&text).to_owned(),
            Verdict::Mended(mended, changes) => {
                self.report.altered(line, property.name, changes.join(" "));
                mended
            }
            Verdict::Out(why) => {
                self.report.skipped(line, property.name, why);
                return None;
            }
        };
        if taken.once.is_second(&property.capitals()) {
            self.report
                .skipped(line, property.name, "It stands twice; the first one was taken.");
            return None;
        }
        Some(kept)
    }

    /// Returns the line with a zone of the IANA data, or in UTC; the inner `None` where it may stay as it is. The outer one
    /// where it cannot be kept.
    fn in_known_zone(
        &mut self,
        line: usize,
        property: &Property<'_>,
        zones: &mut Zones,
        taken: &Taken,
    ) -> Option<Option<String>> {
        let Some(tzid) = property.param("TZID").filter(|tzid| !tzid.is_empty()) else {
            return Some(None);
        };
        let named = |name: &str| Some(Some(with_params(property, Some(name), property.value)));
        match zones.meaning(tzid, line, &mut self.report) {
            Meaning::Zone(tz) if tz.name() == tzid => Some(None),
            Meaning::Zone(tz) => named(tz.name()),
            Meaning::Unknown => Some(Some(with_params(property, None, property.value))),
            rules @ (Meaning::Rules(_) | Meaning::Divided(..)) => {
                if let Meaning::Divided(tz, _) = &rules {
                    // What only says which repetition is meant follows the start of the series.
                    let follows = |is_utc: Option<bool>| {
                        is_utc.map_or_else(|| agree(property.value, &rules), |is_utc| !is_utc)
                    };
                    let stays = match property.capitals().as_ref() {
                        "EXDATE" => follows(taken.anchor.map(|it| it.form == Form::Utc)),
                        "RECURRENCE-ID" => follows(taken.master.map(|it| it.form == Form::Utc)),
                        _ => agree(property.value, &rules),
                    };
                    if stays {
                        return named(tz.name());
                    }
                }
                let values: Option<Vec<String>> = property
                    .value
                    .split(',')
                    .map(|value| in_utc(value, &rules))
                    .collect();
                if values.is_none() {
                    self.report
                        .skipped(line, property.name, "Its times cannot be read.");
                }
                values.map(|values| Some(with_params(property, None, &values.join(","))))
            }
        }
    }
}

/// Returns whether a text has control characters; those above U+0080 begin with the byte 0xC2.
fn has_control(text: &str) -> bool {
    let may_be = |byte: &u8| (*byte < b' ' && *byte != b'\t') || matches!(byte, 0x7f | 0xc2);
    text.as_bytes().iter().any(may_be) && text.contains(is_unwritable)
}

fn is_unwritable(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// Returns whether the file's rules and the zone put all times of a list at the same instants.
fn agree(values: &str, meaning: &Meaning) -> bool {
    values
        .split([',', '/'])
        .filter_map(TimeValue::parse)
        .all(|value| match value {
            TimeValue::Wall(wall) => meaning.agrees(wall),
            TimeValue::Date(_) | TimeValue::Utc(_) => true,
        })
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
    let turned = |wall: NaiveDateTime| rules.instant(wall).and_then(crate::conform::utc_text);
    let one = |text: &str| match TimeValue::parse(text)? {
        TimeValue::Wall(wall) => turned(wall),
        TimeValue::Utc(_) | TimeValue::Date(_) => Some(text.trim().to_owned()),
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
