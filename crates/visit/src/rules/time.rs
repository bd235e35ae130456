//! The rules of times, dates and zones.

use chrono::Datelike;
use serde_json::Value;

use super::Outcome;
use crate::{At, DatePhrase, Due, Refusal, RefusalCode as Code, When, Zone};

pub(crate) fn when(when: &When, is_movement: bool) -> Outcome {
    match when {
        When::Within | When::Other(Value::Object(_)) => Ok(()),
        When::Other(_) => Err(Refusal::new(
            Code::BadValue,
            "/when",
            "A time must be an object with a field `kind`.",
            "Use within, day or at.",
        )),
        When::Day(day) => {
            years("/when/date", day.date.year())?;
            years("/when/until", day.last().year())?;
            if day.last() < day.date {
                return ends_early(format!(
                    "The last day, {}, is before the first, {}.",
                    day.last(),
                    day.date
                ));
            }
            Ok(())
        }
        When::At(at) => timed(at, is_movement),
    }
}

fn timed(at: &At, is_movement: bool) -> Outcome {
    years("/when/start", at.start.year())?;
    years("/when/end", at.end.year())?;
    zone("/when/zone", at.zone.as_ref())?;
    zone("/when/end_zone", at.end_zone.as_ref())?;
    if at.end_zone.is_some() && !is_movement {
        return Err(Refusal::new(
            Code::ZoneWithoutMovement,
            "/when/end_zone",
            "Only a movement can end in another zone.",
            "Leave the second zone out, or make the engagement a movement.",
        ));
    }
    // A floating start could be before or after the end, depending on where the host is.
    if at.end_zone.is_some() && at.zone.is_none() {
        return Err(Refusal::new(
            Code::MissingField,
            "/when/zone",
            "A time that ends in a zone must start in one.",
            "Give the zone of the start.",
        ));
    }
    // In one zone clocks may show an end after the start that is before it all the same, where the start is in an
    // hour that the clock skips: instants decide. A floating time has no instants, and its clocks decide.
    let (start, end) = at.unordered_instants(chrono_tz::Tz::UTC);
    if end < start || (at.end_zone.is_none() && at.end < at.start) {
        return ends_early(format!("The end, {}, is before the start, {}.", at.end, at.start));
    }
    Ok(())
}

fn ends_early(message: String) -> Outcome {
    Err(Refusal::new(
        Code::EndBeforeStart,
        "/when",
        message,
        "Give an end that is not before the start.",
    ))
}

pub(crate) fn due(due: &Due) -> Outcome {
    match due {
        Due::Lead { .. } | Due::Other(Value::Object(_)) => Ok(()),
        Due::Other(_) => Err(Refusal::new(
            Code::BadValue,
            "/due",
            "What a task is due on must be an object with a field `kind`.",
            "Use lead, day or at.",
        )),
        Due::Day { date } => years("/due/date", date.year()),
        Due::At { time, zone: name } => {
            years("/due/time", time.year())?;
            zone("/due/zone", name.as_ref())
        }
    }
}

/// Calendar files and EDTF write years with four digits.
pub(crate) fn years(at: &str, year: i32) -> Outcome {
    if (1..=9999).contains(&year) {
        return Ok(());
    }
    Err(Refusal::new(
        Code::OutOfRange,
        at,
        format!("The year is {year}."),
        "Use a year from 1 to 9999.",
    ))
}

pub(crate) fn zone(at: &str, name: Option<&Zone>) -> Outcome {
    match name {
        Some(name) if name.tz().is_none() => Err(Refusal::new(
            Code::UnknownZone,
            at,
            format!(
                "'{}' is not a time zone of the IANA data {}.",
                name.as_str(),
                crate::ZONE_DATA_VERSION
            ),
            "Use a name such as Asia/Tokyo or Europe/Moscow.",
        )),
        _ => Ok(()),
    }
}

pub(crate) fn date(at: &str, phrase: Option<&DatePhrase>) -> Outcome {
    match phrase {
        Some(phrase) if phrase.edtf.bounds().is_none() => Err(Refusal::new(
            Code::BadDate,
            format!("{at}/edtf"),
            format!(
                "'{}' is not a date of the Extended Date/Time Format.",
                phrase.edtf
            ),
            "Write 2017-03-20, 2017-03-20/2017-03-21, 2013-11, 2017-03-21~/2017-03-31 or 2018.",
        )),
        _ => Ok(()),
    }
}
