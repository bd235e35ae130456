//! The programme of a visit, or those of several.

mod booklet;
mod heights;
mod illustrative;
mod legs;
mod margins;
mod people;
mod row;
mod series;
mod settled;
mod sheet;
mod sources;
mod title;

use std::iter;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use typst::utils::hash128;
use typst_layout::PagedDocument;
use visit::programme::Programme;

use crate::error::{Complaints, DocumentError, MAX_ENGAGEMENTS_PRINTED};
use crate::pictures::{self, PagePictures, PictureOptions};
use crate::typeset::{self, Rendered};
use crate::watch::Watch;
use crate::world::Data;

use margins::Words;

/// The templates, among those that the world knows: what is between the margins, and what is in them.
const TEMPLATE: &str = "programme.typ";
const MARGINS: &str = "margins.typ";

/// Makes the PDF of a programme: A4, a table for each day, in the first of the programme's languages as far as the
/// printed words go (English, Russian, Japanese; others get English words around their own text).
///
/// It takes tens of milliseconds for a usual visit and seconds for thousands of engagements, on a thread of its own; the
/// caller waits. The same programme gives the same bytes.
///
/// # Errors
/// [`DocumentError::TooLong`] at once, where there are more than [`MAX_ENGAGEMENTS_PRINTED`] engagements, those of all programmes
/// together; [`DocumentError::Cancelled`] if the watcher said so; [`DocumentError::Typesetting`], [`DocumentError::Stopped`] if
/// the typesetter failed, which no programme is known to bring about.
///
/// # Examples
/// ```
/// use chrono::DateTime;
/// use visit::{
///     Visit,
///     audience::{CopyOptions, delegation_programme},
/// };
///
/// let visit = Visit::from_json(
///     r#"{
///         "id": "tokyo-2017",
///         "facts": {"title": {"en": "Visit to Tokyo"}},
///         "engagements": {"talks": {"title": {"en": "Talks"}, "when": {"kind": "day", "date": "2017-03-20"}}}
///     }"#,
/// )?;
/// let copy = CopyOptions {
///     languages: Vec::new(),
///     as_of: DateTime::UNIX_EPOCH,
/// };
/// let programme = delegation_programme(&visit, &copy);
/// let rendered = documents::programme_pdf(&programme, &documents::Unwatched)?;
///
/// assert!(rendered.pdf.starts_with(b"%PDF"));
/// assert!(rendered.missing.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn programme_pdf(programme: &Programme, watch: &dyn Watch) -> Result<Rendered, DocumentError> {
    programmes_pdf(programme, &[], watch)
}

/// Makes one PDF of the programmes of several visits, each as [`programme_pdf`] makes it: from a page of its own on, in its
/// own language, with its own marking and its pages counted for themselves.
///
/// # Errors
/// As [`programme_pdf`].
pub fn programmes_pdf(
    first: &Programme,
    others: &[Programme],
    watch: &dyn Watch,
) -> Result<Rendered, DocumentError> {
    let input = Input::of(first, others)?;
    let identity = format!(
        "chancery-programme-{:032x}",
        hash128(&(&input.data.main, &input.data.parts))
    );
    typeset::with_typesetter(|| {
        let document = input.laid_out(watch)?;
        typeset::write(&document, &identity, dated(first), watch)
    })
}

/// Draws pages of a programme as PNG files, for the preview. They show what [`programme_pdf`] prints.
///
/// # Errors
/// As [`programme_pdf`], and [`DocumentError::Picture`] if a page cannot be drawn.
pub fn page_pictures(
    programme: &Programme,
    options: PictureOptions,
    watch: &dyn Watch,
) -> Result<PagePictures, DocumentError> {
    let input = Input::of(programme, &[])?;
    typeset::with_typesetter(|| pictures::draw(&input.laid_out(watch)?, options, watch))
}

/// All that is printed.
struct Input {
    data: Data,
    /// Of each table, whether it is to be measured.
    open: Vec<bool>,
    /// What may stand in the margins.
    words: Words,
}

impl Input {
    fn of(first: &Programme, others: &[Programme]) -> Result<Self, DocumentError> {
        let programmes = || iter::once(first).chain(others);
        let engagements = programmes().map(Programme::count).sum();
        if engagements > MAX_ENGAGEMENTS_PRINTED {
            return Err(DocumentError::TooLong(engagements));
        }
        let (booklet, parts) = booklet::booklet(programmes());
        Ok(Self {
            data: Data {
                main: written(&booklet)?,
                parts: parts.iter().map(written).collect::<Result<_, _>>()?,
                chosen: String::new(),
            },
            open: heights::open(&parts),
            words: Words::of(&booklet, &parts),
        })
    }

    /// Measures the tables, lays out the pages, and then what stands in their margins.
    fn laid_out(mut self, watch: &dyn Watch) -> Result<PagedDocument, DocumentError> {
        self.data.chosen = written(&heights::fitting(&self.data, &self.open, watch)?)?;
        let document = typeset::pages(TEMPLATE, self.data, watch)?;
        let margins = Data {
            main: written(&self.words.on(&document))?,
            ..Data::default()
        };
        let margins = typeset::pages(MARGINS, margins, watch)?;
        Ok(typeset::with_margins(&document, &margins))
    }
}

/// The JSON that a template reads.
fn written(data: &impl Serialize) -> Result<String, DocumentError> {
    serde_json::to_string(data)
        .map_err(|error| DocumentError::Typesetting(Complaints(vec![error.to_string()])))
}

/// As of when the programme is true, with the distance from Greenwich of the clock that says so.
fn dated(programme: &Programme) -> DateTime<FixedOffset> {
    let seconds = (programme.as_of_wall - programme.as_of.naive_utc()).num_seconds();
    let zone = i32::try_from(seconds).ok().and_then(FixedOffset::east_opt);
    match zone {
        Some(zone) => programme.as_of.with_timezone(&zone),
        None => programme.as_of.fixed_offset(),
    }
}
