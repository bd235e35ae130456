//! The rules of times, dates and zones.

use chrono::Datelike;
use serde_json::Value;

use super::Outcome;
use crate::{DatePhrase, Due, Refusal, RefusalCode as Code, Zone};

/// Looks at when something is due; `at` is the path to it.
pub(crate) fn due(at: &str, due: &Due) -> Outcome {
    match due {
        Due::Lead { .. } | Due::Other(Value::Object(_)) => Ok(()),
        Due::Other(_) => Err(Refusal::new(
            Code::BadValue,
            at,
            "What a task is due on must be an object with a field `kind`.",
            "Use lead, day or at.",
        )),
        Due::Day { date } => years(&format!("{at}/date"), date.year()),
        Due::At { time, zone: name } => {
            years(&format!("{at}/time"), time.year())?;
            zone(&format!("{at}/zone"), name.as_ref())
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
