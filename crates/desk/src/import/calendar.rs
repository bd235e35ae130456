//! Calendars in: any calendar, into a new visit or into one that is there.

use std::path::Path;

use serde_json::Value;
use visit::{Action, DatePhrase, Document as _, Edit, EntityKey, Facts, Lang, Party, Text, Visit, VisitId};

use super::{
    CalendarReport, ImportReport, Skipped, calendar_file::CalendarFile, clocks, entry::Entry, merge::Merging,
};
use crate::{Desk, DeskError, Job, JobStep, ListedVisit};

impl Desk {
    /// Imports a calendar. In a visit that is there, entries that it has already are brought up to date.
    pub(super) fn import_calendar(
        &self,
        path: &Path,
        bytes: &[u8],
        into: Option<&VisitId>,
        job: &Job,
    ) -> Result<ImportReport, DeskError> {
        let language = match into {
            Some(id) => self.peek(id, |visit| visit.facts.languages.first().cloned())?,
            None => None,
        };
        let language = language.unwrap_or_else(|| Lang::from("en"));
        let imported = ical::read(bytes, &language).map_err(|error| DeskError::Calendar {
            path: path.to_owned(),
            error,
        })?;
        job.go_on()?;
        let count = imported.events.len() + imported.tasks.len();
        job.report(JobStep::Adding, 0, u64::try_from(count).ok());
        let skipped = imported.report.into_iter().map(|line| Skipped {
            line: Some(line.line),
            outcome: line.outcome,
            what: line.what,
            why: line.why,
        });
        let zone = clocks::zone_of(imported.zone, &imported.events);
        let unplaced = clocks::is_unplaced(zone.as_ref(), &imported.events);
        let name = imported.name.filter(|name| !name.trim().is_empty());
        let mut file = CalendarFile {
            is_named: name.is_some(),
            title: name.unwrap_or_else(|| file_title(path)),
            is_message: matches!(
                imported.method.as_deref(),
                Some(method) if method != "PUBLISH"
            ),
            language,
            contents: imported.contents,
            dates: imported.dates,
            entries: Entry::all(imported.events, imported.tasks),
            skipped: skipped.collect(),
        };
        let (summary, calendar) = match into {
            Some(id) => self.bring_up_to_date(id, &mut file, job)?,
            None => self.visit_of_calendar(&mut file, zone, job)?,
        };
        if into.is_none() && unplaced {
            file.skipped.insert(0, clocks::unplaced());
        }
        Ok(ImportReport {
            visit: summary.summary.id.clone(),
            summary,
            taken: calendar.new.len() + calendar.changed.len(),
            visits: Vec::new(),
            parts: Vec::new(),
            calendar: Some(calendar),
            skipped: file.skipped,
        })
    }

    /// Brings a visit up to what a calendar says, as one step that can be undone.
    fn bring_up_to_date(
        &self,
        id: &VisitId,
        file: &mut CalendarFile,
        job: &Job,
    ) -> Result<(ListedVisit, CalendarReport), DeskError> {
        let mut calendar = CalendarReport::default();
        let answer = self.edit_as_it_is(id, &Action::Import, |visit| {
            let (edits, report) = Merging::new(self, visit, file).merge(file);
            calendar = report;
            job.go_on()?;
            Ok((!edits.is_empty()).then_some(Edit::Several { edits }))
        })?;
        Ok((answer, calendar))
    }

    /// Makes a visit of a calendar.
    fn visit_of_calendar(
        &self,
        file: &mut CalendarFile,
        zone: Option<visit::Zone>,
        job: &Job,
    ) -> Result<(ListedVisit, CalendarReport), DeskError> {
        let elsewhere = self.visit_with(&file.entries, job)?;
        let facts = Facts {
            title: Text::new(file.language.as_str(), &file.title),
            languages: vec![file.language.clone()],
            host: Party {
                zone,
                ..Party::default()
            },
            ..Facts::default()
        };
        let mut visit = Visit::new(VisitId(self.new_id()), facts);
        let (edits, mut calendar) = Merging::new(self, &visit, file).merge(file);
        calendar.elsewhere = elsewhere;
        for edit in edits {
            if let Edit::Add {
                kind,
                id: Some(id),
                value,
            } = edit
            {
                visit.put_value(&EntityKey::new(kind, &id), Value::Object(value))?;
            }
        }
        visit.facts.dates = match file.dates.take() {
            Some(announced) => Some(DatePhrase::new(&announced.0)),
            None => visit.days().map(|(first, last)| {
                DatePhrase::new(&if first == last {
                    first.to_string()
                } else {
                    format!("{first}/{last}")
                })
            }),
        };
        job.go_on()?;
        Ok((self.add_visit(&visit, Action::Import)?, calendar))
    }

    /// Finds the first visit that is not in the trash and has an entry of a calendar already.
    fn visit_with(&self, entries: &[Entry], job: &Job) -> Result<Option<ListedVisit>, DeskError> {
        let uids = entries.iter().map(|entry| entry.key.uid.as_str()).collect();
        let mut visits = self.visits()?;
        visits.retain(|listed| !listed.trashed && !listed.damaged);
        let total = u64::try_from(visits.len()).ok();
        for (done, listed) in (0..).zip(visits) {
            job.go_on()?;
            job.report(JobStep::Checking, done, total);
            // A visit that cannot be read says so when it is opened; it does not keep a calendar out.
            let has = self.peek(&listed.summary.id, |visit| super::merge::has_any(visit, &uids));
            if has.unwrap_or(false) {
                return Ok(Some(listed));
            }
        }
        Ok(None)
    }
}

fn file_title(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().trim().to_owned());
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "Imported calendar".to_owned())
}
