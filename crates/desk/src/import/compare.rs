//! What an entry of a calendar changes in the engagement or the task that the visit has: three sides are compared, what the
//! calendar says, what it said when it was last imported or when this visit was exported, and what the visit has now.

mod marks;

use std::cmp::Ordering;

use ical::Exported;
use serde_json::{Map, Value};
use visit::{FieldMark, Kind, LastImport, VisitId};

use super::{
    entry::{Entry, is_text, written},
    report::WhyLeftAlone,
};
use marks::{is_changed_here, is_print_of};

/// The fields that another program may take out of an entry and mean it.
const MAY_BE_TAKEN_OUT: &[&str] = &[
    "venue",
    "remarks",
    "press",
    "assemble",
    "phase",
    "owner",
    "item",
    "lead_time_source",
];

/// What an entry changes.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    /// The fields that the visit takes.
    pub(super) taken: Vec<&'static str>,
    /// The fields that the visit keeps although the calendar says otherwise.
    pub(super) kept: Vec<&'static str>,
    /// Why it keeps them.
    pub(super) why: Option<WhyLeftAlone>,
}

/// What the visit has of an entry.
pub(super) struct Here<'a> {
    /// The visit.
    pub(super) visit: &'a VisitId,
    /// The fields of the engagement or the task.
    pub(super) now: &'a Map<String, Value>,
    /// What the last import left.
    pub(super) last: Option<&'a LastImport>,
    /// What the calendar of the visit itself would say of it, in each of its languages.
    pub(super) echoes: &'a [&'a Entry],
}

impl Here<'_> {
    /// Returns what the entry said when it was exported from this visit, where it was.
    ///
    /// A copy of the visit that was edited further elsewhere exports what this one never had: that is new, and no old value.
    fn export<'b>(&self, entry: &'b Entry) -> Option<&'b Exported> {
        let exported = entry.exported.as_ref()?;
        (exported.is_from(self.visit) && exported.sequence() <= sequence(self.now)).then_some(exported)
    }

    /// Returns the fingerprints of a field as the last import left them, where this version can compare them.
    fn mark(&self, field: &str) -> Option<&FieldMark> {
        let mark = self.last?.fields.get(field)?;
        marks::is_known(mark).then_some(mark)
    }

    /// Returns how a field has changed since the export. The lines of other calendars are not among what is exported as ours.
    fn since(&self, export: Option<&Exported>, field: &str) -> Option<Since> {
        let export = export.filter(|_| field != "calendar")?;
        let is_same = |echo: &Exported| export.was_as(echo, field);
        let mut echoes = self.echoes.iter().filter_map(|echo| echo.exported.as_ref());
        Some(Since {
            there: export.is_changed(field),
            here: !echoes.any(is_same),
        })
    }
}

/// Where a field was changed since the visit was exported.
#[derive(Debug, Clone, Copy)]
struct Since {
    there: bool,
    here: bool,
}

/// Compares an entry with what the visit has.
pub(super) fn compare(entry: &Entry, here: &Here<'_>) -> Comparison {
    let Here { now, last, .. } = *here;
    let export = here.export(entry);
    let standing = standing(entry, now, last, export);
    let mut found = Comparison::default();
    for field in entry.fields().iter().copied() {
        let (mark, since) = (here.mark(field), here.since(export, field));
        let is_as_exported = since.is_some_and(|since| !since.there);
        if is_as_exported && since.is_some_and(|since| !since.here) {
            continue;
        }
        let is_gone = mark.is_none() && since.is_some_and(|since| since.there) && takes_out(entry, field);
        if !is_gone && !says_otherwise(entry, field, mark, here) {
            continue;
        }
        let is_ours = match (mark, since, last) {
            (Some(mark), ..) => is_changed_here(field, mark, now),
            (None, Some(since), _) => since.here,
            // The calendar speaks of it for the first time; what stands there was put there here.
            (None, None, Some(_)) => is_given(now.get(field)),
            // Its own number counts changes of the invitation, and these two are not in it.
            (None, None, None) => matches!(field, "kind" | "illustrative"),
        };
        match standing {
            Standing::Newer if !is_ours && !is_as_exported => found.taken.push(field),
            Standing::Newer | Standing::Ours => {
                found.kept.push(field);
                found.why = Some(WhyLeftAlone::ChangedHere);
            }
            Standing::Older => {
                found.kept.push(field);
                found.why = Some(WhyLeftAlone::Older);
            }
        }
    }
    found
}

/// How an entry stands to what the visit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is older.
    Older,
    /// It is what was once written here, and no other program has changed it since.
    Ours,
    /// It is newer, or nothing tells which is.
    Newer,
}

fn standing(
    entry: &Entry,
    now: &Map<String, Value>,
    last: Option<&LastImport>,
    export: Option<&Exported>,
) -> Standing {
    if last.is_none() && export.is_some() {
        // Field by field it is known what was changed since; a program that changes one need not count its SEQUENCE up.
        return Standing::Newer;
    }
    let order = match last {
        Some(last) => entry.revision.against(last.sequence, last.revised),
        None => entry.revision.sequence.cmp(&sequence(now)),
    };
    match order {
        Ordering::Less => Standing::Older,
        Ordering::Equal if last.is_none() && entry.revision.last_modified.is_none() => Standing::Ours,
        Ordering::Equal | Ordering::Greater => Standing::Newer,
    }
}

/// Returns whether the calendar says something else of a field than it did, and than the visit does.
fn says_otherwise(entry: &Entry, field: &str, mark: Option<&FieldMark>, here: &Here<'_>) -> bool {
    // What was made here has no lines of a calendar; those that Chancery writes are made anew each time.
    if field == "calendar" && !here.now.contains_key(field) {
        return false;
    }
    match (entry.said(field), mark) {
        (None, None) => false,
        (None, Some(mark)) => takes_out(entry, field) && !is_print_of(&mark.said, field, &Value::Null),
        (Some(said), Some(mark)) => {
            !is_print_of(&mark.said, field, &said) && !is_there(field, &said, Some(mark), here.now)
        }
        (Some(said), None) => {
            !is_there(field, &said, None, here.now)
                && !here
                    .echoes
                    .iter()
                    .any(|echo| echo.said(field).as_ref() == Some(&said))
        }
    }
}

/// Returns whether the calendar no longer speaks of a field and means it.
fn takes_out(entry: &Entry, field: &str) -> bool {
    entry.said(field).is_none() && MAY_BE_TAKEN_OUT.contains(&field) && !entry.cancelled
}

/// Returns whether the visit has what the calendar says; a text in any of its languages.
fn is_there(field: &str, said: &Value, mark: Option<&FieldMark>, now: &Map<String, Value>) -> bool {
    match (now.get(field), mark) {
        (Some(Value::Object(texts)), None) if is_text(field) => texts.values().any(|text| text == said),
        (_, mark) => written(now, field, mark.and_then(|mark| mark.lang.as_ref())) == *said,
    }
}

fn is_given(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Object(texts)) => texts.values().any(|text| *text != ""),
        // An engagement of no special kind has got none yet.
        Some(value) => *value != "other",
    }
}

/// Returns the SEQUENCE that an entity has here; a task has none.
pub(super) fn sequence(now: &Map<String, Value>) -> u32 {
    let count = now.get("sequence").and_then(Value::as_u64);
    count
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or_default()
}

/// Returns the fields that bring an entity to what the calendar says, `null` for those that it takes away.
pub(super) fn update(
    entry: &Entry,
    now: &Map<String, Value>,
    found: &Comparison,
    last: Option<&LastImport>,
    calendar: &str,
    mut venue: impl FnMut(&str) -> Value,
) -> Map<String, Value> {
    let mut fields = Map::new();
    for field in found.taken.iter().copied() {
        let said = entry.said(field).unwrap_or_default();
        let lang = last
            .and_then(|last| last.fields.get(field)?.lang.clone())
            .or_else(|| entry.lang(field));
        let value = match (field, &said) {
            ("venue", Value::String(name)) => venue(name),
            ("calendar", _) => continue,
            _ if is_text(field) => {
                let mut texts = match now.get(field) {
                    Some(Value::Object(texts)) => texts.clone(),
                    _ => Map::new(),
                };
                if let Some(lang) = &lang {
                    texts.remove(lang.as_str());
                    if !said.is_null() {
                        texts.insert(lang.as_str().to_owned(), said);
                    }
                }
                Value::Object(texts)
            }
            _ => said,
        };
        fields.insert(field.to_owned(), value);
    }
    if entry.kind == Kind::Engagement {
        // The lines that change with every export are brought up to date with the rest.
        let mark = last.and_then(|last| last.fields.get("calendar"));
        let is_free =
            mark.is_none_or(|mark| marks::is_known(mark) && !is_changed_here("calendar", mark, now));
        if let (true, Some(Value::Object(item)), Some(Value::Object(here))) = (
            is_free && !found.kept.contains(&"calendar"),
            entry.value.get("calendar"),
            now.get("calendar"),
        ) {
            let mut item = item.clone();
            for (name, value) in here {
                if !matches!(
                    name.as_str(),
                    "recurrence" | "properties" | "without_status" | "uid"
                ) {
                    item.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
            fields.insert("calendar".to_owned(), item.into());
        }
        if fields.get("kind").is_some_and(|kind| kind == "movement") && !now.contains_key("movement") {
            let movement = entry.value.get("movement").cloned();
            fields.extend(movement.map(|movement| ("movement".to_owned(), movement)));
        }
        let count = entry.revision.sequence.max(sequence(now));
        fields.insert("sequence".to_owned(), count.into());
    }
    let mut after = now.clone();
    after.extend(fields.clone());
    let mark = remember(entry, &after, last, &found.kept, calendar);
    fields.insert(
        "imported".to_owned(),
        serde_json::to_value(mark).unwrap_or_default(),
    );
    fields
}

/// Returns what the next import has to know. Of the fields that were `kept`, the calendar is still remembered as it was.
pub(super) fn remember(
    entry: &Entry,
    after: &Map<String, Value>,
    last: Option<&LastImport>,
    kept: &[&'static str],
    calendar: &str,
) -> LastImport {
    let mut mark = last.cloned().unwrap_or_default();
    calendar.clone_into(&mut mark.calendar);
    mark.sequence = entry.revision.sequence;
    mark.revised = entry.revision.revised();
    for field in entry.fields().iter().filter(|field| !kept.contains(field)) {
        let before = mark.fields.get(*field).filter(|before| marks::is_known(before));
        let said = match (entry.said(field), before) {
            (Some(said), _) => said,
            (None, Some(_)) if MAY_BE_TAKEN_OUT.contains(field) && !entry.cancelled => Value::Null,
            (None, _) => continue,
        };
        // Where the calendar says what it said, it may be otherwise here, and that stays known.
        if before.is_some_and(|before| is_print_of(&before.said, field, &said)) {
            continue;
        }
        let lang = before
            .and_then(|before| before.lang.clone())
            .or_else(|| entry.lang(field));
        let made = marks::mark(field, &said, after, lang);
        mark.fields.insert((*field).to_owned(), made);
    }
    mark
}
