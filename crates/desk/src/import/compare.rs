//! What an entry of a calendar changes in the engagement or the task that the visit has: three sides are compared, what the
//! calendar says, what it said when it was last imported, and what the visit has now.

use std::cmp::Ordering;

use serde_json::{Map, Value};
use visit::{FieldMark, Kind, LastImport};

use super::{
    entry::{Entry, is_text, written},
    report::WhyLeftAlone,
};

/// The fields that another program may take out of an entry and mean it.
const MAY_BE_TAKEN_OUT: &[&str] = &["venue", "remarks", "press", "assemble", "phase", "owner", "item"];

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

/// Compares an entry with what the visit has. `echoes` is what the calendar of the visit itself would say of it, in each of
/// its languages.
pub(super) fn compare(
    entry: &Entry,
    now: &Map<String, Value>,
    last: Option<&LastImport>,
    echoes: &[&Entry],
) -> Comparison {
    let standing = standing(entry, now, last);
    let mut found = Comparison::default();
    for field in entry.fields().iter().copied() {
        let mark = last.and_then(|last| last.fields.get(field));
        if !says_otherwise(entry, field, mark, now, echoes) {
            continue;
        }
        let here = match (mark, last) {
            (Some(mark), _) => is_changed_here(field, mark, now),
            // The calendar speaks of it for the first time; what stands there was put there here.
            (None, Some(_)) => is_given(now.get(field)),
            // Its own number counts changes of the invitation, and these two are not in it.
            (None, None) => matches!(field, "kind" | "illustrative"),
        };
        match standing {
            Standing::Newer if !here => found.taken.push(field),
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

fn standing(entry: &Entry, now: &Map<String, Value>, last: Option<&LastImport>) -> Standing {
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
fn says_otherwise(
    entry: &Entry,
    field: &str,
    mark: Option<&FieldMark>,
    now: &Map<String, Value>,
    echoes: &[&Entry],
) -> bool {
    // What was made here has no lines of a calendar; those that Chancery writes are made anew each time.
    if field == "calendar" && !now.contains_key(field) {
        return false;
    }
    match (entry.said(field), mark) {
        (None, None) => false,
        (None, Some(mark)) => {
            MAY_BE_TAKEN_OUT.contains(&field) && !entry.cancelled && mark.said != print(&Value::Null)
        }
        (Some(said), Some(mark)) => mark.said != print(&said) && !is_there(field, &said, Some(mark), now),
        (Some(said), None) => {
            !is_there(field, &said, None, now)
                && !echoes.iter().any(|echo| echo.said(field).as_ref() == Some(&said))
        }
    }
}

/// Returns whether the visit has what the calendar says; a text in any of its languages.
fn is_there(field: &str, said: &Value, mark: Option<&FieldMark>, now: &Map<String, Value>) -> bool {
    match (now.get(field), mark) {
        (Some(Value::Object(texts)), None) if is_text(field) => texts.values().any(|text| text == said),
        (_, mark) => written(now, field, mark.and_then(|mark| mark.lang.as_ref())) == *said,
    }
}

fn is_changed_here(field: &str, mark: &FieldMark, now: &Map<String, Value>) -> bool {
    print(&written(now, field, mark.lang.as_ref())) != *mark.written.as_ref().unwrap_or(&mark.said)
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
        let is_free = mark.is_none_or(|mark| !is_changed_here("calendar", mark, now));
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
        let before = mark.fields.get(*field);
        let said = match (entry.said(field), before) {
            (Some(said), _) => said,
            (None, Some(_)) if MAY_BE_TAKEN_OUT.contains(field) && !entry.cancelled => Value::Null,
            (None, _) => continue,
        };
        // Where the calendar says what it said, it may be otherwise here, and that stays known.
        if before.is_some_and(|before| before.said == print(&said)) {
            continue;
        }
        let lang = before
            .and_then(|before| before.lang.clone())
            .or_else(|| entry.lang(field));
        let said = print(&said);
        let here = print(&written(after, field, lang.as_ref()));
        let written = (here != said).then_some(here);
        mark.fields
            .insert((*field).to_owned(), FieldMark { said, written, lang });
    }
    mark
}

/// Returns a short text that is the same for the same value, on every machine and in every version (FNV-1a, 64 bits).
fn print(value: &Value) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in value.to_string().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}
