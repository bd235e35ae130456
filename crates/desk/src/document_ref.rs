//! Which document of the library a request is about.

use archive::{DocumentName, Name};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use visit::{Countries, DocumentKind, HouseId, Refusal, RefusalCode, VisitId};

use crate::DeskError;

/// The readable name of the one house of a library.
pub(crate) const HOUSE: &str = "house";

/// Names a document: its kind, and its readable name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct DocumentRef {
    /// The kind.
    pub document: DocumentKind,
    /// The id of a visit, the two countries of a dossier (`JP-RU`), or the name of the house.
    pub name: String,
}

impl DocumentRef {
    /// Names the house of the library.
    pub fn house() -> Self {
        Self {
            document: DocumentKind::House,
            name: HOUSE.to_owned(),
        }
    }

    /// Returns the name in its type.
    ///
    /// # Errors
    /// A refusal where no document of that kind can have the name.
    pub(crate) fn named(&self) -> Result<Named, DeskError> {
        let named = match self.document {
            DocumentKind::Visit => VisitId::from_text(&self.name).map(Named::Visit),
            DocumentKind::Dossier => Countries::from_text(&self.name)
                .filter(Countries::is_valid)
                .map(Named::Dossier),
            DocumentKind::House => (self.name == HOUSE).then(|| Named::House(HouseId(HOUSE.to_owned()))),
        };
        named.ok_or_else(|| {
            DeskError::Refused(Refusal::new(
                RefusalCode::BadId,
                "",
                format!("'{}' cannot be the name of a {}.", self.name, self.document.as_str()),
                "A dossier is named by the codes of its two countries, for example JP-RU; the house is called 'house'.",
            ))
        })
    }
}

impl<N: Name> From<&N> for DocumentRef {
    fn from(name: &N) -> Self {
        Self {
            document: <N::Document as visit::Document>::DOCUMENT,
            name: name.as_str().to_owned(),
        }
    }
}

impl From<&DocumentRef> for DocumentName {
    fn from(document: &DocumentRef) -> Self {
        DocumentName::new(document.document, &document.name)
    }
}

/// Documents that are looked at together: a visit with the dossier of its countries and the house. What was done last in any of them is
/// undone first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct DocumentRefs(pub Vec<DocumentRef>);

impl<N: Name> From<&N> for DocumentRefs {
    fn from(name: &N) -> Self {
        Self(vec![name.into()])
    }
}

impl From<Vec<DocumentRef>> for DocumentRefs {
    fn from(documents: Vec<DocumentRef>) -> Self {
        Self(documents)
    }
}

/// The typed name of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    Visit(VisitId),
    Dossier(Countries),
    House(HouseId),
}

/// Does the same with a document of whichever kind: `with_name!(document.named()?, name => work)`.
macro_rules! with_name {
    ($named:expr, $name:ident => $work:expr) => {
        match $named {
            $crate::document_ref::Named::Visit($name) => $work,
            $crate::document_ref::Named::Dossier($name) => $work,
            $crate::document_ref::Named::House($name) => $work,
        }
    };
}

pub(crate) use with_name;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_by_what_its_kind_is_named_by() {
        let of = |document, name: &str| {
            let document = DocumentRef {
                document,
                name: name.to_owned(),
            };
            document.named().ok()
        };
        let countries = Countries::new("RU", "JP").expect("two countries");
        assert_eq!(
            of(DocumentKind::Dossier, "JP-RU"),
            Some(Named::Dossier(countries))
        );
        assert_eq!(of(DocumentKind::Visit, "v-1"), Some(Named::Visit("v-1".into())));
        assert_eq!(
            Ok(of(DocumentKind::House, "house")),
            Ok::<_, ()>(DocumentRef::house().named().ok())
        );
        for (document, name) in [
            (DocumentKind::Dossier, "RU-JP"),
            (DocumentKind::Dossier, "JP"),
            (DocumentKind::House, "another"),
        ] {
            assert_eq!(of(document, name), None, "{name}");
        }
    }
}
