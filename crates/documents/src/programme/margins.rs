//! Head and foot of the pages. They say which page of how many this is and which day goes on at its head, which is known only
//! when the pages are laid out. So they are set for themselves, once, and put round the pages. Typst could do both at a time, but
//! it would lay out everything twice, and keep all that it remembers of a long document for the second time.

use serde::Serialize;
use typst::foundations::{NativeElement, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst_layout::PagedDocument;

use crate::programme::sheet::{Booklet, Part, Sheet};

/// `data.json` of `templates/margins.typ`.
#[derive(Debug, Serialize)]
pub(super) struct Margins<'a> {
    programmes: &'a [Running],
    pages: Vec<Page<'a>>,
}

/// The words that are the same on each page of a programme.
#[derive(Debug, Serialize)]
struct Running {
    lang: String,
    running_title: String,
    marking: Option<String>,
    as_of: String,
    foot: Option<String>,
    #[serde(skip)]
    page_of: String,
}

/// What is said of one page.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Page<'a> {
    /// The programme that it belongs to, counted from 0.
    programme: usize,
    /// Whether it is the first of its programme.
    first: bool,
    page_of: String,
    /// The day in whose table the page begins.
    day: Option<&'a str>,
}

/// All words that may stand in the margins of a document.
#[derive(Debug)]
pub(super) struct Words {
    programmes: Vec<Running>,
    /// The days, in their order in the document.
    days: Vec<String>,
}

/// What the template has marked on the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Programme,
    Day,
    EndOfDay,
}

impl Words {
    /// Keeps what the margins need of what is printed.
    pub(super) fn of(booklet: &Booklet, parts: &[Part]) -> Self {
        let running = |sheet: &Sheet| Running {
            lang: sheet.lang.clone(),
            running_title: sheet.running_title.clone(),
            marking: sheet.marking.clone(),
            as_of: sheet.as_of.clone(),
            foot: sheet.foot.clone(),
            page_of: sheet.page_of.clone(),
        };
        Self {
            programmes: booklet.programmes.iter().map(running).collect(),
            days: parts.iter().map(|part| part.heading.clone()).collect(),
        }
    }

    /// Returns the margins of the pages that were laid out.
    pub(super) fn on(&self, document: &PagedDocument) -> Margins<'_> {
        Margins {
            programmes: &self.programmes,
            pages: self.pages(&marks(document), document.pages().len()),
        }
    }

    /// Goes through `count` pages with the marks on them, each with its page counted from 1, in their order.
    fn pages(&self, marks: &[(usize, Mark)], count: usize) -> Vec<Page<'_>> {
        let begins: Vec<usize> = marks
            .iter()
            .filter(|(_, mark)| *mark == Mark::Programme)
            .map(|(page, _)| *page)
            .collect();
        let mut left = marks.iter().peekable();
        let (mut days, mut day) = (self.days.iter(), None);
        (1..=count)
            .map(|page| {
                // A head stands before all that is on its page.
                while let Some((_, mark)) = left.next_if(|(at, _)| *at < page) {
                    match mark {
                        Mark::Programme => {}
                        Mark::Day => day = days.next().map(String::as_str),
                        Mark::EndOfDay => day = None,
                    }
                }
                let programme = begins.partition_point(|begin| *begin <= page).saturating_sub(1);
                let begin = begins.get(programme).copied().unwrap_or(1);
                let end = begins.get(programme + 1).copied().unwrap_or(count + 1);
                let words = self.programmes.get(programme).map_or("", |words| &words.page_of);
                Page {
                    programme,
                    first: page == begin,
                    page_of: words
                        .replace("{page}", &(page + 1 - begin).to_string())
                        .replace("{pages}", &(end - begin).to_string()),
                    day,
                }
            })
            .collect()
    }
}

/// The marks of the template, each with its page counted from 1, in their order.
fn marks(document: &PagedDocument) -> Vec<(usize, Mark)> {
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Elem(MetadataElem::ELEM, None));
    let mark = |value: &Value| match value {
        Value::Str(word) => match word.as_str() {
            "programme" => Some(Mark::Programme),
            "day" => Some(Mark::Day),
            "end of day" => Some(Mark::EndOfDay),
            _ => None,
        },
        _ => None,
    };
    found
        .iter()
        .filter_map(|element| {
            let mark = mark(&element.to_packed::<MetadataElem>()?.value)?;
            Some((introspector.page(element.location()?)?.get(), mark))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(programmes: usize, days: &[&str]) -> Words {
        let running = |_| Running {
            lang: "en".into(),
            running_title: String::new(),
            marking: None,
            as_of: String::new(),
            foot: None,
            page_of: "{page} of {pages}".into(),
        };
        Words {
            programmes: (0..programmes).map(running).collect(),
            days: days.iter().map(|day| (*day).to_owned()).collect(),
        }
    }

    #[test]
    fn a_page_is_counted_within_its_programme_and_names_the_day_that_goes_on() {
        use Mark::{Day, EndOfDay, Programme};
        let words = words(2, &["Monday", "Tuesday", "Friday"]);
        let marks = [
            (1, Programme),
            (1, Day),
            (3, EndOfDay),
            (4, Day),
            (4, EndOfDay),
            (5, Programme),
            (5, Day),
            (6, EndOfDay),
        ];
        let said: Vec<_> = words
            .pages(&marks, 6)
            .into_iter()
            .map(|page| (page.programme, page.first, page.page_of, page.day))
            .collect();
        let page = |programme, first, of: &str, day| (programme, first, of.to_owned(), day);
        assert_eq!(
            said,
            [
                page(0, true, "1 of 4", None),
                page(0, false, "2 of 4", Some("Monday")),
                page(0, false, "3 of 4", Some("Monday")),
                page(0, false, "4 of 4", None),
                page(1, true, "1 of 2", None),
                page(1, false, "2 of 2", Some("Friday")),
            ]
        );
    }
}
