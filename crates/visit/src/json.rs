//! A visit, and a visit file, as JSON. `docs/visit.schema.json` describes the form.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    Refusal, SCHEMA, Visit, VisitFile, limits, strict,
    survey::{newer, not_json, survey},
    typed::{refused, typed},
};

impl Visit {
    /// Reads the visit of a file in JSON and validates it. What else the file carries ([`VisitFile`]) is looked at and left.
    ///
    /// A text that is too long, or holds more than a visit may, is refused before it is in memory.
    ///
    /// # Errors
    /// [`RefusalCode::NotJson`](crate::RefusalCode::NotJson), [`RefusalCode::NewerSchema`](crate::RefusalCode::NewerSchema),
    /// [`RefusalCode::TooLarge`](crate::RefusalCode::TooLarge), [`RefusalCode::DuplicateField`](crate::RefusalCode::DuplicateField),
    /// or any rule of the model that the visit breaks.
    ///
    /// # Examples
    /// ```
    /// use visit::{Refusal, Visit};
    ///
    /// let visit = Visit::from_json(r#"{"id": "tokyo-2017", "facts": {"title": {"en": "Visit to Tokyo"}}}"#)?;
    /// assert_eq!(visit.facts.title.read(&["en".into()]), "Visit to Tokyo");
    ///
    /// let refused = Visit::from_json(r#"{"id": "tokyo-2017", "facts": {"title": {"en_GB": "Visit"}}}"#);
    /// assert!(refused.is_err_and(|refusal| refusal.path == "/facts/title/en_GB"));
    /// # Ok::<(), Refusal>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Visit, Refusal> {
        Ok(VisitFile::from_json(text)?.visit)
    }

    /// Reads a visit from a JSON value, without validating what it refers to.
    ///
    /// # Errors
    /// [`RefusalCode::NewerSchema`](crate::RefusalCode::NewerSchema), [`RefusalCode::BadValue`](crate::RefusalCode::BadValue)
    /// or [`RefusalCode::MissingField`](crate::RefusalCode::MissingField).
    pub fn from_value(value: Value) -> Result<Visit, Refusal> {
        if let Some(schema) = value.get("schema").and_then(Value::as_u64)
            && schema > u64::from(SCHEMA)
        {
            return Err(newer(schema));
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

impl VisitFile {
    /// Reads a file from JSON text and validates what it holds.
    ///
    /// # Errors
    /// As for [`Visit::from_json`].
    pub fn from_json(text: &str) -> Result<VisitFile, Refusal> {
        VisitFile::taken_apart(read(text)?)
    }

    /// Reads the list of visits in a JSON text, or the one visit that it holds, each with what it refers to, and validates them.
    ///
    /// # Errors
    /// As for [`Visit::from_json`]; the path of a refusal begins with the place in the list, counted from 0.
    pub fn list_from_json(text: &str) -> Result<Vec<VisitFile>, Refusal> {
        let is_list = text
            .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
            .starts_with('[');
        if !is_list {
            return Ok(vec![VisitFile::from_json(text)?]);
        }
        let visits: Vec<Visit> = read(text)?;
        let files = visits.into_iter().enumerate().map(|(index, visit)| {
            VisitFile::taken_apart(visit).map_err(|refusal| refusal.under(&format!("/{index}")))
        });
        files.collect()
    }

    /// Reads the bytes of a file that holds a visit, and validates it.
    ///
    /// # Errors
    /// As for [`Visit::from_json`]; [`RefusalCode::NotUtf8`](crate::RefusalCode::NotUtf8) with the place of the byte.
    pub fn from_bytes(bytes: &[u8]) -> Result<VisitFile, Refusal> {
        VisitFile::from_json(strict::text_of(bytes)?)
    }

    /// Reads the bytes of a file that holds a visit, or a list of visits, and validates each.
    ///
    /// # Errors
    /// As for [`VisitFile::list_from_json`]; [`RefusalCode::NotUtf8`](crate::RefusalCode::NotUtf8) with the place of the byte.
    pub fn list_from_bytes(bytes: &[u8]) -> Result<Vec<VisitFile>, Refusal> {
        limits::length(bytes.len())?;
        VisitFile::list_from_json(strict::text_of(bytes)?)
    }
}

/// Reads straight from the text, for a tree of values in between would take several times the memory.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    limits::length(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    survey(text)?;
    strict::check(text)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        if error.inner().is_data() {
            refused(error, "")
        } else {
            not_json(error.inner())
        }
    })?;
    deserializer.end().map_err(|error| not_json(&error))?;
    Ok(read)
}
