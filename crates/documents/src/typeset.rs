//! From data to pages, and from pages to a PDF.

use std::any::Any;
use std::thread;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::{Complaints, DocumentError};
use crate::glyphs;
use crate::watch::{Step, Watch};
use crate::world::{Data, DocumentWorld};

/// Typst nests deeply, in debug builds more than the two mebibytes that a thread of a pool has.
const STACK_BYTES: usize = 64 << 20;

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file's bytes. The same data give the same bytes.
    pub pdf: Vec<u8>,
    /// What the file promises.
    pub standard: Standard,
    /// The characters that the bundled fonts cannot show, each once. They stand as empty frames on the page. A file
    /// with such characters may not promise anything, so that the standard is then [`Standard::Plain`].
    pub missing: Vec<char>,
    /// How many pages there are, at least one.
    pub pages: usize,
}

/// What a PDF promises to those who keep it and those who have it read to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) together: can be archived, and read with a screen reader.
    ArchivalAccessible,
    /// PDF 1.7 with the same tags and no promise.
    Plain,
}

/// Runs `work` with a stack that Typst cannot exhaust, turns a panic of the typesetter into an error, and lets go of
/// what Typst remembered: it would otherwise keep every document it ever made.
pub(crate) fn with_typesetter<T: Send>(
    work: impl FnOnce() -> Result<T, DocumentError> + Send,
) -> Result<T, DocumentError> {
    let result = thread::scope(|scope| {
        let worker = thread::Builder::new()
            .name("typesetter".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)
            .map_err(|error| DocumentError::Stopped(error.to_string()))?;
        worker
            .join()
            .map_err(|panic| DocumentError::Stopped(words_of(panic.as_ref())))?
    });
    typst::comemo::evict(0);
    result
}

/// Lays out the pages of the document whose template is called `template`.
pub(crate) fn pages(template: &str, data: Data, watch: &dyn Watch) -> Result<PagedDocument, DocumentError> {
    let world = DocumentWorld::new(template, data, watch)?;
    let result = typst::compile::<PagedDocument>(&world).output;
    if world.was_cancelled() || watch.cancelled() {
        return Err(DocumentError::Cancelled);
    }
    result.map_err(|complaints| DocumentError::Typesetting(complain(&complaints)))
}

/// Writes pages as a PDF, to the full standard if the characters allow it.
///
/// `identity` is what the file's identifier is made from, `as_of` its date.
pub(crate) fn write(
    document: &PagedDocument,
    identity: &str,
    as_of: DateTime<FixedOffset>,
    watch: &dyn Watch,
) -> Result<Rendered, DocumentError> {
    watch.step(Step::Writing);
    let missing = glyphs::missing(document);
    let pages = document.pages().len();
    let full = if missing.is_empty() {
        PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .ok()
            .and_then(|standards| typst_pdf::pdf(document, &options(identity, as_of, standards)).ok())
    } else {
        None
    };
    if watch.cancelled() {
        return Err(DocumentError::Cancelled);
    }
    // Scripts that are written from right to left, and signs of private use, can break a promise without a sign missing.
    let (pdf, standard) = match full {
        Some(pdf) => (pdf, Standard::ArchivalAccessible),
        None => {
            let plain = options(identity, as_of, PdfStandards::default());
            let pdf = typst_pdf::pdf(document, &plain)
                .map_err(|complaints| DocumentError::Typesetting(complain(&complaints)))?;
            (pdf, Standard::Plain)
        }
    };
    Ok(Rendered {
        pdf,
        standard,
        missing,
        pages,
    })
}

fn options(identity: &str, as_of: DateTime<FixedOffset>, standards: PdfStandards) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(Some("Chancery".to_owned())),
        timestamp: timestamp(as_of),
        standards,
        ..PdfOptions::default()
    }
}

fn timestamp(as_of: DateTime<FixedOffset>) -> Option<Timestamp> {
    let small = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        as_of.year(),
        small(as_of.month())?,
        small(as_of.day())?,
        small(as_of.hour())?,
        small(as_of.minute())?,
        small(as_of.second())?,
    )?;
    Timestamp::new_local(datetime, as_of.offset().local_minus_utc() / 60)
}

fn complain(complaints: &[SourceDiagnostic]) -> Complaints {
    Complaints(
        complaints
            .iter()
            .map(|complaint| complaint.message.to_string())
            .collect(),
    )
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason was given".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_typesetter_becomes_an_error() {
        let result: Result<(), _> = with_typesetter(|| panic!("an index was out of bounds"));
        assert_eq!(
            result,
            Err(DocumentError::Stopped("an index was out of bounds".into()))
        );
    }
}
