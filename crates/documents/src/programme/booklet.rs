//! Programmes as what is printed of them.

use visit::programme::Programme;
use visit::vocabulary::Vocabulary;

use crate::clean;
use crate::dates;
use crate::programme::sheet::{Booklet, Column, Keep, Part, Row, Sheet};
use crate::programme::{illustrative, people, row, title};

/// Turns programmes into what is printed of them.
pub(super) fn booklet<'a>(programmes: impl Iterator<Item = &'a Programme>) -> (Booklet, Vec<Part>) {
    let mut sheets = Vec::new();
    let mut parts = Vec::new();
    for programme in programmes {
        let (sheet, its_parts) = sheet(programme, parts.len());
        sheets.push(sheet);
        parts.extend(its_parts);
    }
    let all = |word: fn(&Sheet) -> String, between: &str| -> String {
        sheets.iter().map(word).collect::<Vec<_>>().join(between)
    };
    let booklet = Booklet {
        title: match sheets.as_slice() {
            [sheet] => sheet.title.clone(),
            _ => title::cut(&all(|sheet| sheet.title.clone(), "; "), 160),
        },
        lang: sheets
            .first()
            .map_or_else(|| "en".to_owned(), |sheet| sheet.lang.clone()),
        description: title::cut(
            &all(|sheet| format!("{}. {}", sheet.kicker, sheet.as_of), " "),
            400,
        ),
        programmes: sheets,
    };
    (booklet, parts)
}

fn sheet(programme: &Programme, first_part: usize) -> (Sheet, Vec<Part>) {
    let tag = programme.languages.first().map_or("en", |lang| lang.as_str());
    let labels = Vocabulary::of(tag);
    let title = title::title(labels, programme);
    let is_illustrative = title::engagements(programme).any(illustrative::is_shown);
    let parts = parts(labels, programme);
    let sheet = Sheet {
        lang: title::typst_language(tag),
        kicker: title::kicker(labels, programme),
        running_title: title::cut(&title, 56),
        title,
        subtitle: title::subtitle(labels, programme),
        marking: marking(programme),
        as_of: title::as_of(labels, programme),
        page_of: labels.page_of.to_owned(),
        foot: is_illustrative.then(|| labels.illustrative_short.replace("{sign}", illustrative::SIGN)),
        sides: people::sides_of_title(labels, &programme.principals),
        notes: title::notes(labels, programme, is_illustrative),
        columns: columns(labels, programme),
        first_part,
        parts: parts.len(),
        nothing: labels.nothing.to_owned(),
    };
    (sheet, parts)
}

/// The marking; it stands on every page, so that only as much of it is kept as two lines can hold.
fn marking(programme: &Programme) -> Option<String> {
    let marking = title::cut(&clean::line(programme.marking.as_deref()?), 160);
    Some(marking).filter(|marking| !marking.is_empty())
}

fn parts(labels: &Vocabulary, programme: &Programme) -> Vec<Part> {
    let days = programme.days.iter().map(|day| Part {
        heading: dates::heading(labels, day.date),
        note: None,
        timed: true,
        rows: day
            .engagements
            .iter()
            .map(|it| row::row(labels, Some(day.date), it))
            .collect(),
        long_words: false,
        keep: Keep::Breakable,
    });
    let undated = (!programme.undated.is_empty()).then(|| Part {
        heading: labels.undated.to_owned(),
        note: title::dates(labels, programme),
        timed: false,
        rows: programme
            .undated
            .iter()
            .map(|it| row::row(labels, None, it))
            .collect(),
        long_words: false,
        keep: Keep::Breakable,
    });
    let mut parts: Vec<Part> = days.chain(undated).collect();
    for part in &mut parts {
        part.long_words = row::have_long_word(&part.rows);
    }
    let many = parts.len() > MANY_PARTS;
    for part in parts.iter_mut().skip(1) {
        part.keep = keep(&part.rows, many);
    }
    parts
}

/// Above so many tables none is measured: such a programme is not read page by page.
const MANY_PARTS: usize = 20;

/// An estimate in millimetres decides, where it is clear. It may be wrong by half, for wide letters: a page has 243.
fn keep(rows: &[Row], many: bool) -> Keep {
    const HEADING: f64 = 28.0;
    const LINE: f64 = 4.2;
    const AROUND: f64 = 3.8;
    let lines: usize = rows.iter().map(|row| row.height).sum();
    let millimetres = HEADING + lines as f64 * LINE + rows.len() as f64 * AROUND;
    match millimetres {
        low if low <= 150.0 => Keep::Together,
        page if page <= 330.0 && !many => Keep::IfItFits,
        _ => Keep::Breakable,
    }
}

fn columns(labels: &Vocabulary, programme: &Programme) -> Vec<Column> {
    let names = &labels.columns;
    // The head of a table stands on every page of it: it must stay low, whatever a capital is called.
    let short = |name: &str| title::cut(&clean::line(name), 24);
    let mut clocks = vec![short(&programme.host.name)];
    clocks.extend(programme.home.as_ref().map(|home| short(&home.name)));
    clocks.retain(|clock| !clock.is_empty());
    [
        names.time,
        names.event,
        names.place,
        names.participants,
        names.remarks,
    ]
    .into_iter()
    .enumerate()
    .map(|(index, name)| Column {
        name: name.to_owned(),
        note: (index == 0 && !clocks.is_empty()).then(|| clocks.join(" / ")),
    })
    .collect()
}
