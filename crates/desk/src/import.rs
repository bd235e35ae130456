//! Files in: a visit as JSON, or any calendar, into a new visit or into one that is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use visit::{
    Action, DatePhrase, Edit, EngagementId, Facts, Kind, Lang, OrderKey, Party, Refusal, TaskId, Text, Venue,
    VenueId, Visit, VisitId,
};

use crate::{Desk, DeskError, Job, JobStep, ListedVisit, files};

/// Something in a file that was not taken, or not as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields)]
pub struct Skipped {
    /// The line of the file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What became of it.
    #[ts(type = "\"skipped\" | \"altered\" | \"noted\"")]
    pub outcome: ical::Outcome,
    /// What it is about.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ImportReport {
    /// The visit that has it now; the first, where the file holds several.
    pub visit: VisitId,
    /// The visit in the list of the library.
    pub summary: ListedVisit,
    /// How many engagements and tasks were taken, or how many whole visits.
    pub taken: usize,
    /// What was not taken, or not as it stands in the file, line by line.
    pub skipped: Vec<Skipped>,
}

impl Desk {
    /// Imports a file, into a new visit or into one that is there.
    ///
    /// # Errors
    /// Where the file cannot be read, holds neither a visit nor a calendar, or breaks a rule of the model; or what the
    /// disk says. Nothing is taken then.
    pub fn import(&self, path: &Path, into: Option<&VisitId>, job: &Job) -> Result<ImportReport, DeskError> {
        job.report(JobStep::Reading, 0, None);
        let bytes = files::read(path)?;
        job.go_on()?;
        if looks_like_json(&bytes) {
            return self.import_visits(path, &bytes, into);
        }
        self.import_calendar(path, &bytes, into, job)
    }

    /// Asks for a file where none is given, and imports it beside the window. `None` where nobody chose one.
    ///
    /// # Errors
    /// As for [`Desk::import`].
    pub async fn import_as_asked(
        self: &Arc<Self>,
        name: &str,
        path: Option<PathBuf>,
        into: Option<VisitId>,
    ) -> Result<Option<ImportReport>, DeskError> {
        self.in_background(name, move |desk, job| {
            let Some(path) = path.or_else(|| desk.host.choose_file_to_import()) else {
                return Ok(None);
            };
            desk.import(&path, into.as_ref(), job).map(Some)
        })
        .await
    }

    /// Imports the visit, or the list of visits, that a file holds: all of them, or none.
    fn import_visits(
        &self,
        path: &Path,
        bytes: &[u8],
        into: Option<&VisitId>,
    ) -> Result<ImportReport, DeskError> {
        if into.is_some() {
            return Err(DeskError::VisitIntoVisit {
                path: path.to_owned(),
            });
        }
        let visits = visits_in(bytes).map_err(|refusal| DeskError::NotAVisit {
            path: path.to_owned(),
            refusal,
        })?;
        let mut skipped = Vec::new();
        let mut summaries = Vec::new();
        let mut known: BTreeSet<VisitId> = self
            .visits()?
            .into_iter()
            .map(|listed| listed.summary.id)
            .collect();
        let taken = visits.len();
        for mut visit in visits {
            if !known.insert(visit.id.clone()) {
                // The library has this visit; what is imported becomes a copy beside it, so that nothing is overwritten.
                skipped.push(Skipped {
                    line: None,
                    outcome: ical::Outcome::Altered,
                    what: "id".to_owned(),
                    why: format!(
                        "The library already has a visit '{}'; the file was imported as another one.",
                        visit.id
                    ),
                });
                visit.id = VisitId(self.new_id());
            }
            summaries.push(self.add_visit(&visit, Action::Import)?);
        }
        let summary = summaries.into_iter().next().ok_or_else(|| DeskError::NoVisits {
            path: path.to_owned(),
        })?;
        Ok(ImportReport {
            visit: summary.summary.id.clone(),
            summary,
            taken,
            skipped,
        })
    }

    fn import_calendar(
        &self,
        path: &Path,
        bytes: &[u8],
        into: Option<&VisitId>,
        job: &Job,
    ) -> Result<ImportReport, DeskError> {
        let existing = match into {
            Some(id) => Some(self.visit_now(id)?),
            None => None,
        };
        let language = existing
            .as_ref()
            .and_then(|visit| visit.facts.languages.first().cloned())
            .unwrap_or_else(|| Lang::from("en"));
        let imported = ical::read(bytes, &language).map_err(|error| DeskError::Calendar {
            path: path.to_owned(),
            error,
        })?;
        job.go_on()?;
        let taken = imported.events.len() + imported.tasks.len();
        job.report(JobStep::Adding, 0, u64::try_from(taken).ok());
        let skipped = imported.report.iter().map(|line| Skipped {
            line: Some(line.line),
            outcome: line.outcome,
            what: line.what.clone(),
            why: line.why.clone(),
        });
        let skipped = skipped.collect();
        let name = imported.name.clone();
        let zone = imported.zone.clone();
        if let Some(visit) = existing {
            let edits = self.edits(&visit, imported, &language)?;
            job.go_on()?;
            let answer = self.edit_together(&visit.id, Action::Import, edits)?;
            return Ok(ImportReport {
                visit: visit.id,
                summary: answer.summary,
                taken,
                skipped,
            });
        }
        let title = name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| file_title(path));
        let facts = Facts {
            title: Text::new(language.as_str(), &title),
            languages: vec![language.clone()],
            host: Party {
                zone,
                ..Party::default()
            },
            ..Facts::default()
        };
        let mut visit = Visit::new(VisitId(self.new_id()), facts);
        let edits = self.edits(&visit, imported, &language)?;
        for edit in &edits {
            if let Edit::Add {
                kind,
                id: Some(id),
                value,
            } = edit
            {
                visit.put_value(&visit::EntityKey::new(*kind, id), Value::Object(value.clone()))?;
            }
        }
        visit.facts.dates = visit.days().map(|(first, last)| {
            DatePhrase::new(&if first == last {
                first.to_string()
            } else {
                format!("{first}/{last}")
            })
        });
        job.go_on()?;
        let summary = self.add_visit(&visit, Action::Import)?;
        Ok(ImportReport {
            visit: visit.id,
            summary,
            taken,
            skipped,
        })
    }

    /// Turns what a calendar holds into edits: a venue for each new place, the engagements, the tasks.
    fn edits(
        &self,
        visit: &Visit,
        imported: ical::Imported,
        language: &Lang,
    ) -> Result<Vec<Edit>, DeskError> {
        let mut edits = Vec::new();
        let mut venues: BTreeMap<String, VenueId> = BTreeMap::new();
        for (id, venue) in visit.venues.iter().filter(|(_, venue)| !venue.removed) {
            for name in venue.name.0.values() {
                venues.entry(name.clone()).or_insert_with(|| id.clone());
            }
        }
        let last = visit.engagements.values().map(|it| it.order.clone()).max();
        let orders = OrderKey::spread(last.as_ref(), None, imported.events.len());
        for (event, order) in imported.events.into_iter().zip(orders) {
            let mut engagement = event.engagement;
            if let Some(location) = event.location.filter(|location| !location.trim().is_empty()) {
                let id = venues.entry(location.clone()).or_insert_with(|| {
                    let id = VenueId(self.new_id());
                    let venue = Venue {
                        name: Text::new(language.as_str(), &location),
                        ..Venue::default()
                    };
                    edits.extend(add(Kind::Venue, id.as_str(), &venue));
                    id
                });
                engagement.venue = Some(id.clone());
            }
            engagement.order = order;
            edits.extend(add(
                Kind::Engagement,
                EngagementId(self.new_id()).as_str(),
                &engagement,
            ));
        }
        for task in imported.tasks {
            edits.extend(add(Kind::Task, TaskId(self.new_id()).as_str(), &task.task));
        }
        Ok(edits)
    }
}

/// Reads the visit, or the list of visits, in a JSON text.
fn visits_in(bytes: &[u8]) -> Result<Vec<Visit>, Refusal> {
    let text = String::from_utf8_lossy(bytes);
    let listed = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    let Ok(Value::Array(values)) = listed else {
        return Ok(vec![Visit::from_json(&text)?]);
    };
    let read = |(index, value): (usize, Value)| {
        let visit = Visit::from_value(value).and_then(|visit| visit.validate().map(|()| visit));
        visit.map_err(|refusal| refusal.under(&format!("/{index}")))
    };
    values.into_iter().enumerate().map(read).collect()
}

/// Makes the edit that adds an entity.
fn add(kind: Kind, id: &str, entity: &impl Serialize) -> Option<Edit> {
    match serde_json::to_value(entity) {
        Ok(Value::Object(value)) => Some(Edit::Add {
            kind,
            id: Some(id.to_owned()),
            value,
        }),
        _ => None,
    }
}

fn looks_like_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .iter()
        .find(|byte| !byte.is_ascii_whitespace())
        .is_some_and(|byte| matches!(byte, b'{' | b'['))
}

fn file_title(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().trim().to_owned());
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "Imported calendar".to_owned())
}
