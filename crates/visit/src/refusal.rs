//! Why a visit or an edit is refused.

use serde::Serialize;
use ts_rs::TS;

/// What rule of the model was broken. The codes are stable: interfaces act on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The text is not JSON at all.
    NotJson,
    /// The text has bytes that are not UTF-8.
    NotUtf8,
    /// A field is there twice.
    DuplicateField,
    /// The visit was written in a newer form than this version reads.
    NewerSchema,
    /// A field has a value of the wrong type or form.
    BadValue,
    /// A field that must be there is missing.
    MissingField,
    /// An id is empty, too long or has characters that an id may not have.
    BadId,
    /// An id is already taken.
    DuplicateId,
    /// Something refers to an entity that the visit does not have.
    UnknownReference,
    /// The thing to be edited does not exist.
    NotFound,
    /// The visit has no title.
    MissingTitle,
    /// An end lies before its start.
    EndBeforeStart,
    /// A time zone is not in the IANA data that this version carries.
    UnknownZone,
    /// A date is not of the Extended Date/Time Format.
    BadDate,
    /// A language tag is not of the form of BCP 47.
    BadLanguage,
    /// A country is not a code of two letters (ISO 3166-1).
    BadCountry,
    /// An order key is not one that the application makes.
    BadOrderKey,
    /// A second zone was given for something that is not a movement.
    ZoneWithoutMovement,
    /// A number or a text is outside the range that the field allows.
    OutOfRange,
    /// A file or a visit holds more than a visit may.
    TooLarge,
}

/// A refusal: the rule, the field, what is wrong with it and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{path}: {message} {remedy}")]
pub struct Refusal {
    /// The rule that was broken.
    pub code: RefusalCode,
    /// Where, as a JSON Pointer (RFC 6901) into the visit, for example `/engagements/e1/when`.
    pub path: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What would be right, as a sentence.
    pub remedy: String,
}

impl Refusal {
    /// Makes a refusal.
    pub fn new(
        code: RefusalCode,
        path: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            code,
            path: path.into(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// Tells that a text cannot be an id.
    pub(crate) fn bad_id(at: &str, id: &str) -> Self {
        Self::new(
            RefusalCode::BadId,
            at,
            format!("'{}' cannot be an id.", id.chars().take(40).collect::<String>()),
            "Use 1 to 128 of the characters A-Z, a-z, 0-9, '.', '_' and '-'.",
        )
    }

    /// Tells that there is nothing of this name to be edited.
    pub(crate) fn not_found(at: &str) -> Self {
        Self::new(
            RefusalCode::NotFound,
            at,
            "There is no such field.",
            "Name a field of the form that docs/visit.schema.json describes.",
        )
    }

    /// Puts the path of a parent before the path of this refusal.
    #[must_use]
    pub fn under(mut self, parent: &str) -> Self {
        self.path.insert_str(0, parent);
        self
    }
}

/// Escapes a part of a JSON Pointer (RFC 6901, section 3).
pub(crate) fn pointer_part(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}
