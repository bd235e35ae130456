//! The world around the desk: the real clock, real chance, and the window's own dialogs.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use desk::{Author, AuthorName, ExportFormat, Host, JobProgress};
use tauri::{AppHandle, Emitter as _, Manager as _, Runtime};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};

use crate::automation::Automation;

/// The event that carries a [`JobProgress`] to the screen.
const PROGRESS_EVENT: &str = "progress";

/// The desk's host in the desktop application.
pub(crate) struct WindowHost<R: Runtime> {
    app: AppHandle<R>,
    /// Who answers the dialogs in place of a person, in the end-to-end test.
    automation: Option<Automation>,
    /// Who is at work.
    author: Author,
}

impl<R: Runtime> WindowHost<R> {
    /// Returns the host of this application.
    pub(crate) fn new(app: AppHandle<R>) -> Self {
        Self {
            app,
            automation: Automation::from_environment(),
            author: author(),
        }
    }

    /// Returns a file dialog in front of the window.
    fn dialog(&self, title: &str) -> FileDialogBuilder<R> {
        let dialog = self.app.dialog().file().set_title(title);
        match self.app.get_webview_window(crate::MAIN_WINDOW) {
            Some(main) => dialog.set_parent(&main),
            None => dialog,
        }
    }

    fn choose_file_to_save(
        &self,
        title: &str,
        suggested: &str,
        kind: &str,
        extension: &str,
    ) -> Option<PathBuf> {
        if let Some(automation) = &self.automation {
            return automation.save(suggested);
        }
        let chosen = self
            .dialog(title)
            .set_file_name(suggested)
            .add_filter(kind, &[extension])
            .blocking_save_file()?
            .into_path()
            .ok()?;
        // Not every desktop adds what its own filter says.
        Some(if chosen.extension().is_none() {
            chosen.with_extension(extension)
        } else {
            chosen
        })
    }
}

/// Returns who is at work: who `CHANCERY_AUTHOR` says, beside the account, or the account alone.
fn author() -> Author {
    let named = std::env::var("CHANCERY_AUTHOR").ok();
    let name = AuthorName::of(named.as_deref()).or_else(|error| {
        eprintln!("The environment's CHANCERY_AUTHOR {error}; the history keeps the name of the account.");
        AuthorName::of(None)
    });
    let folder = desk::person_folder();
    name.map_or(Author::UNKNOWN, |name| name.author(folder.as_deref(), random()))
}

#[expect(clippy::disallowed_methods, reason = "this is where the real clock comes in")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Returns 16 bytes that nobody has ever had.
fn random() -> [u8; 16] {
    /// Counts the times that chance failed.
    static FAILURES: AtomicU32 = AtomicU32::new(0);
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // Without chance there is still no moment that comes twice to one process.
        let moment = now().timestamp_nanos_opt().unwrap_or_default().to_be_bytes();
        let process = std::process::id().to_be_bytes();
        let failure = FAILURES.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let sources = moment.into_iter().chain(process).chain(failure);
        bytes
            .iter_mut()
            .zip(sources)
            .for_each(|(byte, source)| *byte = source);
    }
    bytes
}

impl<R: Runtime> Host for WindowHost<R> {
    fn now(&self) -> DateTime<Utc> {
        now()
    }

    fn random(&self) -> [u8; 16] {
        random()
    }

    fn author(&self) -> Author {
        self.author.clone()
    }

    fn report(&self, progress: JobProgress) {
        if let Err(error) = self.app.emit(PROGRESS_EVENT, progress) {
            eprintln!("The screen could not be told how far the work is: {error}");
        }
    }

    fn choose_file_to_import(&self) -> Option<PathBuf> {
        if let Some(automation) = &self.automation {
            return automation.open();
        }
        self.dialog("Import a visit or a calendar")
            .add_filter("Visits and calendars", &["json", "ics"])
            .add_filter("All files", &["*"])
            .blocking_pick_file()?
            .into_path()
            .ok()
    }

    fn choose_file_to_write(&self, suggested: &str, format: ExportFormat) -> Option<PathBuf> {
        let (title, kind) = match format {
            ExportFormat::Pdf => ("Export the programme as PDF", "PDF"),
            ExportFormat::Ics => ("Export the programme as iCalendar", "iCalendar"),
            ExportFormat::Json => ("Export the visit", "Visit"),
        };
        self.choose_file_to_save(title, suggested, kind, format.extension())
    }

    fn choose_rescue(&self, suggested: &str) -> Option<PathBuf> {
        if let Some(automation) = &self.automation {
            return automation.save(suggested);
        }
        self.dialog("Save what can be read into a new folder")
            .set_file_name(suggested)
            .blocking_save_file()?
            .into_path()
            .ok()
    }

    fn choose_backup(&self, suggested: &str) -> Option<PathBuf> {
        self.choose_file_to_save("Back up the library", suggested, "Library", "chancery")
    }
}
