//! What a document is called: the readable name, by which people and files know it, and the id, which all its copies share.

use std::fmt;

use visit::DocumentKind;

/// Which document of a library is meant: its kind and its readable name.
///
/// The kind may be one of a newer version; such a document is listed, checked, rescued and carried along.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentName(
    /// The kind, a slash, and the name; neither has a slash of its own.
    pub(crate) String,
);

impl DocumentName {
    /// Names a document by its kind.
    pub fn new(kind: DocumentKind, name: &str) -> Self {
        Self(format!("{}/{name}", kind.as_str()))
    }

    /// Returns the kind; `None` where this version does not know it.
    pub fn kind(&self) -> Option<DocumentKind> {
        DocumentKind::named(self.kind_text())
    }

    /// Returns the word for the kind, also where this version does not know it.
    pub fn kind_text(&self) -> &str {
        self.0.split_once('/').map_or("document", |(kind, _)| kind)
    }

    /// Returns the readable name.
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or(self.0.as_str(), |(_, name)| name)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} '{}'", self.kind_text(), self.name())
    }
}

/// Identifies a document on all its copies, wherever they are: 16 random bytes, given when it is made.
///
/// It is the one secret that a server which keeps copies in step knows of a document, so it is shown nowhere: not in a log, not in an
/// error, not by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentId(pub [u8; 16]);

impl DocumentId {
    /// Returns the form in which the history holds it: 32 hexadecimal digits.
    pub(crate) fn to_text(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads that form.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let is_digit = |digit: &u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != 32 || !digits.iter().all(is_digit) {
            return None;
        }
        u128::from_str_radix(text, 16)
            .ok()
            .map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DocumentId")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_from_its_text_and_is_not_shown() {
        let id = DocumentId(*b"\x00\xffchancery-test\x01");
        assert_eq!(DocumentId::from_text(&id.to_text()), Some(id));
        assert!(!format!("{id:?}").contains("ff"));
        for wrong in [
            "",
            "00",
            &"0".repeat(33),
            &"G".repeat(32),
            &"A".repeat(32),
            &"+".repeat(32),
        ] {
            assert_eq!(DocumentId::from_text(wrong), None, "{wrong}");
        }
    }
}
