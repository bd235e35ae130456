//! What the template of the programme prints: the input of `templates/programme.typ`, field by field. Every string is
//! cleaned and in its final words; the template only places them.

use serde::Serialize;
use visit::programme::Programme;

use crate::clean;
use crate::dates;
use crate::labels::Labels;
use crate::programme::people::{self, SideOfTitle};
use crate::programme::{illustrative, row, title};

/// `data.json`.
#[derive(Debug, Serialize)]
pub(super) struct Booklet {
    /// What the file is called; its readers show it in place of the file's name.
    pub(super) title: String,
    /// The language that the file says it is in: that of the first programme.
    pub(super) lang: String,
    /// What the file says of itself to a search.
    pub(super) description: String,
    pub(super) programmes: Vec<Sheet>,
}

/// One programme.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    /// The language of the programme, as Typst takes it.
    pub(super) lang: String,
    /// What stands small over the title.
    pub(super) kicker: String,
    pub(super) title: String,
    /// The title, cut to what a page's head can hold.
    pub(super) running_title: String,
    /// Dates, place, category and format, as far as they are known.
    pub(super) subtitle: Vec<String>,
    pub(super) marking: Option<String>,
    pub(super) as_of: String,
    /// `{page}` and `{pages}` are put in when the pages are laid out.
    pub(super) page_of: String,
    /// What stands at the foot of each page besides.
    pub(super) foot: Option<String>,
    pub(super) sides: Vec<SideOfTitle>,
    /// How the tables are to be read.
    pub(super) notes: Vec<String>,
    /// Time, event, place, participants, remarks and press.
    pub(super) columns: Vec<Column>,
    /// The number of its first table in the document, counted from 0.
    pub(super) first_part: usize,
    /// How many tables there are.
    pub(super) parts: usize,
    /// What is said where there is none.
    pub(super) nothing: String,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) note: Option<String>,
}

/// `part-N.json`: a day's table, or that of the engagements without a day.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) note: Option<String>,
    /// Whether there is a column of times.
    pub(super) timed: bool,
    pub(super) rows: Vec<Row>,
    /// Whether there is a word that may be too long for a column. To look for these while setting costs a tenth of the time.
    pub(super) long_words: bool,
    pub(super) keep: Keep,
}

/// Whether a table may be broken across pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Keep {
    /// It is low enough to be kept on a page whatever its letters are.
    Together,
    /// It may be as high as a page: to be measured.
    IfItFits,
    /// It is higher than a page, follows the title block on its page, or is one of many.
    Breakable,
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) movement: bool,
    pub(super) cancelled: bool,
    /// About how many lines its highest cell takes.
    #[serde(skip)]
    pub(super) height: usize,
    /// Whether it is so high that it may be broken across pages.
    pub(super) long: bool,
    pub(super) time: Time,
    /// Words in a frame after the title.
    pub(super) badges: Vec<String>,
    /// Lines below the title.
    pub(super) details: Vec<String>,
    /// The place, or from where to where.
    pub(super) route: Vec<String>,
    pub(super) address: Vec<String>,
    pub(super) people: Vec<Group>,
    pub(super) press: Option<String>,
    pub(super) remarks: Vec<String>,
}

/// The cell of a time.
#[derive(Debug, Default, Serialize)]
pub(super) struct Time {
    pub(super) host: Option<String>,
    /// The sign after the host's time that refers to a note.
    pub(super) sign: Option<String>,
    pub(super) home: Option<String>,
    pub(super) notes: Vec<String>,
}

/// Participants under a common label.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) label: String,
    pub(super) names: Vec<String>,
}

impl Booklet {
    /// Turns programmes into what is printed of them.
    pub(super) fn of<'a>(programmes: impl Iterator<Item = &'a Programme>) -> (Self, Vec<Part>) {
        let mut sheets = Vec::new();
        let mut parts = Vec::new();
        for programme in programmes {
            let (sheet, its_parts) = Sheet::of(programme, parts.len());
            sheets.push(sheet);
            parts.extend(its_parts);
        }
        let all = |word: fn(&Sheet) -> String, between: &str| -> String {
            sheets.iter().map(word).collect::<Vec<_>>().join(between)
        };
        let booklet = Self {
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
}

impl Sheet {
    fn of(programme: &Programme, first_part: usize) -> (Self, Vec<Part>) {
        let tag = programme.languages.first().map_or("en", |lang| lang.as_str());
        let labels = Labels::of(tag);
        let title = title::title(labels, programme);
        let is_illustrative = title::engagements(programme).any(illustrative::is_shown);
        let parts = parts(labels, programme);
        let sheet = Self {
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
}

/// The marking; it stands on every page, so that only as much of it is kept as two lines can hold.
fn marking(programme: &Programme) -> Option<String> {
    let marking = title::cut(&clean::line(programme.marking.as_deref()?), 160);
    Some(marking).filter(|marking| !marking.is_empty())
}

fn parts(labels: &Labels, programme: &Programme) -> Vec<Part> {
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

fn columns(labels: &Labels, programme: &Programme) -> Vec<Column> {
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
