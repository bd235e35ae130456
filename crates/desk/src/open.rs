//! Opening documents: what the screen learns of them.

use archive::{ArchiveError, DocumentName, Name, Step};
use serde::Serialize;
use ts_rs::TS;
use visit::{Countries, Document, Dossier, EntityKey, House, Label, Visit, VisitId};

use crate::{
    Desk, DeskError, DocumentRef, DocumentRefs, document_ref::with_name, editing::heads, opened::Kept,
    undo::Tops,
};

/// A document of any kind, whole.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "document", content = "value", rename_all = "snake_case")]
pub enum AnyDocument {
    /// A visit.
    Visit(Box<Visit>),
    /// A dossier.
    Dossier(Dossier),
    /// The house.
    House(House),
}

/// The present status of something whose status follows from a history and is stored nowhere: of a deliverable, of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Standing {
    /// Of what.
    pub key: EntityKey,
    /// The status, a value of the vocabulary of its kind.
    pub status: String,
}

/// A document as it is when it is opened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OpenedDocument {
    /// The document.
    pub content: AnyDocument,
    /// The present status of what has a history in it.
    pub standings: Vec<Standing>,
    /// What undo would take back.
    pub undo: Option<Label>,
    /// What redo would do again.
    pub redo: Option<Label>,
    /// Where its history ends: the state in which the screen says how it edits a text ([`visit::Edit::Text`]).
    pub heads: Vec<String>,
    /// What its user should know, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub warnings: Vec<String>,
}

/// A visit as it is when it is opened, with the dossier of its two countries.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OpenedVisit {
    /// The visit.
    pub visit: Visit,
    /// The present status of what has a history in it.
    pub standings: Vec<Standing>,
    /// Where its history ends: the state in which the screen says how it edits a text ([`visit::Edit::Text`]).
    pub heads: Vec<String>,
    /// The dossier of its two countries; nothing where one of them is not known.
    pub dossier: Option<OpenedDossier>,
    /// What undo would take back: what was done last in the visit or in its dossier.
    pub undo: Option<Label>,
    /// What redo would do again.
    pub redo: Option<Label>,
    /// What its user should know, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub warnings: Vec<String>,
}

/// The dossier of a visit. Where the library has none yet, it is empty, and the first edit makes it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OpenedDossier {
    /// The dossier.
    pub dossier: Dossier,
    /// The present status of what has a history in it.
    pub standings: Vec<Standing>,
    /// Where its history ends; nothing where it has none yet.
    pub heads: Vec<String>,
}

impl From<Visit> for AnyDocument {
    fn from(visit: Visit) -> Self {
        AnyDocument::Visit(Box::new(visit))
    }
}

impl From<Dossier> for AnyDocument {
    fn from(dossier: Dossier) -> Self {
        AnyDocument::Dossier(dossier)
    }
}

impl From<House> for AnyDocument {
    fn from(house: House) -> Self {
        AnyDocument::House(house)
    }
}

impl Desk {
    /// Opens a document, or gives its present state where it is open already. A dossier or a house that the library does not have yet is
    /// empty.
    ///
    /// # Errors
    /// Where the library has no such visit, or the document is damaged.
    pub fn open_document(&self, document: impl Into<DocumentRef>) -> Result<OpenedDocument, DeskError> {
        let document = document.into();
        let (content, standings, heads) = with_name!(document.named()?, name => {
            let (content, heads) = self.content(&name)?;
            let standings = standings(&content);
            (AnyDocument::from(content), standings, heads)
        });
        let (tops, warnings) = self.tops_told(&vec![document].into())?;
        Ok(OpenedDocument {
            content,
            standings,
            undo: tops.undo_label(),
            redo: tops.redo_label(),
            heads,
            warnings,
        })
    }

    /// Opens a visit with the dossier of its two countries, or gives their present state where they are open already.
    ///
    /// # Errors
    /// Where the library has no such visit, or it or its dossier is damaged.
    pub fn open_visit(&self, id: &VisitId) -> Result<OpenedVisit, DeskError> {
        let (visit, heads) = self.content(id)?;
        let countries = visit.facts.countries();
        let mut warnings = Vec::new();
        let dossier = countries
            .as_ref()
            .and_then(|countries| match self.content(countries) {
                Ok((dossier, heads)) => Some(OpenedDossier {
                    standings: standings(&dossier),
                    dossier,
                    heads,
                }),
                // The visit itself is whole: it opens, and what is damaged is told.
                Err(error) => {
                    warnings.push(error.to_string());
                    None
                }
            });
        let (tops, told) = self.tops_told(&around(id, countries.as_ref()))?;
        warnings.extend(told);
        Ok(OpenedVisit {
            undo: tops.undo_label(),
            redo: tops.redo_label(),
            standings: standings(&visit),
            visit,
            heads,
            dossier,
            warnings,
        })
    }

    /// Forgets what everybody can undo and redo in a visit and its dossier, where that is damaged. The documents and their histories stay as
    /// they are.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget_steps(&self, id: &VisitId) -> Result<OpenedVisit, DeskError> {
        let countries = self.peek(id, |visit| visit.facts.countries())?;
        for document in around(id, countries.as_ref()).0 {
            let name = DocumentName::from(&document);
            if self.steps_are_damaged(&name) {
                self.library().forget_steps(name)?;
            }
        }
        self.open_visit(id)
    }

    fn steps_are_damaged(&self, name: &DocumentName) -> bool {
        let author = self.host.author();
        let top: Result<Option<Step>, _> = self.library().undo_top(name.clone(), &author.person);
        matches!(top, Err(ArchiveError::StepsDamaged { .. }))
    }

    /// Returns a document with the heads of its history; an empty one without where the first edit will make it.
    fn content<N: Name<Document: Kept>>(&self, name: &N) -> Result<(N::Document, Vec<String>), DeskError> {
        let there = self.with_document_there(name, |opened| {
            Ok((opened.document.clone(), heads(&opened.history)))
        })?;
        match there.or_else(|| Some((N::Document::begin(name)?, Vec::new()))) {
            Some(content) => Ok(content),
            None => Err(ArchiveError::NoSuchDocument {
                document: name.into(),
            }
            .into()),
        }
    }

    /// Returns what can be undone and redone, and what is damaged of that, as sentences.
    fn tops_told(&self, documents: &DocumentRefs) -> Result<(Tops, Vec<String>), DeskError> {
        match self.tops(documents) {
            Ok(tops) => Ok((tops, Vec::new())),
            Err(DeskError::Archive(error @ ArchiveError::StepsDamaged { .. })) => {
                Ok((Tops::default(), vec![error.to_string()]))
            }
            Err(error) => Err(error),
        }
    }
}

fn standings(document: &impl Document) -> Vec<Standing> {
    let all = document.standings().into_iter();
    let standings = all.map(|(key, status)| Standing {
        key,
        status: status.to_owned(),
    });
    standings.collect()
}

/// The documents that are looked at with a visit.
pub(crate) fn around(id: &VisitId, countries: Option<&Countries>) -> DocumentRefs {
    let dossier = countries.map(DocumentRef::from);
    DocumentRefs([DocumentRef::from(id)].into_iter().chain(dossier).collect())
}
