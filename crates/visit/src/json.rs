//! A visit as JSON. `docs/visit.schema.json` describes the form.

use serde_json::Value;

use crate::{Refusal, RefusalCode, SCHEMA, Visit, entity::typed};

impl Visit {
    /// Reads a visit from JSON text and validates it.
    ///
    /// # Errors
    /// [`RefusalCode::NotJson`], [`RefusalCode::NewerSchema`], or any rule of the model that the visit breaks.
    pub fn from_json(text: &str) -> Result<Visit, Refusal> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value = serde_json::from_str(text).map_err(|error| {
            Refusal::new(
                RefusalCode::NotJson,
                "",
                format!("This is not JSON: {error}."),
                "Choose a file that Chancery has exported, or one of the form that docs/visit.schema.json describes.",
            )
        })?;
        let visit = Visit::from_value(value)?;
        visit.validate()?;
        Ok(visit)
    }

    /// Reads a visit from a JSON value, without validating what it refers to.
    ///
    /// # Errors
    /// [`RefusalCode::NewerSchema`], [`RefusalCode::BadValue`] or [`RefusalCode::MissingField`].
    pub fn from_value(value: Value) -> Result<Visit, Refusal> {
        if let Some(schema) = value.get("schema").and_then(Value::as_u64)
            && schema > u64::from(SCHEMA)
        {
            return Err(Refusal::new(
                RefusalCode::NewerSchema,
                "/schema",
                format!("The visit is of form {schema}; this version reads form {SCHEMA}."),
                "Open it with a newer version of Chancery.",
            ));
        }
        typed(value, "")
    }

    /// Returns the visit as JSON text, indented, with a line break at its end; the same visit gives the same text.
    pub fn to_json(&self) -> String {
        // A visit holds nothing that JSON cannot: its map keys are strings and its numbers are whole.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
