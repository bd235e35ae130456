//! The programme out: as PDF, as iCalendar; and the visit as JSON.

mod options;

use std::{
    path::{Path, PathBuf},
    slice,
    sync::Arc,
};

use archive::ArchiveError;
use visit::{Document as _, Dossier, HouseId, Visit, VisitFile, VisitId};

use crate::{Desk, DeskError, ExportFormat, Job, JobStep, document_ref::HOUSE};

pub use options::ExportOptions;

/// A finished export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What its reader should know, as sentences.
    pub notes: Vec<String>,
}

impl Exported {
    fn of(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            notes: Vec::new(),
        }
    }

    /// Visits whole, which may have grown beyond what is read again.
    fn visits(bytes: Vec<u8>) -> Self {
        let note = format!(
            "The file has more than {} MiB, which is more than Chancery imports at once: export fewer visits at once.",
            visit::MAX_VISIT_BYTES >> 20
        );
        Self {
            notes: Vec::from_iter((bytes.len() > visit::MAX_VISIT_BYTES).then_some(note)),
            bytes,
        }
    }

    fn with(mut self, notes: Vec<String>) -> Self {
        self.notes.extend(notes);
        self
    }

    fn document(rendered: documents::Rendered) -> Self {
        let missing: String = rendered.missing.iter().collect();
        let note = format!(
            "The fonts have no picture for these characters: {missing}. They stand as empty frames, and the file is a plain \
             PDF without the promises of PDF/A and PDF/UA."
        );
        Self {
            bytes: rendered.pdf,
            notes: Vec::from_iter((!missing.is_empty()).then_some(note)),
        }
    }
}

impl Desk {
    /// Makes an export of a visit.
    ///
    /// # Errors
    /// Where the library has no such visit, where the document cannot be made, [`DeskError::NothingToWrite`] where a calendar
    /// would be empty, a refusal where nothing falls on the days that are asked for, or [`DeskError::Cancelled`].
    pub fn export(
        &self,
        id: &VisitId,
        format: ExportFormat,
        options: &ExportOptions,
        job: &Job,
    ) -> Result<Exported, DeskError> {
        job.go_on()?;
        if format == ExportFormat::Json {
            options::whole(options)?;
            let (file, notes) = self.visit_file(id)?;
            return Ok(Exported::visits(file.to_json().into_bytes()).with(notes));
        }
        let visit = self.peek(id, Visit::clone)?;
        self.make(&visit, format, options, job)
    }

    /// Returns a visit with what it refers to in the dossier of its countries and in the house, and what its reader should know of that.
    ///
    /// # Errors
    /// Where the library has no such visit, or what the disk says. A dossier that is damaged is none: the visit goes without it.
    pub fn visit_file(&self, id: &VisitId) -> Result<(VisitFile, Vec<String>), DeskError> {
        let visit = self.peek(id, Visit::clone)?;
        let mut notes = Vec::new();
        let countries = visit.facts.countries();
        let dossier = match countries.map(|countries| self.peek_there(&countries, Dossier::clone)) {
            // The visit is whole, and goes out without what cannot be read.
            Some(Err(DeskError::Archive(error @ ArchiveError::DocumentDamaged { .. }))) => {
                notes.push(format!(
                    "{error} What the visit refers to in it is not in the file."
                ));
                None
            }
            Some(read) => read?,
            None => None,
        };
        let house = self.peek_there(&HouseId(HOUSE.to_owned()), visit::House::clone)?;
        Ok((VisitFile::of(visit, dossier.as_ref(), house.as_ref()), notes))
    }

    /// Makes one file of several visits: a PDF in which each programme begins on a page of its own, a calendar of all, or a
    /// list of all in JSON.
    ///
    /// # Errors
    /// As for [`Desk::export`]; [`DeskError::EmptyLibrary`] where there are none.
    pub fn export_several(
        &self,
        ids: &[VisitId],
        format: ExportFormat,
        options: &ExportOptions,
        job: &Job,
    ) -> Result<Exported, DeskError> {
        if format == ExportFormat::Json {
            options::whole(options)?;
            let (mut files, mut notes) = (Vec::with_capacity(ids.len()), Vec::new());
            for id in ids {
                job.go_on()?;
                let (file, said) = self.visit_file(id)?;
                files.push(file);
                notes.extend(said);
            }
            // A visit file holds nothing that JSON cannot.
            let mut bytes = serde_json::to_vec_pretty(&files).unwrap_or_default();
            bytes.push(b'\n');
            return Ok(Exported::visits(bytes).with(notes));
        }
        let mut visits = Vec::with_capacity(ids.len());
        for id in ids {
            job.go_on()?;
            visits.push(self.peek(id, Visit::clone)?);
        }
        let (programmes, notes) = self.programmes(&visits, format, options)?;
        let (first, others) = programmes.split_first().ok_or(DeskError::EmptyLibrary)?;
        let exported = if format == ExportFormat::Pdf {
            Exported::document(documents::programmes_pdf(first, others, job)?)
        } else {
            Exported::of(ical::write_all("Chancery", &programmes)?.into_bytes())
        };
        Ok(exported.with(notes))
    }

    fn make(
        &self,
        visit: &Visit,
        format: ExportFormat,
        options: &ExportOptions,
        job: &Job,
    ) -> Result<Exported, DeskError> {
        let (programmes, notes) = self.programmes(slice::from_ref(visit), format, options)?;
        let programme = programmes.first().ok_or(DeskError::EmptyLibrary)?;
        let exported = if format == ExportFormat::Pdf {
            Exported::document(documents::programme_pdf(programme, job)?)
        } else {
            job.report(JobStep::Writing, 0, None);
            Exported::of(ical::write(programme)?.into_bytes())
        };
        Ok(exported.with(notes))
    }

    /// Exports a visit into a file.
    ///
    /// # Errors
    /// As for [`Desk::export`], or where the file cannot be written. An older file then stays as it was.
    pub fn export_to(
        &self,
        id: &VisitId,
        format: ExportFormat,
        options: &ExportOptions,
        path: &Path,
        job: &Job,
    ) -> Result<Vec<String>, DeskError> {
        self.allow_file(path)?;
        let exported = self.export(id, format, options, job)?;
        job.go_on()?;
        self.write_file(path, &exported.bytes, job)?;
        Ok(exported.notes)
    }

    /// Asks where to, and exports a visit there, beside the window. `None` where nobody chose a place.
    ///
    /// # Errors
    /// As for [`Desk::export_to`].
    pub async fn export_as_asked(
        self: &Arc<Self>,
        name: &str,
        id: VisitId,
        format: ExportFormat,
        options: ExportOptions,
    ) -> Result<Option<PathBuf>, DeskError> {
        self.in_background(name, move |desk, job| {
            let title = desk.peek(&id, |visit: &Visit| visit.title_of(&visit::EntityKey::facts()))?;
            let suggested = crate::file_name_from(&title, format.extension());
            let Some(path) = desk.host.choose_file_to_write(&suggested, format) else {
                return Ok(None);
            };
            desk.export_to(&id, format, &options, &path, job)?;
            Ok(Some(path))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::{Access, Host, JobProgress};

    #[derive(Default)]
    struct Silent(AtomicU64);

    impl Host for Silent {
        fn now(&self) -> chrono::DateTime<chrono::Utc> {
            chrono::DateTime::UNIX_EPOCH
        }

        fn random(&self) -> [u8; 16] {
            u128::from(self.0.fetch_add(1, Ordering::Relaxed)).to_be_bytes()
        }

        fn author(&self) -> crate::Author {
            crate::Author::new("officer", "Protocol officer")
        }

        fn report(&self, _: JobProgress) {}
    }

    #[test]
    fn an_export_and_an_import_keep_no_visit_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let host = Arc::new(Silent::default());
        let desk =
            Desk::open(&folder.path().join("library"), Access::Create, host.clone()).expect("a library");
        let job = desk.begin("job");
        let sample = desk.open_sample().expect("the sample").summary.id;
        let other = desk
            .duplicate_visit(&sample, visit::Text::new("en", "Other"))
            .expect("a copy");
        drop(desk);
        let desk = Desk::open(&folder.path().join("library"), Access::Write, host).expect("a library");
        let options = ExportOptions::default();
        let files = [ExportFormat::Json, ExportFormat::Ics].map(|format| {
            let path = folder.path().join(format!("visit.{}", format.extension()));
            desk.export_to(&sample, format, &options, &path, &job)
                .expect("exported");
            path
        });
        let ids = [sample, other.summary.id];
        desk.export_several(&ids, ExportFormat::Json, &options, &job)
            .expect("exported");
        for file in files {
            desk.import(&file, None, &job).expect("imported");
        }
        assert_eq!(desk.open.count(), 0);
    }
}
