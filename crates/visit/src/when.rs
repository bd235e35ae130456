//! When an engagement takes place: one value, set as a whole.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use ts_rs::TS;

use crate::{Extra, Zone, open::open_form, zone::instant_of};

/// When an engagement takes place. Nothing is invented: where the source is silent, the value says so.
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
    /// A form that this version does not know; kept as it was read and shown as [`When::Within`].
    Other(Value),
}

/// One or several whole days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Day {
    /// The first day, in the calendar of the place.
    pub date: NaiveDate,
    /// The last day, where it is not the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// From a time to a time, as clocks on the wall show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct At {
    /// The start, as a clock in `zone` shows it.
    #[ts(type = "string")]
    pub start: NaiveDateTime,
    /// The end, as a clock in `end_zone` (else `zone`) shows it. It may equal the start.
    #[ts(type = "string")]
    pub end: NaiveDateTime,
    /// The zone; without one the time is floating (RFC 5545, section 3.3.5, form 1) and is read in the host's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// The zone at the end of a movement, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_zone: Option<Zone>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl At {
    /// Makes a time in one zone.
    pub fn new(start: NaiveDateTime, end: NaiveDateTime, zone: Option<Zone>) -> Self {
        Self {
            start,
            end,
            zone,
            end_zone: None,
            extra: Extra::new(),
        }
    }

    /// Returns the first and last instant; `floating` is the zone in which a floating time is read.
    ///
    /// A zone whose rules this version does not have is read as `floating`. The last instant is never before the
    /// first: a floating time can come to that in a zone where its start falls into an hour that the clock skips.
    pub fn instants(&self, floating: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let (start, end) = self.unordered_instants(floating);
        (start, end.max(start))
    }

    /// Returns what the clocks at both ends mean, be it in order or not.
    pub(crate) fn unordered_instants(&self, floating: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let tz = self.zone.as_ref().and_then(Zone::tz).unwrap_or(floating);
        let end_tz = self.end_zone.as_ref().and_then(Zone::tz).unwrap_or(tz);
        (instant_of(self.start, tz), instant_of(self.end, end_tz))
    }

    /// Returns the length.
    pub fn length(&self, floating: Tz) -> Duration {
        let (start, end) = self.instants(floating);
        end - start
    }
}

impl Day {
    /// Makes one whole day.
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            until: None,
            extra: Extra::new(),
        }
    }

    /// Returns the last day.
    pub fn last(&self) -> NaiveDate {
        self.until.unwrap_or(self.date)
    }
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
}

#[derive(Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "When")]
enum Known {
    Within,
    Day(Day),
    At(At),
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            When::Within => Known::Within.serialize(serializer),
            When::Day(day) => Known::Day(day.clone()).serialize(serializer),
            When::At(at) => Known::At(at.clone()).serialize(serializer),
            When::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let kind = value.get("kind").and_then(Value::as_str);
        match kind {
            None => Err(serde::de::Error::custom(
                "a time needs a field `kind`: within, day or at",
            )),
            // Only exactly `within` may drop its other fields, so a richer one of a newer version is kept whole.
            Some("within") if value.as_object().is_some_and(|fields| fields.len() == 1) => Ok(When::Within),
            Some("day" | "at") => match serde_json::from_value(value).map_err(serde::de::Error::custom)? {
                Known::Within => Ok(When::Within),
                Known::Day(day) => Ok(When::Day(day)),
                Known::At(at) => Ok(When::At(at)),
            },
            Some(_) => Ok(When::Other(value)),
        }
    }
}

open_form!(When of Known);

#[cfg(test)]
mod tests {
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
        ] {
            assert_eq!(round(json), json);
        }
    }

    #[test]
    fn forms_and_fields_of_newer_versions_are_kept() {
        for json in [
            r#"{"hint":"tbc","kind":"after_event"}"#,
            r#"{"kind":"within","part":"morning"}"#,
            r#"{"kind":"day","date":"2017-03-20","part":"morning"}"#,
        ] {
            assert_eq!(round(json), json);
        }
    }

    #[test]
    fn a_known_form_that_is_wrong_is_refused() {
        for json in [r#"{"kind":"day"}"#, r#"{"kind":"at","start":"10:00"}"#, "{}", "3"] {
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
