//! Sources: the announcements, notes and briefings that facts come from, and what of a source stands behind which fact.

use chrono::{Datelike, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use ts_rs::TS;

use crate::{
    DatePhrase, Entity, Extra, Lang, Listing, OrderKey, Refusal, RefusalCode, Storage, Text, Zone,
    extra::is_false,
    open::{open_enum, open_form},
    rules::{
        Outcome,
        time::{date, years, zone},
        words::{languages, order, texts},
    },
};

/// The longest address of a source, in bytes.
pub const MAX_ADDRESS_BYTES: usize = 2_000;

open_enum! {
    /// What kind of source it is.
    SourceKind {
        /// An announcement of a visit or a meeting.
        Announcement => "announcement",
        /// A press release.
        PressRelease => "press_release",
        /// A comment of a press department.
        Comment => "comment",
        /// A statement.
        Statement => "statement",
        /// A briefing or a press conference.
        Briefing => "briefing",
        /// An interview.
        Interview => "interview",
        /// A note verbale.
        NoteVerbale => "note_verbale",
        /// A letter.
        Letter => "letter",
        /// A message by telephone, telegram or e-mail.
        Message => "message",
        /// A published programme or schedule.
        Schedule => "schedule",
    }
}

/// When a source was issued.
#[derive(Debug, Clone, PartialEq)]
pub enum Issued {
    /// On a date, with the precision in which it is known.
    On(DatePhrase),
    /// At a time.
    At {
        /// The time, as a clock in the zone shows it.
        time: NaiveDateTime,
        /// The zone; without one it is not known whose clock it is.
        zone: Option<Zone>,
    },
    /// A form that this version does not know; kept as it was read.
    Other(Value),
}

/// The forms of [`Issued`] that this version knows.
#[derive(Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "Issued")]
enum Known {
    /// On a date, with the precision in which it is known.
    On(DatePhrase),
    /// At a time.
    At {
        /// The time, as a clock in the zone shows it.
        #[ts(type = "string")]
        time: NaiveDateTime,
        /// The zone; without one it is not known whose clock it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        zone: Option<Zone>,
    },
}

impl Serialize for Issued {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.clone() {
            Issued::On(date) => Known::On(date).serialize(serializer),
            Issued::At { time, zone } => Known::At { time, zone }.serialize(serializer),
            Issued::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Issued {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let kind = value.get("kind").and_then(Value::as_str);
        let is_known = match kind {
            None => {
                return Err(D::Error::custom(
                    "when a source was issued needs a field `kind`: on or at",
                ));
            }
            Some("on") => true,
            // A richer form of a newer version is kept whole.
            Some("at") => value.as_object().is_some_and(|fields| {
                fields
                    .keys()
                    .all(|name| matches!(name.as_str(), "kind" | "time" | "zone"))
            }),
            Some(_) => false,
        };
        if !is_known {
            return Ok(Issued::Other(value));
        }
        Ok(match serde_json::from_value(value).map_err(D::Error::custom)? {
            Known::On(date) => Issued::On(date),
            Known::At { time, zone } => Issued::At { time, zone },
        })
    }
}

open_form!(Issued of Known);

/// A source of facts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Source {
    /// The title.
    #[serde(default)]
    pub title: Text,
    /// The kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    /// Who published or sent it.
    #[serde(default)]
    pub publisher: Text,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Issued>,
    /// The languages in which it was issued.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// Where it can be read (URL).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The place among its neighbours; equal keys are ordered by id.
    #[serde(default)]
    pub order: OrderKey,
    /// Anything else.
    #[serde(default)]
    pub remarks: Text,
    /// Whether it was removed; a removed entity stays, so that nothing that somebody else edits vanishes.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>")]
    pub removed: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Entity for Source {
    fn storage(path: &[&str]) -> Storage {
        match path {
            ["issued"] => Storage::Whole,
            _ => Storage::Leaves,
        }
    }

    fn listing() -> Listing {
        Listing::OfKind
    }

    /// A source without a title is known by who published it.
    fn title(&self, wanted: &[Lang]) -> String {
        let title = self.title.read(wanted);
        let name = if title.is_empty() {
            self.publisher.read(wanted)
        } else {
            title
        };
        name.to_owned()
    }

    fn validate(&self) -> Outcome {
        texts(&[
            ("/title", &self.title),
            ("/publisher", &self.publisher),
            ("/remarks", &self.remarks),
        ])?;
        order(&self.order)?;
        languages("/languages", &self.languages)?;
        self.issued.as_ref().map_or(Ok(()), issued)?;
        self.address.as_deref().map_or(Ok(()), address)
    }

    fn order(&self) -> Option<&OrderKey> {
        Some(&self.order)
    }

    fn is_removed(&self) -> bool {
        self.removed
    }
}

fn issued(issued: &Issued) -> Outcome {
    match issued {
        Issued::On(on) => date("/issued", Some(on)),
        Issued::At { time, zone: name } => {
            years("/issued/time", time.year())?;
            zone("/issued/zone", name.as_ref())
        }
        Issued::Other(Value::Object(_)) => Ok(()),
        Issued::Other(_) => Err(Refusal::new(
            RefusalCode::BadValue,
            "/issued",
            "When a source was issued must be an object with a field `kind`.",
            "Use on or at.",
        )),
    }
}

/// An address is opened by other programs one day: a scheme, a colon, and no blanks or control characters (RFC 3986).
fn address(address: &str) -> Outcome {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let has_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let is_plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    if has_scheme && is_plain && address.len() <= MAX_ADDRESS_BYTES {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::BadValue,
        "/address",
        format!(
            "'{}' is not an address.",
            address.chars().take(40).collect::<String>()
        ),
        "Write the whole address, for example https://www.mid.ru/.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(json: &str) -> String {
        let issued: Issued = serde_json::from_str(json).expect("a time of issue");
        serde_json::to_string(&issued).expect("json")
    }

    #[test]
    fn every_form_survives_a_round_trip_and_so_do_those_of_newer_versions() {
        for json in [
            r#"{"kind":"on","edtf":"2017-03","phrase":"this March"}"#,
            r#"{"kind":"at","time":"2017-03-17T11:04:00"}"#,
            r#"{"kind":"at","time":"2017-03-17T11:04:00","zone":"Europe/Moscow"}"#,
            r#"{"kind":"at","time":"2017-03-17T11:04:00","updated":"2017-03-18"}"#,
            r#"{"kind":"in_issue","number":3}"#,
        ] {
            assert_eq!(round(json), json);
        }
        for json in [r#"{"kind":"on"}"#, r#"{"kind":"at","time":"11:04"}"#, "{}", "3"] {
            assert!(serde_json::from_str::<Issued>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn an_address_has_a_scheme_and_no_blanks() {
        for good in [
            "https://www.mid.ru/ru/foreign_policy/news/",
            "urn:isbn:0451450523",
            "mailto:press@example.org",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in ["", "www.mid.ru", "https://a b", "://x", "1http:x", "https://x\n"] {
            assert!(address(bad).is_err(), "{bad}");
        }
        assert!(address(&format!("https://{}", "x".repeat(MAX_ADDRESS_BYTES))).is_err());
    }

    #[test]
    fn a_source_without_a_title_is_known_by_its_publisher() {
        let mut source = Source {
            publisher: Text::new("en", "Press Department"),
            ..Source::default()
        };
        assert_eq!(Entity::title(&source, &[Lang::from("en")]), "Press Department");
        source.title = Text::new("en", "Comment on the visit");
        assert_eq!(
            Entity::title(&source, &[Lang::from("ru")]),
            "Comment on the visit"
        );
    }
}
