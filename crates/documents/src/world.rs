//! The world in which Typst works: our templates, our fonts, the data of one document, and nothing else. No files, no
//! network, no clock.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::error::{Complaints, DocumentError};
use crate::fonts;
use crate::watch::{Step, Watch};

/// The templates, by the names under which they import each other.
const TEMPLATES: [(&str, &str); 5] = [
    ("programme.typ", include_str!("../templates/programme.typ")),
    ("heights.typ", include_str!("../templates/heights.typ")),
    ("margins.typ", include_str!("../templates/margins.typ")),
    ("table.typ", include_str!("../templates/table.typ")),
    ("style.typ", include_str!("../templates/style.typ")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The data of a document as its template reads it. They are data to Typst, never markup: nothing that a person wrote
/// is read as a command.
#[derive(Debug, Clone, Default)]
pub(crate) struct Data {
    /// `data.json`: what the document holds besides its tables.
    pub(crate) main: String,
    /// `part-0.json`, `part-1.json`, ...: a table each. They are files of their own because a template reads a file
    /// when it lays out what is in it, which is when a watcher can be told and asked.
    pub(crate) parts: Vec<String>,
    /// `chosen.json`: of each table, whether it is among those that this template asks about.
    pub(crate) chosen: String,
}

/// How often Typst asks for a font until it is made to forget what it has remembered meanwhile, which is about 600 rows of a table.
/// A document without so many is not interrupted.
const ASKED_UNTIL_FORGOTTEN: usize = 20_000;

/// One document's world.
pub(crate) struct DocumentWorld<'a> {
    main: FileId,
    sources: Vec<Source>,
    data: Bytes,
    parts: Vec<Bytes>,
    chosen: Bytes,
    watch: &'a dyn Watch,
    cancelled: AtomicBool,
    asked: AtomicUsize,
    forget: SyncSender<()>,
}

impl<'a> DocumentWorld<'a> {
    /// Makes the world of the document whose template is called `template`. It says through `forget` when so much has been
    /// typeset that Typst should forget what it remembers of it.
    ///
    /// # Errors
    /// [`DocumentError::Typesetting`] if a template's name is not one that Typst takes.
    pub(crate) fn new(
        template: &str,
        data: Data,
        watch: &'a dyn Watch,
        forget: SyncSender<()>,
    ) -> Result<Self, DocumentError> {
        let sources = TEMPLATES
            .iter()
            .map(|(name, text)| Ok(Source::new(file_id(name)?, (*text).to_owned())))
            .collect::<Result<Vec<_>, DocumentError>>()?;
        Ok(Self {
            main: file_id(template)?,
            sources,
            data: Bytes::from_string(data.main),
            parts: data.parts.into_iter().map(Bytes::from_string).collect(),
            chosen: Bytes::from_string(data.chosen),
            watch,
            cancelled: AtomicBool::new(false),
            asked: AtomicUsize::new(0),
            forget,
        })
    }

    /// Whether the watcher stopped the work.
    pub(crate) fn was_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// The data of a table. Tells the watcher that the table begins, and fails if the document is no longer wanted,
    /// which ends the typesetting.
    fn part(&self, name: &str) -> FileResult<Bytes> {
        let index: Option<usize> = name
            .strip_prefix("part-")
            .and_then(|rest| rest.strip_suffix(".json")?.parse().ok());
        let found = index.and_then(|index| Some((index, self.parts.get(index)?)));
        let Some((index, data)) = found else {
            return Err(FileError::NotFound(name.into()));
        };
        if self.watch.cancelled() {
            self.cancelled.store(true, Ordering::Relaxed);
        }
        if self.was_cancelled() {
            return Err(FileError::Other(Some("no longer wanted".into())));
        }
        self.watch.step(Step::Typesetting {
            part: index + 1,
            parts: self.parts.len(),
        });
        Ok(data.clone())
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.iter().find(|source| source.id() == id);
        found
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.get().vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.get().vpath().get_without_slash() {
            "data.json" => Ok(self.data.clone()),
            "chosen.json" => Ok(self.chosen.clone()),
            name => self.part(name),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        // Whatever is typeset asks for fonts: their number tells how much was, also within a table of thousands of rows.
        let asked = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        if asked.is_multiple_of(ASKED_UNTIL_FORGOTTEN) {
            // Where it is still busy with the last time, or could not be started, nothing is lost but memory.
            let _ = self.forget.try_send(());
        }
        fonts::fonts().get(index).cloned()
    }

    /// There is no today: a document is dated by its data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The file of this name in Typst's own space of files.
fn file_id(name: &str) -> Result<FileId, DocumentError> {
    match VirtualPath::new(name) {
        Ok(path) => Ok(RootedPath::new(VirtualRoot::Project, path).intern()),
        Err(_) => Err(DocumentError::Typesetting(Complaints(vec![format!(
            "{name} is no name of a template"
        )]))),
    }
}
