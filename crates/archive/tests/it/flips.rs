//! Whatever happens to the bytes of a library, what it gives is what was stored, or it says that something is wrong.

use std::{collections::BTreeMap, fs, path::Path, thread};

use archive::{
    Access, ArchiveError, FILE_NAME, HistoryEntry, Library, OpenOptions, SessionId, Step, VisitEntry,
};
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Kind, Visit, VisitId};

use crate::support::{Desk, document_id, go_on, id, label, person, stamp, visit_of};

const NIGHTLY: &str = "CHANCERY_NIGHTLY";
const WAL: &str = "library.chancery-wal";
const MARK: &str = "library.acknowledged";

/// All that a library gives of one visit.
#[derive(Debug, PartialEq)]
struct Told {
    listed: VisitEntry,
    visit: Visit,
    history: Vec<HistoryEntry>,
    undo: Option<Step>,
    redo: Option<Step>,
}

type Truth = BTreeMap<VisitId, Told>;
type Files = Vec<(&'static str, Vec<u8>)>;

fn truth_of(library: &Library) -> Truth {
    let told = |listed: VisitEntry| {
        let open = library.open_visit(&listed.id).unwrap();
        let told = Told {
            visit: open.read().unwrap(),
            history: open.history(),
            undo: library.undo_top(&listed.id, &person()).unwrap(),
            redo: library.redo_top(&listed.id, &person()).unwrap(),
            listed,
        };
        (told.listed.id.clone(), told)
    };
    library.list::<Visit>().unwrap().into_iter().map(told).collect()
}

fn files_of(folder: &Path) -> Files {
    let read = |name| fs::read(folder.join(name)).ok().map(|bytes| (name, bytes));
    [FILE_NAME, WAL, MARK].into_iter().filter_map(read).collect()
}

/// A small library with two visits, one in the trash, edits, and something to undo and to redo: as it is while it is open, as a killed
/// process leaves it, and as it is when it was closed.
fn small_library() -> (Truth, Files, Files) {
    let mut desk = Desk::new(1);
    desk.library
        .create(
            &visit_of("v-2", 1),
            document_id(&visit_of("v-2", 1)),
            &stamp(1),
            &label(Action::Create),
        )
        .unwrap();
    for status in ["tentative", "cancelled", "confirmed"] {
        desk.set(Kind::Engagement, "e-0", json!({"status": status}));
    }
    desk.undo();
    desk.library.trash(&id("v-2"), &stamp(7)).unwrap();
    let truth = truth_of(&desk.library);
    let killed = files_of(desk.folder.path());
    assert!(
        killed
            .iter()
            .any(|(name, bytes)| *name == WAL && bytes.len() > 4096)
    );
    let Desk { folder, library, .. } = desk;
    drop(library);
    (truth, killed, files_of(folder.path()))
}

/// A folder in memory, where there is one: nothing here is about the disk.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        TempDir::new_in(memory).unwrap()
    } else {
        TempDir::new().unwrap()
    }
}

fn put(folder: &Path, files: &Files) {
    for entry in fs::read_dir(folder).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// Reads everything; panics where something is wrong and nothing says so. Returns whether anything was said.
fn is_told(folder: &Path, truth: &Truth, what: &str) -> bool {
    let options = OpenOptions {
        session: SessionId([9; 16]),
        access: Access::Write,
    };
    let Ok((library, report)) = Library::open(folder, &options) else {
        return true;
    };
    let mut told = report.damage.is_some();
    let Ok(listed) = library.list::<Visit>() else {
        return true;
    };
    for entry in &listed {
        told |= entry.damaged;
        assert!(
            entry.damaged || truth.get(&entry.id).is_some_and(|known| known.listed == *entry),
            "{what}: listed {entry:?}"
        );
    }
    for (id, known) in truth {
        match library
            .open_visit(id)
            .and_then(|open| Ok((open.read()?, open.history())))
        {
            Ok((visit, history)) => {
                assert_eq!(visit, known.visit, "{what}");
                assert_eq!(history, known.history, "{what}");
            }
            Err(_) => told = true,
        }
        for (top, known) in [
            (library.undo_top(id, &person()), &known.undo),
            (library.redo_top(id, &person()), &known.redo),
        ] {
            match top {
                Ok(top) => assert_eq!(&top, known, "{what}"),
                Err(_) => told = true,
            }
        }
    }
    if !told && listed.len() != truth.len() {
        assert!(!library.check(&mut go_on).unwrap().problems.is_empty(), "{what}");
        told = true;
    }
    told
}

/// Flips each of the bits by itself, in a folder of its own; returns how many were told.
fn flip_each(truth: &Truth, files: &Files, name: &str, bits: &[usize]) -> usize {
    let folder = folder();
    let is_told = |bit: &&usize| {
        let (byte, bit) = (*bit / 8, *bit % 8);
        let mut flipped = files.clone();
        flipped.iter_mut().find(|file| file.0 == name).unwrap().1[byte] ^= 1 << bit;
        put(folder.path(), &flipped);
        is_told(folder.path(), truth, &format!("{name}: bit {bit} of byte {byte}"))
    };
    bits.iter().filter(is_told).count()
}

/// Flips bits of the file `name`: all of them at night, else some.
fn flip(truth: &Truth, files: &Files, name: &str) -> (usize, usize) {
    let length = files.iter().find(|file| file.0 == name).unwrap().1.len();
    let all = length * 8;
    let bits: Vec<usize> = if std::env::var(NIGHTLY).is_ok() {
        (0..all).collect()
    } else {
        let mut dice = 0x2545_f491_4f6c_dd1d_u64;
        let mut throw = || {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            usize::try_from(dice % all as u64).unwrap()
        };
        (0..2_000).map(|_| throw()).collect()
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let told = thread::scope(|scope| {
        let share = |bits| scope.spawn(move || flip_each(truth, files, name, bits));
        let shares: Vec<_> = bits.chunks(bits.len().div_ceil(workers)).map(share).collect();
        shares.into_iter().map(|share| share.join().unwrap()).sum()
    });
    (told, bits.len())
}

#[test]
fn every_flipped_bit_of_the_file_is_told_or_changes_nothing_that_is_read() {
    let (truth, _, closed) = small_library();
    let (told, flipped) = flip(&truth, &closed, FILE_NAME);
    assert!(told > flipped / 20, "{told} of {flipped} were told");
}

#[test]
fn every_flipped_bit_of_the_journal_is_told_or_changes_nothing_that_is_read() {
    let (truth, killed, _) = small_library();
    let (told, flipped) = flip(&truth, &killed, WAL);
    assert!(told > flipped / 2, "{told} of {flipped} were told");
}

#[test]
fn a_library_as_a_killed_process_leaves_it_is_whole_and_nothing_is_told() {
    let (truth, killed, closed) = small_library();
    let folder = folder();
    for files in [&killed, &closed] {
        put(folder.path(), files);
        assert!(!is_told(folder.path(), &truth, "as it was"));
    }
}

#[test]
fn a_journal_that_is_removed_or_cut_is_missed_and_neither_file_is_touched_until_it_is_accepted() {
    let (truth, killed, _) = small_library();
    let folder = folder();
    let journal = killed.iter().find(|file| file.0 == WAL).unwrap().1.len();
    // The header of the journal, then frames of a page and 24 bytes.
    for cut in (0..journal).step_by(4096 + 24) {
        let mut cut_off = killed.clone();
        cut_off
            .iter_mut()
            .find(|file| file.0 == WAL)
            .unwrap()
            .1
            .truncate(cut);
        put(folder.path(), &cut_off);
        let options = OpenOptions {
            session: SessionId([9; 16]),
            access: Access::Write,
        };
        let refused = Library::open(folder.path(), &options).map(|_| ()).unwrap_err();
        assert!(
            matches!(refused, ArchiveError::Behind { missing, .. } if missing > 0),
            "cut at {cut}: {refused}"
        );
        for (name, bytes) in &cut_off {
            assert_eq!(
                &fs::read(folder.path().join(name)).unwrap(),
                bytes,
                "cut at {cut}: {name}"
            );
        }
        let read = OpenOptions {
            access: Access::Read,
            ..options.clone()
        };
        let (library, report) = Library::open(folder.path(), &read).unwrap();
        assert!(report.damage.is_some(), "cut at {cut}");
        assert!(
            !library.check(&mut go_on).unwrap().problems.is_empty(),
            "cut at {cut}"
        );
        let left = library.list::<Visit>().unwrap().len();
        drop(library);
        assert!(
            matches!(refused, ArchiveError::Behind { left: told, .. } if told == left),
            "cut at {cut}"
        );
        assert!(Library::accept(folder.path()).unwrap().is_some(), "cut at {cut}");
        // From now on a loss is noticed again, before anything was written.
        assert!(
            folder.path().join("library.acknowledged").exists(),
            "cut at {cut}"
        );
        let (library, report) = Library::open(folder.path(), &options).unwrap();
        assert_eq!(report.damage, None);
        assert_eq!(library.check(&mut go_on).unwrap().problems, []);
        assert!(library.list::<Visit>().unwrap().len() <= truth.len());
    }
}

#[test]
fn an_older_copy_of_the_file_is_told_and_a_backup_that_is_put_back_is_not() {
    let mut desk = Desk::new(1);
    let elsewhere = folder();
    let backup = elsewhere.path().join("backup");
    desk.library.backup(&backup, &mut go_on).unwrap();
    let backup = fs::read(backup).unwrap();
    let mut desk = {
        desk.set(Kind::Engagement, "e-0", json!({"status": "tentative"}));
        desk.reopen(2)
    };
    desk.set(Kind::Engagement, "e-0", json!({"status": "cancelled"}));
    let Desk { folder, library, .. } = desk;
    drop(library);
    let file = folder.path().join(FILE_NAME);
    let write = OpenOptions {
        session: SessionId([3; 16]),
        access: Access::Write,
    };
    // Twice: the second time it has been opened and edited in between.
    for round in 0..2 {
        fs::write(&file, &backup).unwrap();
        let (mut library, report) = Library::open(folder.path(), &write).unwrap();
        assert_eq!(report.damage, None, "round {round}");
        library.trash(&id("v-1"), &stamp(9)).unwrap();
    }
    let older = fs::read(&file).unwrap();
    let (mut library, _) = Library::open(folder.path(), &write).unwrap();
    library.restore(&id("v-1")).unwrap();
    drop(library);
    fs::write(&file, older).unwrap();
    let refused = Library::open(folder.path(), &write).map(|_| ()).unwrap_err();
    assert!(
        matches!(refused, ArchiveError::Behind { missing: 1, .. }),
        "{refused}"
    );
}

#[test]
fn a_file_that_lost_its_end_gives_what_is_left_and_is_not_written() {
    let (truth, _, closed) = small_library();
    let folder = folder();
    let whole = &closed[0].1;
    let mut opened = 0;
    let mut rescued = 0;
    let cuts = (1..whole.len() / 4096).map(|page| page * 4096);
    for cut in cuts.chain((1..whole.len()).step_by(3001)) {
        let cut_off = vec![(FILE_NAME, whole[..cut].to_vec())];
        put(folder.path(), &cut_off);
        assert!(
            is_told(folder.path(), &truth, &format!("cut at {cut}")),
            "cut at {cut}"
        );
        assert_eq!(
            fs::read(folder.path().join(FILE_NAME)).unwrap(),
            cut_off[0].1,
            "cut at {cut}"
        );
        for access in [Access::Read, Access::Write] {
            let options = OpenOptions {
                session: SessionId([9; 16]),
                access,
            };
            let Ok((library, report)) = Library::open(folder.path(), &options) else {
                continue;
            };
            assert!(report.damage.is_some());
            opened += library.list::<Visit>().unwrap().len();
            let elsewhere = TempDir::new_in(folder.path().parent().unwrap()).unwrap();
            let create = OpenOptions {
                access: Access::Create,
                ..options
            };
            let report = library.rescue(elsewhere.path(), &create, &mut go_on).unwrap();
            rescued += report.saved.len();
            let (saved, _) = Library::open(elsewhere.path(), &create).unwrap();
            for visit in report.saved.iter().filter(|saved| saved.detail.is_none()) {
                let id: VisitId = visit.name.typed().unwrap();
                let open = saved.open_visit(&id).unwrap();
                assert_eq!(open.read().unwrap(), truth[&id].visit, "cut at {cut}");
                assert_eq!(open.history(), truth[&id].history, "cut at {cut}");
            }
        }
    }
    assert!(opened > 0 && rescued > 0, "{opened} listed, {rescued} rescued");
}

#[test]
fn a_file_that_lost_its_last_page_still_lists_every_visit() {
    let (truth, _, closed) = small_library();
    let folder = folder();
    let whole = &closed[0].1;
    put(
        folder.path(),
        &vec![(FILE_NAME, whole[..whole.len() - 4096].to_vec())],
    );
    let options = OpenOptions {
        session: SessionId([9; 16]),
        access: Access::Write,
    };
    let (library, report) = Library::open(folder.path(), &options).unwrap();
    assert!(report.damage.is_some());
    let listed: Vec<_> = library
        .list::<Visit>()
        .unwrap()
        .into_iter()
        .map(|listed| listed.id)
        .collect();
    assert_eq!(listed.len(), truth.len(), "{listed:?}");
    assert!(matches!(
        { library }.trash(&id("v-1"), &stamp(9)),
        Err(ArchiveError::Damaged { .. })
    ));
}
