//! Calendars in: any calendar, into a new visit or into one that is there.

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;
use serde_json::Value;
use visit::{
    Action, DatePhrase, Edit, EngagementId, Facts, Kind, Lang, OrderKey, Party, TaskId, Text, Venue, VenueId,
    Visit, VisitId,
};

use super::{ImportReport, Skipped};
use crate::{Desk, DeskError, Job, JobStep};

impl Desk {
    pub(super) fn import_calendar(
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
                visits: Vec::new(),
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
            visits: Vec::new(),
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
        let orders = orders_after(
            visit.engagements.values().map(|it| &it.order),
            imported.events.len(),
        );
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
        let orders = orders_after(visit.tasks.values().map(|it| &it.order), imported.tasks.len());
        for (imported, order) in imported.tasks.into_iter().zip(orders) {
            let mut task = imported.task;
            task.order = order;
            edits.extend(add(Kind::Task, TaskId(self.new_id()).as_str(), &task));
        }
        Ok(edits)
    }
}

/// Returns so many order keys that stand after all of these, in the order of the file.
fn orders_after<'a>(taken: impl Iterator<Item = &'a OrderKey>, count: usize) -> Vec<OrderKey> {
    // Only a key from elsewhere can leave no room at the end; the new ones then stand in their own order among the rest.
    OrderKey::spread(taken.max(), None, count)
        .or_else(|| OrderKey::spread(None, None, count))
        .unwrap_or_default()
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

fn file_title(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().trim().to_owned());
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "Imported calendar".to_owned())
}
