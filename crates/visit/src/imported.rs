//! What the last import of a calendar said, so that the next one can tell what was changed since, there and here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Extra, Lang, extra::is_zero};

/// What the last import of a calendar said of an engagement or a task.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct LastImport {
    /// The calendar: its name, else that of its file.
    #[serde(default)]
    pub calendar: String,
    /// The SEQUENCE that it had there (RFC 5545, section 3.8.7.4).
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(as = "Option<u32>")]
    pub sequence: u32,
    /// When it was last changed there (LAST-MODIFIED), else when the entry was made (DTSTAMP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string")]
    pub revised: Option<DateTime<Utc>>,
    /// The fields of which the calendar spoke, by name.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldMark>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// Fingerprints of one field as the last import left it. The values themselves would double what a visit takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct FieldMark {
    /// Of what the calendar said.
    pub said: String,
    /// Of what was written here, where that is something else: the id of a venue for its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The language in which a text was written here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
}
