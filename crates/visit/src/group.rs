//! Groups without names: 'senior officials', 'and others'. They take part, and nobody counts or names them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Extra, Functions, Side, Text, function,
    rules::{Outcome, words::text},
};

/// A group that takes part in an engagement without being named.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Group {
    /// How it is called.
    #[serde(default)]
    pub name: Text,
    /// The side; nothing where it was not said, or where the group is of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The place after those who are named: 1 comes first. Groups without a place follow, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Functions::is_empty")]
    #[ts(as = "Option<Functions>")]
    pub functions: Functions,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

impl Group {
    /// Returns an error where a rule of the model is broken; `at` is the path to the group.
    pub(crate) fn validate(&self, at: &str) -> Outcome {
        text(&format!("{at}/name"), &self.name)?;
        function::validate(&format!("{at}/functions"), &self.functions)
    }
}
