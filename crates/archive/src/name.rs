//! What a document is called: the readable name, by which people and files know it, and the id, which all its copies share.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};
use visit::{Countries, DocumentKind, HouseId, VisitId};

use crate::stored::Stored;

/// Which document of a library is meant: its kind and its readable name.
///
/// The kind may be one of a newer version; such a document is listed, checked, rescued and carried along.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentName(
    /// The kind, a slash, and the name; neither has a slash of its own.
    pub(crate) String,
);

impl DocumentName {
    /// Names a document of this version.
    pub fn of<N: Name>(name: &N) -> Self {
        Self::new(<N::Document as visit::Document>::DOCUMENT, name.as_str())
    }

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

    /// Returns the typed name, where it is that of a document of this kind.
    pub fn typed<N: Name>(&self) -> Option<N> {
        let kind = <N::Document as visit::Document>::DOCUMENT;
        (self.kind() == Some(kind))
            .then(|| N::from_text(self.name()))
            .flatten()
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

impl<N: Name> From<&N> for DocumentName {
    fn from(name: &N) -> Self {
        Self::of(name)
    }
}

impl<N: Name> PartialEq<N> for DocumentName {
    fn eq(&self, other: &N) -> bool {
        *self == Self::of(other)
    }
}

/// The typed name of a document of one kind.
pub trait Name: Clone + fmt::Debug + Ord + Serialize + DeserializeOwned {
    /// The kind of document.
    type Document: Stored<Name = Self>;

    /// Returns the text.
    fn as_str(&self) -> &str;

    /// Reads a text; `None` where it cannot be such a name.
    fn from_text(text: &str) -> Option<Self> {
        serde_json::from_value(text.into()).ok()
    }
}

impl Name for VisitId {
    type Document = visit::Visit;

    fn as_str(&self) -> &str {
        self.as_str()
    }
}

impl Name for Countries {
    type Document = visit::Dossier;

    fn as_str(&self) -> &str {
        self.as_str()
    }
}

impl Name for HouseId {
    type Document = visit::House;

    fn as_str(&self) -> &str {
        self.as_str()
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
    fn a_name_says_its_kind_also_where_that_is_not_known() {
        let name = DocumentName::of(&VisitId("tokyo-2017".into()));
        assert_eq!(name.to_string(), "visit 'tokyo-2017'");
        assert_eq!(name.typed::<VisitId>(), Some(VisitId("tokyo-2017".into())));
        assert_eq!(name.typed::<Countries>(), None);
        let newer = DocumentName("menu/2030".into());
        assert_eq!(
            (newer.kind(), newer.kind_text(), newer.name()),
            (None, "menu", "2030")
        );
    }

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
