//! The programme of a visit, or those of several.

mod people;
mod row;
mod series;
mod sheet;
mod title;

use std::iter;

use chrono::{DateTime, FixedOffset};
use typst::utils::hash128;
use visit::programme::Programme;

use crate::error::{Complaints, DocumentError, MAX_ENGAGEMENTS_PRINTED};
use crate::pictures::{self, PagePictures, PictureOptions};
use crate::typeset::{self, Rendered};
use crate::watch::Watch;
use crate::world::Data;

use sheet::Booklet;

/// The template, among those that the world knows.
const TEMPLATE: &str = "programme.typ";

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
    let data = data_of(first, others)?;
    let identity = format!("chancery-programme-{:032x}", hash128(&data));
    typeset::with_typesetter(|| {
        let document = typeset::pages(TEMPLATE, data, watch)?;
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
    let data = data_of(programme, &[])?;
    typeset::with_typesetter(|| pictures::draw(&typeset::pages(TEMPLATE, data, watch)?, options, watch))
}

fn data_of(first: &Programme, others: &[Programme]) -> Result<Data, DocumentError> {
    let programmes = || iter::once(first).chain(others);
    let engagements = programmes().map(Programme::count).sum();
    if engagements > MAX_ENGAGEMENTS_PRINTED {
        return Err(DocumentError::TooLong(engagements));
    }
    let (booklet, parts) = Booklet::of(programmes());
    let unwritable =
        |error: serde_json::Error| DocumentError::Typesetting(Complaints(vec![error.to_string()]));
    Ok(Data {
        main: serde_json::to_string(&booklet).map_err(unwritable)?,
        parts: parts
            .iter()
            .map(serde_json::to_string)
            .collect::<Result<_, _>>()
            .map_err(unwritable)?,
    })
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
