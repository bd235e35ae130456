//! What the archive needs to know of a document besides its shape: what it is called, and what the list shows of it.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use visit::{
    Countries, Document, Dossier, Facts, House, HouseId, Refusal, Text, Visit, VisitId, VisitSummary,
};

use crate::name::DocumentName;

/// A document that a library stores.
pub trait Stored: Document {
    /// The type of its readable name.
    type Name: Name<Document = Self>;
    /// What the list shows of it.
    type Summary: Clone + fmt::Debug + PartialEq + Serialize + DeserializeOwned + Send + 'static;

    /// Returns the readable name.
    fn id(&self) -> &Self::Name;

    /// Gives it another readable name.
    #[must_use]
    fn with_id(self, name: Self::Name) -> Self;

    /// Returns what the list shows of it. It is made of the facts alone.
    fn summarized(&self) -> Self::Summary;

    /// Returns what the list shows where nothing is known but the name.
    fn unknown(name: &Self::Name) -> Self::Summary;

    /// Returns the title in a summary.
    fn title_in(summary: &Self::Summary) -> &Text;
}

impl DocumentName {
    /// Names a document of this version.
    pub fn of<N: Name>(name: &N) -> Self {
        Self::new(<N::Document as visit::Document>::DOCUMENT, name.as_str())
    }

    /// Returns the typed name, where it is that of a document of this kind.
    pub fn typed<N: Name>(&self) -> Option<N> {
        let kind = <N::Document as visit::Document>::DOCUMENT;
        (self.kind() == Some(kind))
            .then(|| N::from_text(self.name()))
            .flatten()
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

impl Stored for Visit {
    type Name = VisitId;
    type Summary = VisitSummary;

    fn id(&self) -> &VisitId {
        &self.id
    }

    fn with_id(mut self, name: VisitId) -> Self {
        self.id = name;
        self
    }

    fn summarized(&self) -> VisitSummary {
        self.summary()
    }

    fn unknown(name: &VisitId) -> VisitSummary {
        Visit::new(name.clone(), Facts::default()).summary()
    }

    fn title_in(summary: &VisitSummary) -> &Text {
        &summary.title
    }
}

/// What the list shows of a document that has no more than a title.
#[derive(Debug, Clone, Default, PartialEq, Serialize, serde::Deserialize)]
pub struct Titled {
    /// The title; empty where the name says enough.
    #[serde(default)]
    pub title: Text,
}

macro_rules! titled {
    ($($document:ident $name:ident)+) => {$(
        impl Stored for $document {
            type Name = $name;
            type Summary = Titled;

            fn id(&self) -> &$name {
                &self.id
            }

            fn with_id(mut self, name: $name) -> Self {
                self.id = name;
                self
            }

            fn summarized(&self) -> Titled {
                Titled { title: self.facts.title.clone() }
            }

            fn unknown(_: &$name) -> Titled {
                Titled::default()
            }

            fn title_in(summary: &Titled) -> &Text {
                &summary.title
            }
        }
    )+};
}

titled! {
    Dossier Countries
    House HouseId
}

/// What is told of a document of any kind, also of one that this version does not know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outline {
    pub(crate) name: DocumentName,
    /// What the list shows, as JSON.
    pub(crate) summary: String,
    pub(crate) title: String,
    /// The rule of the model that it breaks, if it does.
    pub(crate) refusal: Option<Refusal>,
}

impl Outline {
    pub(crate) fn of<D: Stored>(document: &D) -> Self {
        let summary = document.summarized();
        Self {
            name: DocumentName::of(document.id()),
            title: D::title_in(&summary).read(&[]).to_owned(),
            summary: summary_text::<D>(&summary),
            refusal: document.validate().err(),
        }
    }

    /// The outline of a document of a newer version, from its JSON form; `None` where it has no name.
    pub(crate) fn of_newer(kind: &str, document: &Value) -> Option<Self> {
        let name = document.get("id")?.as_str()?;
        let title = document.get("facts").and_then(|facts| facts.get("title"));
        let title = title.and_then(|title| serde_json::from_value::<Text>(title.clone()).ok());
        let summary = Titled {
            title: title.unwrap_or_default(),
        };
        Some(Self {
            name: DocumentName(format!("{kind}/{name}")),
            title: summary.title.read(&[]).to_owned(),
            summary: serde_json::to_string(&summary).unwrap_or_default(),
            refusal: None,
        })
    }
}

/// Returns a summary as it is stored.
pub(crate) fn summary_text<D: Stored>(summary: &D::Summary) -> String {
    // A summary is made of strings, which JSON can always hold.
    serde_json::to_string(summary).unwrap_or_default()
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
}
