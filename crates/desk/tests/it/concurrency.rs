//! Many threads at once, as a window with long work beside it: at the end memory, disk and a fresh reading agree.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use archive::ArchiveError;
use desk::{Access, Desk, DeskError, ExportFormat};
use serde_json::json;
use visit::{Action, Edit, EntityKey, Kind, Text, Visit, VisitId};

use crate::world::{Room, Still, room};

const THREADS: u64 = 8;

/// How many visits are made at most; each makes every check longer.
const VISITS: usize = 16;

/// A calendar with one event; each importing adds it anew or finds it there.
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20170301T000000Z\r\n\
                        DTSTART:20170320T010000Z\r\nDTEND:20170320T020000Z\r\nSUMMARY:Call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Xorshift: the same things are done each time, in whatever order the threads come to them.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).expect("small")).expect("small")
    }
}

/// What all threads work on.
struct Work {
    desk: Arc<Desk>,
    folder: std::path::PathBuf,
    /// The visits that there are, with the number of edits of each that were acknowledged.
    acknowledged: Mutex<BTreeMap<VisitId, usize>>,
}

impl Work {
    fn any_visit(&self, dice: &mut Dice) -> VisitId {
        let visits = self.acknowledged.lock().expect("a lock");
        let number = dice.below(visits.len());
        visits.keys().nth(number).expect("one of them").clone()
    }

    fn acknowledge(&self, visit: &VisitId, edits: usize) {
        *self
            .acknowledged
            .lock()
            .expect("a lock")
            .entry(visit.clone())
            .or_default() += edits;
    }

    /// Whether there are enough visits. Several may find room at once, so that there may be a few more.
    fn is_full(&self) -> bool {
        self.acknowledged.lock().expect("a lock").len() >= VISITS
    }

    /// Does one thing; `mark` is unlike any other.
    fn act(&self, dice: &mut Dice, mark: &str) -> Result<(), DeskError> {
        let visit = self.any_visit(dice);
        let job = self.desk.begin(mark);
        match dice.below(19) {
            0..=4 => {
                let fields = serde_json::Map::from_iter([("remarks".to_owned(), json!({ "en": mark }))]);
                let key = EntityKey::facts();
                self.desk.edit(&visit, Edit::set(key, fields))?;
                self.acknowledge(&visit, 1);
            }
            5 => {
                let engagement = json!({"title": {"en": mark}, "when": {"kind": "within"}, "order": "a0"});
                let serde_json::Value::Object(value) = engagement else {
                    panic!("an object")
                };
                let (kind, id) = (Kind::Engagement, None);
                self.desk.edit(&visit, Edit::Add { kind, id, value })?;
                self.acknowledge(&visit, 1);
            }
            6 => self.desk.undo(&visit).map(|_| ())?,
            7 => self.desk.redo(&visit).map(|_| ())?,
            8 => self.desk.trash_visit(&visit)?,
            9 => self.desk.restore_visit(&visit)?,
            10 if !self.is_full() => {
                let copy = self.desk.duplicate_visit(&visit, Text::new("en", mark))?;
                self.acknowledge(&copy.summary.id, 1);
            }
            11 if !self.is_full() => {
                let file = self.folder.join("call.ics");
                let report = self.desk.import(&file, None, &job)?;
                self.acknowledge(&report.visit, 1);
            }
            12 => {
                // The same calendar changes nothing where its event is there; undone, it comes again.
                let report = self
                    .desk
                    .import(&self.folder.join("call.ics"), Some(&visit), &job)?;
                let calendar = report.calendar.expect("a calendar");
                let is_changed = !calendar.new.is_empty() || !calendar.changed.is_empty();
                self.acknowledge(&visit, usize::from(is_changed));
            }
            13 if !self.is_full() => {
                let file = self.folder.join(format!("{mark}.json"));
                let list = [0, 1].map(
                    |number| json!({"id": format!("v-{mark}-{number}"), "facts": {"title": {"en": mark}}}),
                );
                fs::write(&file, json!(list).to_string()).expect("written");
                for imported in self.desk.import(&file, None, &job)?.visits {
                    self.acknowledge(&imported.visit, 1);
                }
            }
            14 => {
                let exported =
                    self.desk
                        .export(&visit, ExportFormat::Ics, &desk::ExportOptions::default(), &job)?;
                let file = self.folder.join(format!("{mark}.ics"));
                self.desk.write_file(&file, &exported.bytes, &job)?;
                assert!(exported.bytes.starts_with(b"BEGIN:VCALENDAR"));
            }
            15 => {
                let exported =
                    self.desk
                        .export(&visit, ExportFormat::Json, &desk::ExportOptions::default(), &job)?;
                let read = Visit::from_json(&String::from_utf8(exported.bytes).expect("text"));
                assert_eq!(read.expect("a visit").id, visit);
            }
            16 => {
                let folder = self.folder.join(mark);
                fs::create_dir(&folder).expect("a folder");
                self.desk.back_up(&folder.join(desk::LIBRARY_FILE), &job)?;
                is_sound(&reading(&folder));
            }
            17 => {
                let history = self.desk.history(&visit)?;
                assert!(!history.is_empty());
                assert!(self.desk.visits()?.len() > 1);
            }
            18 => is_sound(&self.desk),
            _ => assert_eq!(self.desk.open_visit(&visit)?.visit.id, visit),
        }
        Ok(())
    }
}

pub(crate) fn reading(library: &Path) -> Desk {
    Desk::open(library, Access::Read, Still::new()).expect("a library to read")
}

pub(crate) fn is_sound(desk: &Desk) {
    let check = desk.check_library(&desk.begin("check")).expect("a check");
    assert!(check.sound, "{:?}", check.findings);
}

/// Whether a refusal is what must be expected where several undo in the same visit, which may then have nothing for a calendar.
fn is_expected(error: &DeskError) -> bool {
    matches!(
        error,
        DeskError::NothingToUndo
            | DeskError::NothingToWrite(_)
            | DeskError::Refused(_)
            | DeskError::Archive(ArchiveError::StepMoved)
    )
}

/// A visit, whether it is in the trash, how many edits its history has, and how many changes.
pub(crate) type State = (Visit, bool, usize, usize);

/// Everything that a desk says about its visits.
pub(crate) fn state(desk: &Desk) -> BTreeMap<VisitId, State> {
    let listed = desk.visits().expect("a list");
    let state = listed.into_iter().map(|listed| {
        let id = listed.summary.id.clone();
        let visit = desk.open_visit(&id).expect("a visit").visit;
        assert_eq!(visit.summary(), listed.summary);
        let history = desk.history(&id).expect("a history");
        let edits = history.iter().filter(|entry| {
            let action = entry.label.as_ref().map(|label| label.action.clone());
            entry.made == archive::Made::Edit
                && matches!(
                    action,
                    Some(Action::Set | Action::Add | Action::Create | Action::Import)
                )
        });
        (id, (visit, listed.trashed, edits.count(), history.len()))
    });
    state.collect()
}

#[test]
fn whatever_eight_threads_do_memory_disk_and_a_fresh_reading_agree_and_no_acknowledged_edit_is_missing() {
    let rounds = if std::env::var("CHANCERY_NIGHTLY").is_ok() {
        500
    } else {
        25
    };
    let Room { folder, desk, .. } = {
        let room = room();
        fs::write(room.folder.path().join("call.ics"), CALENDAR).expect("written");
        room
    };
    let work = Work {
        desk,
        folder: folder.path().to_owned(),
        acknowledged: Mutex::default(),
    };
    for number in 0..3 {
        let title = Text::new("en", &format!("Visit {number}"));
        let request = serde_json::from_value(json!({ "title": title })).expect("a request");
        let created = work.desk.create_visit(request).expect("a visit");
        work.acknowledge(&created.summary.id, 1);
    }
    thread::scope(|scope| {
        for number in 1..=THREADS {
            let work = &work;
            scope.spawn(move || {
                let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
                for round in 0..rounds {
                    let mark = format!("{number}-{round}");
                    if let Err(error) = work.act(&mut dice, &mark) {
                        assert!(is_expected(&error), "{mark}: {error:?}");
                    }
                }
            });
        }
    });

    let Work {
        desk, acknowledged, ..
    } = work;
    let memory = state(&desk);
    let edits: BTreeMap<VisitId, usize> = memory
        .iter()
        .map(|(id, (_, _, edits, _))| (id.clone(), *edits))
        .collect();
    assert_eq!(edits, acknowledged.into_inner().expect("a lock"));
    is_sound(&desk);
    let library = desk.folder().to_owned();
    assert_eq!(state(&reading(&library)), memory, "beside the open library");
    drop(desk);
    let again = Desk::open(&library, Access::Write, Still::new()).expect("closed before");
    assert_eq!(state(&again), memory, "after it was closed");
}
