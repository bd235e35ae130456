//! A calendar and a visit: which entry is which engagement or task, and the edits that bring the visit up to date.

mod calendars;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};
use visit::{
    Document as _, Edit, EntityKey, Kind, LastImport, OrderKey, Text, Venue, VenueId, Visit,
    audience::{CopyOptions, delegation_programme},
};

use super::{
    CalendarEntry, CalendarReport, LeftAlone, Skipped, WhyLeftAlone,
    calendar_file::CalendarFile,
    compare::{Here, compare, remember, update},
    entry::{Entry, EntryKey, key_of_engagement, object},
    language::Tongues,
};
use crate::{Desk, titles::in_order};
use calendars::Calendars;

/// An engagement or a task of the visit, as a calendar knows it.
struct Known {
    key: EntityKey,
    removed: bool,
    /// That it came from a calendar, now or once.
    foreign: bool,
    last: Option<LastImport>,
}

/// A calendar on its way into a visit.
pub(super) struct Merging<'a> {
    desk: &'a Desk,
    visit: &'a Visit,
    known: HashMap<EntryKey, Known>,
    echoes: HashMap<EntryKey, Vec<Entry>>,
    venues: BTreeMap<String, VenueId>,
    edits: Vec<Edit>,
    report: CalendarReport,
}

impl<'a> Merging<'a> {
    /// Looks at what the visit has of the file.
    pub(super) fn new(desk: &'a Desk, visit: &'a Visit, file: &CalendarFile) -> Self {
        let mut venues = BTreeMap::new();
        for (id, venue) in visit.venues.iter().filter(|(_, venue)| !venue.removed) {
            for name in venue.name.0.values() {
                venues.entry(name.clone()).or_insert_with(|| id.clone());
            }
        }
        let known = known(visit);
        let is_ours = |entry: &Entry| {
            let exported = entry.exported.as_ref();
            let is_from_here = exported.is_some_and(|exported| exported.is_from(&visit.id));
            let known = known.get(&entry.key).filter(|known| !known.removed);
            known.is_some_and(|known| known.last.is_none() || is_from_here)
        };
        let echoes = if file.entries.iter().any(is_ours) {
            echoes(desk, visit, file)
        } else {
            HashMap::new()
        };
        Self {
            desk,
            visit,
            known,
            echoes,
            venues,
            edits: Vec::new(),
            report: CalendarReport::default(),
        }
    }

    /// Returns the edits, and what became of each entry.
    pub(super) fn merge(mut self, file: &mut CalendarFile) -> (Vec<Edit>, CalendarReport) {
        let entries = std::mem::take(&mut file.entries);
        let count = |kind: Kind| {
            let new = |entry: &&Entry| entry.kind == kind && !self.known.contains_key(&entry.key);
            entries.iter().filter(new).count()
        };
        let engagements = self.visit.engagements.values().map(|it| &it.order);
        let mut engagements = orders_after(engagements, count(Kind::Engagement)).into_iter();
        let tasks = self.visit.tasks.values().map(|it| &it.order);
        let mut tasks = orders_after(tasks, count(Kind::Task)).into_iter();
        let calendars = Calendars::of(&self.known, &entries, file);
        let mut seen = HashSet::new();
        for entry in entries {
            if !seen.insert(entry.key.clone()) {
                file.skipped.push(Skipped {
                    line: Some(entry.line),
                    outcome: ical::Outcome::Skipped,
                    what: format!("'{}'", entry.title()),
                    why: "The file has its UID before; the first one was taken.".to_owned(),
                });
                continue;
            }
            match self.known.remove(&entry.key) {
                None => {
                    let orders = if entry.kind == Kind::Task {
                        &mut tasks
                    } else {
                        &mut engagements
                    };
                    self.add(&entry, orders.next(), file);
                }
                // An import that was undone never took place.
                Some(known) if known.removed && known.foreign && known.last.is_none() => {
                    self.bring_back(&entry, &known.key, file);
                }
                Some(known) if known.removed => self.leave_removed(known.key),
                Some(known) => self.bring_up_to_date(entry, known, file),
            }
        }
        if !file.is_message {
            self.miss(&calendars, &file.contents);
        }
        file.skipped.sort_by_key(|skipped| skipped.line);
        (self.edits, self.report)
    }

    /// Takes what the visit does not have.
    fn add(&mut self, entry: &Entry, order: Option<OrderKey>, file: &CalendarFile) {
        let mut value = self.value_of(entry, file);
        let unset = value.get("order") == object(&visit::Task::default()).get("order");
        if let Some(order) = order.filter(|_| unset) {
            value.insert("order".to_owned(), order.as_str().into());
        }
        let id = self.desk.new_id();
        self.report
            .new
            .push(shown(EntityKey::new(entry.kind, &id), entry, &[]));
        self.edits.push(Edit::Add {
            kind: entry.kind,
            id: Some(id),
            value,
        });
    }

    fn bring_back(&mut self, entry: &Entry, key: &EntityKey, file: &CalendarFile) {
        let mut fields = self.value_of(entry, file);
        fields.remove("order");
        fields.insert("removed".to_owned(), Value::Null);
        self.report.new.push(shown(key.clone(), entry, &[]));
        self.set(key, fields);
    }

    fn value_of(&mut self, entry: &Entry, file: &CalendarFile) -> Map<String, Value> {
        let mut value = entry.value.clone();
        if let Some(location) = &entry.location {
            value.insert("venue".to_owned(), self.venue(location, file));
        }
        let mark = remember(entry, &value, None, &[], &file.title);
        value.extend(object(&Imported { imported: mark }));
        value
    }

    fn leave_removed(&mut self, key: EntityKey) {
        self.report.left_alone.push(LeftAlone {
            entry: self.as_here(key, &[]),
            why: WhyLeftAlone::RemovedHere,
        });
    }

    /// Takes what the calendar says otherwise than before, field by field, but for what was changed here.
    fn bring_up_to_date(&mut self, mut entry: Entry, known: Known, file: &CalendarFile) {
        let Some(Value::Object(now)) = self.visit.value_of(&known.key) else {
            return;
        };
        entry.speak(&Tongues {
            now: &now,
            last: known.last.as_ref(),
            languages: &self.visit.facts.languages,
            assumed: &file.language,
        });
        let entry = &entry;
        let echoes = self.echoes.remove(&entry.key).unwrap_or_default();
        let echoes: Vec<&Entry> = echoes.iter().collect();
        let last = known.last.as_ref();
        let here = Here {
            visit: &self.visit.id,
            now: &now,
            last,
            echoes: &echoes,
        };
        let found = compare(entry, &here);
        if let Some(why) = found.why {
            self.report.left_alone.push(LeftAlone {
                entry: self.as_here(known.key.clone(), &found.kept),
                why,
            });
        }
        if found.taken.is_empty() {
            self.report.unchanged += usize::from(found.kept.is_empty());
            return;
        }
        let fields = update(entry, &now, &found, last, &file.title, |name| {
            self.venue(name, file)
        });
        self.report.changed.push(if found.taken.contains(&"title") {
            shown(known.key.clone(), entry, &found.taken)
        } else {
            self.as_here(known.key.clone(), &found.taken)
        });
        self.set(&known.key, fields);
    }

    /// Gives an entity fields as the calendar says them, whole: a line that it no longer has goes.
    fn set(&mut self, key: &EntityKey, fields: Map<String, Value>) {
        let now = self.visit.value_of(key).unwrap_or_default();
        self.edits.push(Edit::set(
            key.clone(),
            visit::whole_values::<Visit>(key.kind, &now, fields),
        ));
    }

    /// Reports what came from this calendar, or went out with it, and is not in it any more.
    fn miss(&mut self, calendars: &Calendars, contents: &[ical::Contents]) {
        let ours: Vec<_> = contents.iter().filter(|it| it.is_from(&self.visit.id)).collect();
        let gone: Vec<EntityKey> = self
            .known
            .drain()
            .filter(|(_, known)| !known.removed)
            .filter(|(key, known)| {
                let last = known.last.as_ref();
                last.is_some_and(|last| calendars.has(&last.calendar))
                    || ours.iter().any(|it| it.has(&key.uid, key.part.as_deref()))
            })
            .map(|(_, known)| known.key)
            .collect();
        let gone = gone.into_iter().map(|key| self.as_here(key, &[]));
        let mut gone: Vec<CalendarEntry> = gone.collect();
        let order = in_order(&self.visit.facts.languages);
        gone.sort_by(|one, other| order(&one.title, &other.title).then_with(|| one.key.cmp(&other.key)));
        self.report.gone = gone;
    }

    /// Names an entry as the programme does, and not as a calendar whose title was not taken.
    fn as_here(&self, key: EntityKey, fields: &[&str]) -> CalendarEntry {
        CalendarEntry {
            title: self.visit.title_of(&key),
            key,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        }
    }

    /// Returns the id of the venue of a name; a new venue where there is none.
    fn venue(&mut self, name: &str, file: &CalendarFile) -> Value {
        if let Some(id) = self.venues.get(name) {
            return id.as_str().into();
        }
        let id = VenueId(self.desk.new_id());
        let venue = Venue {
            name: Text::new(file.language.as_str(), name),
            ..Venue::default()
        };
        self.edits.push(Edit::Add {
            kind: Kind::Venue,
            id: Some(id.0.clone()),
            value: object(&venue),
        });
        self.venues.insert(name.to_owned(), id.clone());
        id.as_str().into()
    }
}

/// The one field that remembers an import.
#[derive(serde::Serialize)]
struct Imported {
    imported: LastImport,
}

fn shown(key: EntityKey, entry: &Entry, fields: &[&str]) -> CalendarEntry {
    CalendarEntry {
        key,
        title: entry.title().to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    }
}

/// Returns whether a visit has anything that a calendar knows by one of these UIDs.
pub(super) fn has_any(visit: &Visit, uids: &HashSet<&str>) -> bool {
    known(visit)
        .into_iter()
        .any(|(key, known)| !known.removed && uids.contains(key.uid.as_str()))
}

/// Returns the engagements and tasks of a visit by what a calendar knows them by; what was not removed goes first.
fn known(visit: &Visit) -> HashMap<EntryKey, Known> {
    let engagements = visit.engagements.iter().map(|(id, it)| {
        let known = Known {
            key: EntityKey::from(id),
            removed: it.removed,
            foreign: it.calendar.is_some(),
            last: it.imported.clone(),
        };
        (key_of_engagement(it, it.calendar_uid(id, &visit.id)), known)
    });
    let tasks = visit.tasks.iter().map(|(id, it)| {
        let known = Known {
            key: EntityKey::from(id),
            removed: it.removed,
            foreign: it.uid.is_some(),
            last: it.imported.clone(),
        };
        let key = EntryKey {
            uid: it.calendar_uid(id, &visit.id),
            part: None,
        };
        (key, known)
    });
    let mut all: HashMap<EntryKey, Known> = HashMap::new();
    for (key, known) in engagements.chain(tasks) {
        let is_better = |other: &Known| other.removed && !known.removed;
        if all.get(&key).is_none_or(is_better) {
            all.insert(key, known);
        }
    }
    all
}

/// Returns what the calendar of the visit itself would say, in each of its languages: what was made here has no other measure
/// of what a file says of it.
fn echoes(desk: &Desk, visit: &Visit, file: &CalendarFile) -> HashMap<EntryKey, Vec<Entry>> {
    let mut all: HashMap<EntryKey, Vec<Entry>> = HashMap::new();
    let languages = std::iter::once(None).chain(visit.facts.languages.iter().skip(1).map(Some));
    for language in languages {
        let options = CopyOptions {
            languages: language.into_iter().cloned().collect(),
            as_of: desk.host.now(),
        };
        let Ok(text) = ical::write(&delegation_programme(visit, &options)) else {
            continue;
        };
        let Ok(read) = ical::read(text.as_bytes(), &file.language) else {
            continue;
        };
        for entry in Entry::all(read.events, read.tasks) {
            all.entry(entry.key.clone()).or_default().push(entry);
        }
    }
    all
}

/// Returns so many order keys that stand after all of these, in the order of the file.
fn orders_after<'a>(taken: impl Iterator<Item = &'a OrderKey>, count: usize) -> Vec<OrderKey> {
    // Only a key from elsewhere can leave no room at the end; the new ones then stand in their own order among the rest.
    OrderKey::spread(taken.max(), None, count)
        .or_else(|| OrderKey::spread(None, None, count))
        .unwrap_or_default()
}
