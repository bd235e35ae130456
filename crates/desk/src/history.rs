//! Who changed what, and when.

use archive::Name;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;
use visit::Label;

use crate::{Desk, DeskError, DocumentRef, DocumentRefs, document_ref::with_name, opened::Kept};

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct HistoryEntry {
    /// In which document.
    pub document: DocumentRef,
    /// What was done; nothing where another program did it.
    pub label: Option<Label>,
    /// Whether it was an edit, or the taking back of one, or something of a newer version.
    #[ts(type = "\"edit\" | \"undo\" | \"redo\" | \"other\"")]
    pub made: archive::Made,
    /// By whom.
    pub author: String,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
}

impl Desk {
    /// Returns the history of some documents as one, the newest first. One that the library does not have yet has none.
    ///
    /// # Errors
    /// Where the library has no such visit, or a document is damaged.
    pub fn history(&self, documents: impl Into<DocumentRefs>) -> Result<Vec<HistoryEntry>, DeskError> {
        let documents = documents.into().0;
        let several = documents.len() > 1;
        let names = self.names();
        let mut all = Vec::new();
        for document in documents {
            let entries = with_name!(document.named()?, name => self.history_of(&name))?;
            all.extend(entries.into_iter().map(|entry| HistoryEntry {
                document: document.clone(),
                label: entry.label,
                made: entry.made,
                author: names.of(&entry.author),
                at: DateTime::from_timestamp_millis(entry.time).unwrap_or_default(),
            }));
        }
        if several {
            // What was made at one moment stays in the order of its document.
            all.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        }
        Ok(all)
    }

    fn history_of<N: Name<Document: Kept>>(&self, name: &N) -> Result<Vec<archive::HistoryEntry>, DeskError> {
        if N::Document::begin(name).is_some() {
            let there = self.with_document_there(name, |opened| Ok(opened.history.history()))?;
            return Ok(there.unwrap_or_default());
        }
        self.with_document(name, |opened| Ok(opened.history.history()))
    }
}
