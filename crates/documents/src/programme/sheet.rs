//! What the template of the programme prints: the input of `templates/programme.typ`, field by field. Every string is
//! cleaned and in its final words; the template only places them.

use serde::Serialize;

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

/// A side of the title block with its principals.
#[derive(Debug, Serialize)]
pub(super) struct SideOfTitle {
    pub(super) label: String,
    pub(super) principals: Vec<Principal>,
}

/// A principal: a person with an office, or an office alone.
#[derive(Debug, Serialize)]
pub(super) struct Principal {
    pub(super) name: Option<String>,
    pub(super) office: Option<String>,
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
