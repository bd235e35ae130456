//! What the list of a library shows of each document.

use crate::{
    author::Author,
    name::{DocumentId, DocumentName},
    stored::Stored,
};

/// A document, as the list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentEntry<D: Stored> {
    /// The readable name.
    pub id: D::Name,
    /// What it is.
    pub summary: D::Summary,
    /// When it was created, in milliseconds since 1970 in UTC.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since 1970 in UTC.
    pub changed_at: i64,
    /// Who changed it last.
    pub changed_by: Author,
    /// When it was moved to the trash, in milliseconds since 1970 in UTC, and by whom; `None` for a document that is not there.
    pub trashed: Option<(i64, Author)>,
    /// Whether the entry is not what was written, so that nothing here can be relied on; the history may be whole.
    pub damaged: bool,
}

impl<D: Stored> DocumentEntry<D> {
    /// Returns the title in the first language that it has; empty where it has none.
    pub fn title(&self) -> &str {
        D::title_in(&self.summary).read(&[])
    }
}

/// The entry of a document of any kind, also of one that this version does not know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AnyEntry {
    pub(crate) name: DocumentName,
    /// The id on all copies; `None` where it cannot be read.
    pub(crate) id: Option<DocumentId>,
    /// What the list shows, as JSON.
    pub(crate) summary: String,
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
    pub(crate) changed_by: Author,
    pub(crate) trashed: Option<(i64, Author)>,
    pub(crate) damaged: bool,
}

impl AnyEntry {
    /// Returns the entry of a document of one kind; `None` where it is of another.
    pub(crate) fn typed<D: Stored>(self) -> Option<DocumentEntry<D>> {
        let id: D::Name = self.name.typed()?;
        Some(DocumentEntry {
            // An unreadable summary leaves the document in the list, without a title.
            summary: serde_json::from_str(&self.summary).unwrap_or_else(|_| D::unknown(&id)),
            id,
            created_at: self.created_at,
            changed_at: self.changed_at,
            changed_by: self.changed_by,
            trashed: self.trashed,
            damaged: self.damaged,
        })
    }

    /// Returns the title in the first language that it has; empty where it has none, or where it cannot be read.
    pub(crate) fn title(&self) -> String {
        let summary: serde_json::Value = serde_json::from_str(&self.summary).unwrap_or_default();
        let title = summary.get("title").cloned().unwrap_or_default();
        let title: visit::Text = serde_json::from_value(title).unwrap_or_default();
        title.read(&[]).to_owned()
    }
}
