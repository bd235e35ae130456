//! An entry of a calendar, and what it says field by field.

use serde::Serialize;
use serde_json::{Map, Value};
use visit::{Engagement, Kind, Lang, Status, Task};

/// The fields of an engagement of which a calendar can speak.
const ENGAGEMENT: &[&str] = &[
    "title",
    "when",
    "status",
    "venue",
    "remarks",
    "kind",
    "press",
    "assemble",
    "illustrative",
    "calendar",
];

/// The fields of a task of which a calendar can speak.
const TASK: &[&str] = &[
    "title",
    "due",
    "done",
    "remarks",
    "phase",
    "owner",
    "item",
    "lead_time_source",
];

/// The lines of which each export makes new ones although nothing was changed.
const RESTLESS: &[&str] = &["LAST-MODIFIED", "CREATED", "DTSTAMP"];

/// What tells entries apart: the UID, and which part of a series it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EntryKey {
    pub(super) uid: String,
    pub(super) part: Option<String>,
}

/// An engagement or a task as a calendar has it.
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) key: EntryKey,
    /// The line of the file at which it begins.
    pub(super) line: usize,
    /// The fields of the engagement or the task; the venue is not among them.
    pub(super) value: Map<String, Value>,
    /// The name of the venue.
    pub(super) location: Option<String>,
    pub(super) revision: ical::Revision,
    /// What it said when Chancery exported it, where Chancery did.
    pub(super) exported: Option<ical::Exported>,
    /// That it was called off. A message that says so may leave out everything else.
    pub(super) cancelled: bool,
}

impl Entry {
    pub(super) fn of_event(event: ical::ImportedEvent) -> Self {
        Self {
            kind: Kind::Engagement,
            key: key_of_engagement(&event.engagement, String::new()),
            line: event.line,
            cancelled: event.engagement.status == Status::Cancelled,
            value: object(&event.engagement),
            location: event.location.filter(|location| !location.trim().is_empty()),
            revision: event.revision,
            exported: event.exported,
        }
    }

    pub(super) fn of_task(task: ical::ImportedTask) -> Self {
        Self {
            kind: Kind::Task,
            key: EntryKey {
                uid: task.task.uid.clone().unwrap_or_default(),
                part: None,
            },
            line: task.line,
            cancelled: false,
            value: object::<Task>(&task.task),
            location: None,
            revision: task.revision,
            exported: task.exported,
        }
    }

    /// Returns every entry of a calendar, in the order of the file, the tasks last.
    pub(super) fn all(events: Vec<ical::ImportedEvent>, tasks: Vec<ical::ImportedTask>) -> Vec<Self> {
        let events = events.into_iter().map(Self::of_event);
        events.chain(tasks.into_iter().map(Self::of_task)).collect()
    }

    /// Returns the title.
    pub(super) fn title(&self) -> &str {
        self.text("title").map_or("", |(_, words)| words)
    }

    /// Returns the names of the fields of which an entry of this kind can speak.
    pub(super) fn fields(&self) -> &'static [&'static str] {
        if self.kind == Kind::Task { TASK } else { ENGAGEMENT }
    }

    /// Returns what the calendar says of a field; `None` where it says nothing.
    pub(super) fn said(&self, field: &str) -> Option<Value> {
        match field {
            "title" | "remarks" => self.text(field).map(|(_, words)| words.into()),
            "venue" => self.location.as_deref().map(Value::from),
            "kind" => self.value.get(field).filter(|kind| **kind != "other").cloned(),
            // That there is none is said too.
            "due" | "done" => Some(self.value.get(field).cloned().unwrap_or_default()),
            "calendar" => self.value.get(field).map(quiet),
            field => self.value.get(field).filter(|value| !value.is_null()).cloned(),
        }
    }

    /// Returns the language in which a text stands, where the field is a text.
    pub(super) fn lang(&self, field: &str) -> Option<Lang> {
        self.text(field).map(|(lang, _)| Lang::from(lang))
    }

    fn text(&self, field: &str) -> Option<(&str, &str)> {
        let Value::Object(texts) = self.value.get(field).filter(|_| is_text(field))? else {
            return None;
        };
        let (lang, words) = texts.iter().next()?;
        let words = words.as_str().filter(|words| !words.trim().is_empty())?;
        Some((lang, words))
    }
}

/// Returns whether a field holds a text in several languages, of which a calendar has one.
pub(super) fn is_text(field: &str) -> bool {
    matches!(field, "title" | "remarks")
}

/// Returns what an engagement is known by in a calendar; `own` is the UID of one that came from none.
pub(super) fn key_of_engagement(engagement: &Engagement, own: String) -> EntryKey {
    let item = engagement.calendar.as_ref();
    EntryKey {
        uid: item.map_or(own, |item| item.uid.clone()),
        part: item
            .and_then(|item| item.recurrence_id.as_deref())
            .map(ical::part_of),
    }
}

/// Returns what is written here in a field, in the form in which [`Entry::said`] has it; for a venue its id.
pub(super) fn written(value: &Map<String, Value>, field: &str, lang: Option<&Lang>) -> Value {
    let found = value.get(field);
    match (field, lang) {
        ("title" | "remarks", Some(lang)) => found.and_then(|texts| texts.get(lang.as_str())).cloned(),
        ("title" | "remarks", None) => None,
        ("calendar", _) => found.map(quiet),
        _ => found.cloned(),
    }
    .unwrap_or_default()
}

/// Leaves out what changes with every export, and what tells entries apart.
fn quiet(item: &Value) -> Value {
    let mut item = item.clone();
    if let Value::Object(fields) = &mut item {
        fields.remove("uid");
        fields.remove("recurrence_id");
        // That there is no STATUS is a matter of the status.
        fields.remove("without_status");
        if let Some(Value::Array(lines)) = fields.get_mut("properties") {
            lines.retain(|line| {
                let line = line.as_str().unwrap_or_default();
                let name = line.split([':', ';']).next().unwrap_or_default();
                !RESTLESS
                    .iter()
                    .any(|restless| name.eq_ignore_ascii_case(restless))
            });
        }
    }
    item
}

/// Returns the fields of an entity.
pub(super) fn object<T: Serialize>(entity: &T) -> Map<String, Value> {
    match serde_json::to_value(entity) {
        Ok(Value::Object(fields)) => fields,
        // Every entity is an object.
        _ => Map::new(),
    }
}
