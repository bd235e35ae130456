//! Typed values out of JSON, with the place of what cannot be read.

use serde_json::Value;

use crate::{Refusal, RefusalCode, refusal::pointer_part};

/// Reads a typed value out of JSON; `at` is the pointer to the value.
pub(crate) fn typed<T: serde::de::DeserializeOwned>(value: Value, at: &str) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(value).map_err(|error| refused(error, at))
}

/// Tells why a value could not be read; `at` is the pointer to it.
pub(crate) fn refused(error: serde_path_to_error::Error<serde_json::Error>, at: &str) -> Refusal {
    let path = error.path().iter().fold(at.to_owned(), |mut path, segment| {
        use serde_path_to_error::Segment;
        match segment {
            Segment::Seq { index } => path.push_str(&format!("/{index}")),
            Segment::Map { key } => path.push_str(&format!("/{}", pointer_part(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
        path
    });
    let error = error.into_inner();
    // The path says where better than a line can, and is the same where there are no lines.
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = error.to_string();
    let reason = reason.strip_suffix(&place).unwrap_or(&reason);
    let remedy = "Give the field a value of the form that docs/visit.schema.json describes.";
    match reason
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'))
    {
        Some(field) => {
            let path = format!("{path}/{}", pointer_part(field));
            Refusal::new(
                RefusalCode::MissingField,
                path,
                format!("The field '{field}' is missing."),
                remedy,
            )
        }
        None => Refusal::new(
            RefusalCode::BadValue,
            path,
            format!("The value cannot be read: {reason}."),
            remedy,
        ),
    }
}
