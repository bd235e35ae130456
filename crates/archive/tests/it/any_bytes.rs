//! Whatever bytes come from another copy: they are taken or refused, and what is taken can be read, edited and read again.
#![cfg(target_os = "linux")]

use std::{cell::RefCell, env, fs, io::Read as _, process::Command};

use archive::{ArchiveError, Library};
use automerge::Automerge;
use flate2::{Compression, read::DeflateDecoder, read::DeflateEncoder};
use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestRunner};
use serde_json::json;
use tempfile::TempDir;
use visit::{Kind, Visit};

use crate::{
    chunks::{change, chunk, document, puts, run},
    harm::{Harm, cases, harm, harmed},
    support::{Desk, go_on, open, stamp},
};

/// Says that this process is the one in which memory is measured.
const ALONE: &str = "CHANCERY_ANY_BYTES";

/// Bytes, or numbers as large as they get, with and without a sign.
fn put() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 1..8),
        Just([vec![0xff; 9], vec![0x01]].concat()),
        Just([vec![0xff; 8], vec![0x3f]].concat()),
        Just([vec![0x80; 9], vec![0x7f]].concat()),
    ]
}

/// Where a harm goes: to the bytes as they are sent, or into a chunk, which is then sealed again.
#[derive(Debug, Clone)]
enum Sent {
    Any(Vec<u8>),
    Sealed(u8, Vec<u8>),
    Change(u64, Vec<(u64, Vec<u8>)>),
    /// By this actor, from this number on, so many times nothing under a key.
    Puts(u8, u64, i64, String),
    Document(Vec<(u64, Vec<u8>)>, Vec<(u64, Vec<u8>)>),
    Harmed(Vec<Harm>),
    HarmedWithin(Index, Vec<Harm>),
    Shuffled(Vec<Index>),
}

/// A column of a kind that there is, with runs or with anything in it.
fn column(kinds: &'static [u64]) -> impl Strategy<Value = (u64, Vec<u8>)> {
    let number = prop_oneof![
        8 => -4i64..40,
        1 => Just(100_000),
        1 => any::<i64>(),
    ];
    let runs = vec((number, vec(0u8..8, 0..4)), 0..4).prop_map(|runs| {
        runs.iter()
            .flat_map(|(count, value)| run(*count, value))
            .collect()
    });
    let content = prop_oneof![3 => runs, 1 => vec(any::<u8>(), 0..12)];
    (prop::sample::select(kinds), any::<bool>(), content).prop_map(
        |(kind, deflate, content): (_, _, Vec<u8>)| {
            // Few columns are deflated, for a change with one is refused at once.
            if deflate && content.len() > 10 {
                (kind | 0b1000, deflate_all(&content))
            } else {
                (kind, content)
            }
        },
    )
}

fn columns(kinds: &'static [u64]) -> impl Strategy<Value = Vec<(u64, Vec<u8>)>> {
    vec(column(kinds), 0..9).prop_map(|mut columns| {
        columns.sort_by_key(|(kind, _)| kind & !0b1000);
        columns.dedup_by_key(|(kind, _)| *kind & !0b1000);
        columns
    })
}

fn sent() -> impl Strategy<Value = Sent> {
    const OPERATIONS: &[u64] = &[
        0x01, 0x02, 0x11, 0x13, 0x15, 0x21, 0x23, 0x34, 0x42, 0x56, 0x57, 0x70, 0x71, 0x73, 0x80, 0x81, 0x83,
        0x94, 0xa5,
    ];
    const CHANGES: &[u64] = &[0x01, 0x03, 0x13, 0x23, 0x35, 0x40, 0x43, 0x56, 0x57];
    prop_oneof![
        1 => vec(any::<u8>(), 0..300).prop_map(Sent::Any),
        1 => (0u8..5, vec(any::<u8>(), 0..200)).prop_map(|(kind, contents)| Sent::Sealed(kind, contents)),
        2 => (prop_oneof![1u64..500, any::<u64>()], columns(OPERATIONS))
            .prop_map(|(first, columns)| Sent::Change(first, columns)),
        2 => (any::<u8>(), prop_oneof![1u64..500, 1u64..5_000_000_000], 2i64..9, "(zz|remarks/en|facts|id|\\PC{0,4})")
            .prop_map(|(actor, first, count, key)| Sent::Puts(actor, first, count, key)),
        2 => (columns(CHANGES), columns(OPERATIONS))
            .prop_map(|(changes, operations)| Sent::Document(changes, operations)),
        1 => vec(harm(put()), 1..5).prop_map(Sent::Harmed),
        6 => (any::<Index>(), vec(harm(put()), 1..4)).prop_map(|(which, harms)| Sent::HarmedWithin(which, harms)),
        1 => vec(any::<Index>(), 1..6).prop_map(Sent::Shuffled),
    ]
}

fn deflate_all(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    DeflateEncoder::new(bytes, Compression::default())
        .read_to_end(&mut out)
        .unwrap();
    out
}

/// A history as its chunks: each with its kind and its contents, the compressed ones inflated.
fn chunks_of(mut bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut chunks = Vec::new();
    while !bytes.is_empty() {
        let kind = bytes[8];
        let digits = bytes[9..].iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
        let length = bytes[9..9 + digits]
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let (one, rest) = bytes.split_at(9 + digits + length);
        let mut contents = one[9 + digits..].to_vec();
        if kind == 2 {
            let mut inflated = Vec::new();
            DeflateDecoder::new(&contents[..])
                .read_to_end(&mut inflated)
                .unwrap();
            contents = inflated;
        }
        chunks.push((kind, contents));
        bytes = rest;
    }
    chunks
}

/// Seals a chunk as its kind wants it.
fn sealed(kind: u8, contents: &[u8]) -> Vec<u8> {
    if kind != 2 {
        return chunk(kind, contents);
    }
    // The checksum of a compressed change is that of the change.
    let inner = chunk(1, contents);
    let mut outer = chunk(2, &deflate_all(contents));
    outer[4..8].copy_from_slice(&inner[4..8]);
    outer
}

impl Sent {
    fn bytes(&self, valid: &[(u8, Vec<u8>)]) -> Vec<u8> {
        let whole = |valid: &[(u8, Vec<u8>)]| -> Vec<u8> {
            valid
                .iter()
                .flat_map(|(kind, contents)| sealed(*kind, contents))
                .collect()
        };
        match self {
            Sent::Any(bytes) => bytes.clone(),
            Sent::Sealed(kind, contents) => chunk(*kind, contents),
            Sent::Change(first, columns) => chunk(1, &change(*first, columns)),
            Sent::Puts(actor, first, count, key) => {
                let mut contents = change(*first, &puts(*count, key.as_bytes()));
                // After the number of those that it depends on, and its own length.
                contents[2] = *actor;
                chunk(1, &contents)
            }
            Sent::Document(changes, operations) => document(changes, operations),
            Sent::Harmed(harms) => harmed(whole(valid), harms),
            Sent::HarmedWithin(which, harms) => {
                let mut chunks = valid.to_vec();
                let contents = &mut chunks[which.index(valid.len())].1;
                *contents = harmed(std::mem::take(contents), harms);
                whole(&chunks)
            }
            Sent::Shuffled(order) => order
                .iter()
                .flat_map(|index| {
                    let (kind, contents) = index.get(valid);
                    sealed(*kind, contents)
                })
                .collect(),
        }
    }
}

/// Two libraries, one with the visit that bytes are merged into and one without any.
struct World {
    desk: Desk,
    other: Library,
    _folder: TempDir,
    /// The history of the visit: a document and two changes, the second one compressed.
    valid: Vec<(u8, Vec<u8>)>,
    cases: u32,
}

impl World {
    fn new() -> Self {
        let mut desk = Desk::new(2);
        let before = desk.open.to_bytes();
        for remarks in ["Brief".to_owned(), "Bring flags, notes and water. ".repeat(40)] {
            desk.set(Kind::Engagement, "e-1", json!({"remarks": {"en": remarks}}));
        }
        let history = Automerge::load(&desk.open.to_bytes()).unwrap();
        let old = Automerge::load(&before).unwrap().get_heads();
        let mut valid = chunks_of(&[before, history.save_after(&old)].concat());
        assert_eq!(valid.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [0, 1, 1]);
        // Other programs send long changes compressed.
        valid[2].0 = 2;
        let folder = TempDir::new().unwrap();
        let (other, _) = open(folder.path(), 2);
        Self {
            desk,
            other,
            _folder: folder,
            valid,
            cases: 0,
        }
    }

    fn is_sound(&self) {
        assert_eq!(self.desk.library.check(&mut go_on).unwrap().problems, []);
        assert_eq!(self.other.check(&mut go_on).unwrap().problems, []);
    }
}

fn is_refusal(error: &ArchiveError) -> bool {
    matches!(
        error,
        ArchiveError::ForeignChanges { .. }
            | ArchiveError::ForeignTooLarge { .. }
            | ArchiveError::DocumentExists { .. }
    )
}

/// Takes bytes in as a new visit.
fn adopt(library: &mut Library, bytes: &[u8]) -> Result<(), TestCaseError> {
    match library.adopt::<Visit>(bytes, &stamp(1)) {
        Ok(open) => {
            let visit = open
                .read()
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            let stored = library.open_visit(&visit.id).and_then(|stored| stored.read());
            prop_assert!(stored.is_ok_and(|stored| stored == visit));
            library.trash(&visit.id, &stamp(2)).unwrap();
            library.delete_forever(&visit.id).unwrap();
        }
        Err(error) => prop_assert!(is_refusal(&error), "{error}"),
    }
    Ok(())
}

/// Merges bytes; what was taken can be edited.
fn merge(desk: &mut Desk, bytes: &[u8]) -> Result<bool, TestCaseError> {
    let before = desk.open.to_bytes();
    let merged = desk.library.merge_changes(&mut desk.open, bytes, &stamp(3));
    match &merged {
        Ok(_) => {
            desk.visit = desk.open.read().unwrap();
            desk.set(
                Kind::Facts,
                "",
                json!({"remarks": {"en": format!("{:x?}", &bytes[..bytes.len().min(9)])}}),
            );
            desk.set(Kind::Facts, "", json!({"remarks": {}}));
        }
        Err(error) => {
            prop_assert!(is_refusal(error), "{error}");
            prop_assert_eq!(desk.open.to_bytes(), before);
        }
    }
    let stored = desk
        .library
        .open_visit(desk.open.id())
        .and_then(|stored| stored.read());
    prop_assert!(stored.is_ok_and(|stored| stored == desk.visit));
    Ok(merged.is_ok_and(|merged| merged.changes > 0))
}

/// Takes bytes in when the test below starts it as a process of its own; else there is nothing to do.
#[test]
fn any_bytes_in_a_process_of_its_own() {
    if env::var_os(ALONE).is_none() {
        return;
    }
    let world = RefCell::new(World::new());
    let taken = RefCell::new(0);
    let mut runner = TestRunner::new(ProptestConfig {
        cases: cases(150),
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&sent(), |sent| {
        let mut world = world.borrow_mut();
        let bytes = sent.bytes(&world.valid);
        adopt(&mut world.other, &bytes)?;
        *taken.borrow_mut() += u32::from(merge(&mut world.desk, &bytes)?);
        world.cases += 1;
        // What was taken makes each further reading longer.
        if world.cases.is_multiple_of(200) {
            world.is_sound();
            *world = World::new();
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    world.borrow().is_sound();
    let taken = taken.into_inner();
    assert!(taken > 0, "nothing of it was ever taken");
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!(
        "{taken} of {} were taken, peak {}",
        cases(150),
        peak.unwrap().trim().trim_end_matches(" kB")
    );
}

#[test]
fn whatever_bytes_come_from_another_copy_they_are_taken_or_refused_in_little_memory() {
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "any_bytes::any_bytes_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    // Automerge's panics, which are caught, say much.
    let end = complaint.len().saturating_sub(4_000);
    assert!(
        output.status.success(),
        "{said}{}",
        complaint.get(end..).unwrap_or(&complaint)
    );
    let peak = said.lines().find_map(|line| line.split("peak ").nth(1)).unwrap();
    println!("{said}");
    assert!(peak.trim().parse::<u64>().unwrap() >> 10 <= 256, "{peak} kB");
}
