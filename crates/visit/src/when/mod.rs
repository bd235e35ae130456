//! When an engagement takes place: one value, set as a whole. A file for each form.
//!
//! Nothing is invented: what a source leaves open stays open, in its own words where it has any, and is never turned into an hour.

mod after;
mod after_time;
mod at;
mod clock_time;
mod day;
mod day_part;
mod length;
mod relative;
mod starts;

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use ts_rs::TS;

use crate::{Refusal, RefusalCode as Code, Text, Zone, open::open_form};

pub use after::After;
pub use after_time::AfterTime;
pub use at::At;
pub use clock_time::ClockTime;
pub use day::Day;
pub use day_part::{DayPart, PartOfDay};
pub use length::{Length, MAX_LENGTH_MINUTES};
pub use relative::{MAX_RELATIVE_DAY, Relative};
pub use starts::Starts;

/// When an engagement takes place.
///
/// Wall clock and zone are the truth; the instant in UTC is derived ([`crate::zone::instant_of`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub enum When {
    /// Some time within the visit.
    #[default]
    Within,
    /// On a day, or on several whole days, at no known time.
    Day(Day),
    /// From a time to a time.
    At(At),
    /// From a time on; when it ends is not known.
    Starts(Starts),
    /// At a time of the clock, on a day that is not known.
    Clock(ClockTime),
    /// In a part of a day: 'in the morning'.
    Part(PartOfDay),
    /// At no known time after a time of the clock: 'after 16:00'.
    AfterTime(AfterTime),
    /// After another engagement: 'after the lunch'.
    After(After),
    /// On a day of the visit, whenever that is: 'day 2, 10:00'.
    Relative(Relative),
    /// A form that this version does not know; kept as it was read and shown as [`When::Within`].
    Other(Value),
}

impl When {
    /// Makes a time in one zone.
    pub fn at(start: NaiveDateTime, end: NaiveDateTime, zone: &str) -> Self {
        When::At(At::new(start, end, Some(Zone::from(zone))))
    }

    /// Makes one whole day.
    pub fn day(date: NaiveDate) -> Self {
        When::Day(Day::new(date))
    }

    /// Returns the words in which it was said, where the form keeps any.
    pub fn words(&self) -> Option<&Text> {
        let words = match self {
            When::Starts(it) => &it.words,
            When::Clock(it) => &it.words,
            When::Part(it) => &it.words,
            When::AfterTime(it) => &it.words,
            When::After(it) => &it.words,
            When::Relative(it) => &it.words,
            When::Within | When::Day(_) | When::At(_) | When::Other(_) => return None,
        };
        (!words.is_empty()).then_some(words)
    }

    /// Returns how long it lasts, where that was said without an end. The length of [`When::At`] is that of its clocks.
    pub fn lasts(&self) -> Option<&Length> {
        match self {
            When::Starts(it) => it.lasts.as_ref(),
            When::Clock(it) => it.lasts.as_ref(),
            When::Part(it) => it.lasts.as_ref(),
            When::AfterTime(it) => it.lasts.as_ref(),
            When::After(it) => it.lasts.as_ref(),
            When::Relative(it) => it.lasts.as_ref(),
            When::Within | When::Day(_) | When::At(_) | When::Other(_) => None,
        }
    }

    /// Returns the form in JSON, by which it is told from the others.
    pub fn kind(&self) -> &str {
        match self {
            When::Within => "within",
            When::Day(_) => "day",
            When::At(_) => "at",
            When::Starts(_) => "starts",
            When::Clock(_) => "clock",
            When::Part(_) => "part",
            When::AfterTime(_) => "after_time",
            When::After(_) => "after",
            When::Relative(_) => "relative",
            When::Other(value) => value.get("kind").and_then(Value::as_str).unwrap_or_default(),
        }
    }

    /// Returns an error where a rule of the model is broken; only a movement can end in another zone.
    ///
    /// # Errors
    /// The first refusal found, with a path that begins with `/when`.
    pub fn validate(&self, is_movement: bool) -> Result<(), Refusal> {
        match self {
            When::Within | When::Other(Value::Object(_)) => Ok(()),
            When::Other(_) => Err(Refusal::new(
                Code::BadValue,
                "/when",
                "A time must be an object with a field `kind`.",
                format!("Use {FORMS}."),
            )),
            When::Day(it) => it.validate(),
            When::At(it) => it.validate(is_movement),
            When::Starts(it) => it.validate(),
            When::Clock(it) => it.validate(),
            When::Part(it) => it.validate(),
            When::AfterTime(it) => it.validate(),
            When::After(it) => it.validate(),
            When::Relative(it) => it.validate(),
        }
    }
}

/// The forms, as a remedy names them.
const FORMS: &str = "within, day, at, starts, clock, part, after_time, after or relative";

fn ends_early(message: String) -> Result<(), Refusal> {
    Err(Refusal::new(
        Code::EndBeforeStart,
        "/when",
        message,
        "Give an end that is not before the start.",
    ))
}

#[derive(Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "When")]
enum Known {
    Within,
    Day(Day),
    At(At),
    Starts(Starts),
    Clock(ClockTime),
    Part(PartOfDay),
    AfterTime(AfterTime),
    After(After),
    Relative(Relative),
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = match self.clone() {
            When::Within => Known::Within,
            When::Day(it) => Known::Day(it),
            When::At(it) => Known::At(it),
            When::Starts(it) => Known::Starts(it),
            When::Clock(it) => Known::Clock(it),
            When::Part(it) => Known::Part(it),
            When::AfterTime(it) => Known::AfterTime(it),
            When::After(it) => Known::After(it),
            When::Relative(it) => Known::Relative(it),
            When::Other(value) => return value.serialize(serializer),
        };
        known.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let is_known = match value.get("kind").and_then(Value::as_str) {
            None => {
                return Err(serde::de::Error::custom(format!(
                    "a time needs a field `kind`: {FORMS}"
                )));
            }
            // Only exactly `within` may drop its other fields, so a richer one of a newer version is kept whole.
            Some("within") => value.as_object().is_some_and(|fields| fields.len() == 1),
            Some("day" | "at" | "starts" | "clock" | "part" | "after_time" | "after" | "relative") => true,
            Some(_) => false,
        };
        if !is_known {
            return Ok(When::Other(value));
        }
        Ok(
            match serde_json::from_value(value).map_err(serde::de::Error::custom)? {
                Known::Within => When::Within,
                Known::Day(it) => When::Day(it),
                Known::At(it) => When::At(it),
                Known::Starts(it) => When::Starts(it),
                Known::Clock(it) => When::Clock(it),
                Known::Part(it) => When::Part(it),
                Known::AfterTime(it) => When::AfterTime(it),
                Known::After(it) => When::After(it),
                Known::Relative(it) => When::Relative(it),
            },
        )
    }
}

open_form!(When of Known);

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    fn round(json: &str) -> String {
        let when: When = serde_json::from_str(json).expect("a time");
        serde_json::to_string(&when).expect("json")
    }

    #[test]
    fn every_form_survives_a_round_trip() {
        for json in [
            r#"{"kind":"within"}"#,
            r#"{"kind":"day","date":"2017-03-20"}"#,
            r#"{"kind":"day","date":"2017-03-20","until":"2017-03-21"}"#,
            r#"{"kind":"at","start":"2017-03-20T10:00:00","end":"2017-03-20T11:30:00","zone":"Asia/Tokyo"}"#,
            r#"{"kind":"at","start":"2017-03-20T10:00:00","end":"2017-03-20T11:30:00"}"#,
            r#"{"kind":"starts","start":"2017-03-20T10:00:00","zone":"Asia/Tokyo","lasts":{"minutes":30,"about":true}}"#,
            r#"{"kind":"clock","time":"10:00:00","words":{"en":"at ten"}}"#,
            r#"{"kind":"part","date":"2017-03-20","part":"morning","words":{"en":"in the morning"}}"#,
            r#"{"kind":"part","part":"late_night"}"#,
            r#"{"kind":"after_time","time":"16:00:00"}"#,
            r#"{"kind":"after","engagement":"lunch","words":{"ru":"после обеда"}}"#,
            r#"{"kind":"relative","day":2,"time":"10:00:00","end":"11:00:00"}"#,
        ] {
            assert_eq!(round(json), json);
        }
    }

    #[test]
    fn forms_and_fields_of_newer_versions_are_kept() {
        for json in [
            r#"{"hint":"tbc","kind":"tides"}"#,
            r#"{"kind":"within","part":"morning"}"#,
            r#"{"kind":"day","date":"2017-03-20","part":"morning"}"#,
        ] {
            assert_eq!(round(json), json);
        }
    }

    #[test]
    fn a_known_form_that_is_wrong_is_refused() {
        for json in [
            r#"{"kind":"day"}"#,
            r#"{"kind":"at","start":"10:00"}"#,
            r#"{"kind":"starts"}"#,
            r#"{"kind":"clock","time":"25:00"}"#,
            r#"{"kind":"after"}"#,
            r#"{"kind":"relative","day":"second"}"#,
            "{}",
            "3",
        ] {
            assert!(serde_json::from_str::<When>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_flight_is_as_long_as_the_clocks_at_both_ends_say() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%FT%R").expect("a time");
        let mut flight = At::new(
            at("2017-03-19T22:40"),
            at("2017-03-20T12:15"),
            Some(Zone::from("Europe/Moscow")),
        );
        flight.end_zone = Some(Zone::from("Asia/Tokyo"));
        assert_eq!(flight.length(Tz::UTC).num_minutes(), 7 * 60 + 35);
    }
}
