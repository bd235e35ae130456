//! From data to pages, and from pages to a PDF.

use std::any::Any;
use std::sync::mpsc;
use std::thread;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::model::Document as _;
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
///
/// While it does, Typst is made to forget time and again: it remembers every cell and every paragraph in case that it has to lay
/// out the same once more, which for thousands of rows takes several times the memory of the pages. Where it then does, it works
/// anew, and comes to the same. To forget is the matter of another thread, because Typst asks for fonts also where it holds
/// what it remembers.
pub(crate) fn pages(template: &str, data: Data, watch: &dyn Watch) -> Result<PagedDocument, DocumentError> {
    let (forget, told) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        // Without the thread more memory is taken, and nothing else is different.
        let _ = thread::Builder::new()
            .name("forgetter".to_owned())
            .spawn_scoped(scope, move || {
                for () in told {
                    typst::comemo::evict(0);
                }
            });
        let world = DocumentWorld::new(template, data, watch, forget)?;
        let result = typst::compile::<PagedDocument>(&world).output;
        if world.was_cancelled() || watch.cancelled() {
            return Err(DocumentError::Cancelled);
        }
        result.map_err(|complaints| DocumentError::Typesetting(complain(&complaints)))
    })
}

/// Puts what stands on `margins` round what stands on the pages of `document`, page by page: what is in the upper half before it,
/// the rest after it, as Typst itself orders heads and feet.
pub(crate) fn with_margins(document: &PagedDocument, margins: &PagedDocument) -> PagedDocument {
    let pages = document.pages().iter().enumerate().map(|(index, page)| {
        let mut page = page.clone();
        if let Some(around) = margins.pages().get(index) {
            let middle = around.frame.height() / 2.0;
            let (heads, feet): (Vec<_>, Vec<_>) =
                around.frame.items().cloned().partition(|(at, _)| at.y < middle);
            page.frame.prepend_multiple(heads);
            page.frame.push_multiple(feet);
        }
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
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
    // Nothing is laid out any more, and to write takes memory of its own.
    typst::comemo::evict(0);
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
    use std::collections::HashSet;

    use typst::introspection::{Location, Tag};
    use typst::layout::{Frame, FrameItem};

    use super::*;

    /// A document of two programmes without engagements, with heads and feet.
    fn with_heads_and_feet() -> PagedDocument {
        let programme = r#"{"lang":"en","kicker":"K","title":"T","running_title":"T","subtitle":[],"marking":"M","as_of":"A",
            "foot":"F","page_of":"","sides":[],"notes":["N"],"columns":[],"first_part":0,"parts":0,"nothing":"N"}"#;
        let main = format!(
            r#"{{"title":"T","lang":"en","description":"D","programmes":[{programme},{programme}]}}"#
        );
        let page = r#"{"programme":0,"first":false,"page_of":"1 / 2","day":"Monday"}"#;
        let margins = format!(r#"{{"programmes":[{programme}],"pages":[{page},{page}]}}"#);
        let [document, margins] =
            [("programme.typ", main), ("margins.typ", margins)].map(|(template, main)| {
                let data = Data {
                    main,
                    parts: Vec::new(),
                    chosen: "[]".into(),
                };
                pages(template, data, &crate::Unwatched).expect("pages")
            });
        with_margins(&document, &margins)
    }

    #[test]
    fn nothing_in_the_margins_is_taken_for_something_between_them() {
        fn collect(frame: &Frame, found: &mut Vec<Option<Location>>) {
            for (_, item) in frame.items() {
                match item {
                    FrameItem::Group(group) => collect(&group.frame, found),
                    FrameItem::Tag(Tag::Start(element, _)) => found.push(element.location()),
                    _ => {}
                }
            }
        }
        let document = with_typesetter(|| Ok(with_heads_and_feet())).expect("a document");
        let mut found = Vec::new();
        for page in document.pages() {
            collect(&page.frame, &mut found);
        }
        // The tags of the PDF go by the locations, and the two layouts give them without knowing of each other.
        let different: HashSet<_> = found.iter().collect();
        assert!(found.len() > 20, "{}", found.len());
        assert_eq!(different.len(), found.len());
    }

    #[test]
    fn a_panic_of_the_typesetter_becomes_an_error() {
        let result: Result<(), _> = with_typesetter(|| panic!("an index was out of bounds"));
        assert_eq!(
            result,
            Err(DocumentError::Stopped("an index was out of bounds".into()))
        );
    }
}
