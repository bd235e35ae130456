//! Whatever a file holds, an import takes it or refuses it; what is refused leaves the library as it was.

use std::{cell::RefCell, collections::BTreeMap, fs};

use desk::{ExportFormat, ExportOptions};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use visit::Document as _;
use visit::{Visit, VisitId};

use crate::{
    calendars::{DINNER, FLAGS, TALKS, calendar},
    concurrency::{State, is_sound, reading, state},
    harm::{Harm, cases, harm, harmed},
    world::{Room, room},
};

/// Bytes, or what a calendar and a visit file are made of.
fn put() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => vec(any::<u8>(), 1..5),
        1 => Just(b"\r\nRRULE:FREQ=SECONDLY;COUNT=999999999\r\n".to_vec()),
        1 => Just(b"\r\nDURATION:P99999999999W\r\n".to_vec()),
        1 => Just(b"\r\nBEGIN:VEVENT\r\n".to_vec()),
        1 => Just(b"\"order\":\"\xc3\xa9\",".to_vec()),
        1 => Just(b"-1e999".to_vec()),
        1 => Just(b"[[[[[[[[[[[[[[[[[[[[".to_vec()),
        1 => Just(b"\xef\xbb\xbf".to_vec()),
    ]
}

/// A file that somebody imports.
#[derive(Debug, Clone)]
enum Content {
    Any(Vec<u8>),
    Visit(Vec<Harm>),
    Visits(Vec<Harm>),
    Calendar(Vec<Harm>),
}

fn content() -> impl Strategy<Value = Content> {
    let harms = || vec(harm(put()), 1..4);
    const BEGINNINGS: &[&[u8]] = &[b"", b"{", b"[{\"id\":", b"BEGIN:VCALENDAR\r\n", b"\xff\xfe"];
    let beginning = prop::sample::select(BEGINNINGS);
    prop_oneof![
        2 => (beginning, vec(any::<u8>(), 0..200)).prop_map(|(beginning, rest)| Content::Any([beginning, &rest].concat())),
        3 => harms().prop_map(Content::Visit),
        1 => harms().prop_map(Content::Visits),
        3 => harms().prop_map(Content::Calendar),
    ]
}

/// A library with a visit, into which a calendar was imported and which was exported.
struct World {
    room: Room,
    visit: VisitId,
    exported: Vec<u8>,
    before: BTreeMap<VisitId, State>,
    cases: u32,
}

fn calendar_file() -> String {
    calendar(&[TALKS, DINNER], &[FLAGS])
}

impl World {
    fn new() -> Self {
        let room = room();
        let visit = room.visit();
        room.engagement(&visit, "Talks");
        crate::calendars::again(&room, &calendar_file(), &visit);
        let exported = room
            .desk
            .export(
                &visit,
                ExportFormat::Json,
                &ExportOptions::default(),
                &room.desk.begin("export"),
            )
            .expect("exported")
            .bytes;
        let before = state(&room.desk);
        Self {
            room,
            visit,
            exported,
            before,
            cases: 0,
        }
    }

    fn import(&mut self, content: &Content, into: bool) -> Result<bool, TestCaseError> {
        let bytes = match content {
            Content::Any(bytes) => bytes.clone(),
            Content::Visit(harms) => harmed(self.exported.clone(), harms),
            Content::Visits(harms) => {
                let one =
                    Visit::from_json(std::str::from_utf8(&self.exported).expect("text")).expect("a visit");
                let two = Visit {
                    id: VisitId("v-2".into()),
                    ..one.clone()
                };
                harmed(serde_json::to_vec(&[one, two]).expect("JSON"), harms)
            }
            Content::Calendar(harms) => harmed(calendar_file().into_bytes(), harms),
        };
        let file = self.room.folder.path().join("any");
        fs::write(&file, bytes).expect("written");
        let desk = &self.room.desk;
        let imported = desk.import(&file, into.then_some(&self.visit), &desk.begin("import"));
        let after = state(desk);
        match &imported {
            Ok(report) => {
                prop_assert!(after.contains_key(&report.visit));
                for (visit, ..) in after.values() {
                    prop_assert!(visit.validate().is_ok(), "{:?}", visit.validate());
                }
            }
            Err(error) => {
                let told = error.to_api();
                prop_assert!(!told.code.is_empty() && !told.message.is_empty());
                prop_assert_eq!(&after, &self.before, "{}", error);
            }
        }
        self.before = after;
        Ok(imported.is_ok())
    }

    /// Compares what is in memory with what another reader finds.
    fn is_on_the_disk(&self) {
        is_sound(&self.room.desk);
        assert_eq!(state(&reading(self.room.desk.folder())), self.before);
    }
}

#[test]
fn whatever_a_file_holds_it_is_imported_or_the_library_is_as_it_was() {
    let world = RefCell::new(World::new());
    let (taken, refused) = (RefCell::new(0), RefCell::new(0));
    let mut runner = TestRunner::new(ProptestConfig {
        cases: cases(160),
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&(content(), any::<bool>()), |(content, into)| {
        let mut world = world.borrow_mut();
        if world.import(&content, into)? {
            *taken.borrow_mut() += 1;
        } else {
            *refused.borrow_mut() += 1;
        }
        world.cases += 1;
        // What was imported makes each further comparison longer.
        if world.cases.is_multiple_of(20) {
            world.is_on_the_disk();
            *world = World::new();
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    world.borrow().is_on_the_disk();
    let (taken, refused) = (taken.into_inner(), refused.into_inner());
    println!("{taken} were taken, {refused} refused");
    assert!(taken > cases(160) / 10 && refused > cases(160) / 10);
}
