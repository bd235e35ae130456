//! The visits of the library: list, create, duplicate, trash.

use archive::DocumentId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use visit::{
    Action, DatePhrase, Document as _, Facts, Kind, Label, Lang, Party, Side, Text, Visit, VisitId,
    VisitSummary,
};

use crate::{Desk, DeskError, locked, titles::folded};

/// A visit in the list of the library.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ListedVisit {
    /// What the list shows of it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub summary: VisitSummary,
    /// Whether it lies in the trash.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub trashed: bool,
    /// Whether it is damaged and cannot be opened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub damaged: bool,
}

impl From<archive::VisitEntry> for ListedVisit {
    fn from(entry: archive::VisitEntry) -> Self {
        Self {
            summary: entry.summary,
            trashed: entry.trashed.is_some(),
            damaged: entry.damaged,
        }
    }
}

/// What a new visit needs: a title, the rest where it is known.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[ts(optional_fields)]
pub struct NewVisit {
    /// The title.
    pub title: Text,
    /// The visiting side.
    #[serde(default)]
    pub guest: Party,
    /// The receiving side.
    #[serde(default)]
    pub host: Party,
    /// The dates.
    #[serde(default)]
    pub dates: Option<DatePhrase>,
    /// On which side the users are.
    #[serde(default)]
    pub own_side: Option<Side>,
}

impl Desk {
    /// Returns every visit of the library, those in the trash too.
    ///
    /// # Errors
    /// What the disk says.
    pub fn visits(&self) -> Result<Vec<ListedVisit>, DeskError> {
        let listed = self.library().list::<Visit>()?;
        let damaged = locked(&self.damaged);
        let entry = |entry: archive::VisitEntry| ListedVisit {
            damaged: entry.damaged || damaged.iter().any(|damaged| damaged.name == entry.id),
            ..ListedVisit::from(entry)
        };
        Ok(listed.into_iter().map(entry).collect())
    }

    /// Finds a visit by its id, by its title without regard to case, or by the start of its id. One in the trash answers
    /// to its whole id only.
    ///
    /// # Errors
    /// [`DeskError::NoSuchVisit`] or [`DeskError::AmbiguousVisit`].
    pub fn find_visit(&self, name: &str) -> Result<VisitId, DeskError> {
        let visits = self.visits()?;
        if let Some(exact) = visits.iter().find(|visit| visit.summary.id.as_str() == name) {
            return Ok(exact.summary.id.clone());
        }
        let wanted = folded(name);
        if wanted.is_empty() {
            return Err(DeskError::NoSuchVisit(name.to_owned()));
        }
        // The nearest kind of match decides, so that a title can be told from one that differs in case.
        let matches: [&dyn Fn(&VisitSummary) -> bool; 3] = [
            &|visit| visit.title.0.values().any(|title| title == name),
            &|visit| visit.title.0.values().any(|title| folded(title) == wanted),
            &|visit| visit.id.as_str().starts_with(name),
        ];
        for matched in matches {
            let living = visits.iter().filter(|visit| !visit.trashed);
            let found = living.map(|visit| &visit.summary).filter(|visit| matched(visit));
            let ids: Vec<VisitId> = found.map(|visit| visit.id.clone()).collect();
            match ids.as_slice() {
                [] => {}
                [id] => return Ok(id.clone()),
                _ => {
                    return Err(DeskError::AmbiguousVisit {
                        name: name.to_owned(),
                        ids,
                    });
                }
            }
        }
        Err(DeskError::NoSuchVisit(name.to_owned()))
    }

    /// Creates a visit.
    ///
    /// # Errors
    /// A refusal where it breaks a rule of the model, or what the disk says.
    pub fn create_visit(&self, request: NewVisit) -> Result<ListedVisit, DeskError> {
        let languages = request.title.0.keys().cloned().collect::<Vec<Lang>>();
        let facts = Facts {
            title: request.title,
            guest: request.guest,
            host: request.host,
            dates: request.dates,
            own_side: request.own_side,
            languages,
            ..Facts::default()
        };
        self.add_visit(&Visit::new(VisitId(self.new_id()), facts), Action::Create)
    }

    /// Copies a visit under another title. The copy has a history of its own.
    ///
    /// # Errors
    /// Where the library has no such visit, or what the disk says.
    pub fn duplicate_visit(&self, id: &VisitId, title: Text) -> Result<ListedVisit, DeskError> {
        let mut copy = self.peek(id, Visit::clone)?;
        copy.id = VisitId(self.new_id());
        copy.facts.title = title;
        // A copy is another event to every calendar: its invitations start afresh under ids of their own.
        for engagement in copy.engagements.values_mut() {
            engagement.sequence = 0;
            engagement.calendar = None;
        }
        copy.editions.clear();
        self.add_visit(&copy, Action::Create)
    }

    /// Puts a visit into the trash, from which it can be restored.
    ///
    /// # Errors
    /// Where the library has no such visit, or what the disk says.
    pub fn trash_visit(&self, id: &VisitId) -> Result<(), DeskError> {
        let stamp = self.stamp();
        self.with_closed(id, || Ok(self.library().trash(id, &stamp)?))
    }

    /// Takes a visit out of the trash.
    ///
    /// # Errors
    /// Where the library has no such visit, or what the disk says.
    pub fn restore_visit(&self, id: &VisitId) -> Result<(), DeskError> {
        Ok(self.library().restore(id)?)
    }

    /// Puts a new visit into the library.
    pub(crate) fn add_visit(&self, visit: &Visit, action: Action) -> Result<ListedVisit, DeskError> {
        visit.validate()?;
        let mut visit = visit.clone();
        visit.settle();
        let label = Label {
            action,
            kind: Kind::Facts.into(),
            subject: visit.title_of(&visit::EntityKey::facts()),
        };
        let id = DocumentId(self.host.random());
        self.library().create(&visit, id, &self.stamp(), &label)?;
        Ok(ListedVisit {
            summary: visit.summary(),
            trashed: false,
            damaged: false,
        })
    }
}
