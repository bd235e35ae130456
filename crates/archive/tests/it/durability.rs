//! No acknowledged edit is lost, whenever the process dies.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use archive::{ArchiveError, DocumentId, Edited, Library, UndoStep};
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Document as _, EntityKey, Kind};

use crate::support::{document_id, go_on, id, label, open, options, person, set, stamp, visit_of};

const FOLDER: &str = "CHANCERY_TEST_KILLED_FOLDER";
const ROUND: &str = "CHANCERY_TEST_KILLED_ROUND";
const NIGHTLY: &str = "CHANCERY_NIGHTLY";
pub(crate) const ENGAGEMENTS: u64 = 10;

/// The process that is killed: this test binary, started again by the test below. Without the folder in the environment it does nothing.
#[test]
fn the_process_that_is_killed() {
    let (Ok(folder), Ok(round)) = (std::env::var(FOLDER), std::env::var(ROUND)) else {
        return;
    };
    let round: u8 = round.parse().unwrap();
    let (mut library, _) = open(Path::new(&folder), round);
    let mut open = library.open_visit(&id("v-1")).unwrap();
    let mut visit = open.read().unwrap();
    let first = count(&library) + 1;
    for number in first.. {
        let remark = json!({"remarks": {"en": number.to_string()}});
        let applied = visit
            .apply(&set(
                Kind::Engagement,
                &format!("e-{}", number % ENGAGEMENTS),
                remark,
            ))
            .unwrap();
        let step = UndoStep::Edit(applied.undo);
        let time = i64::try_from(number).unwrap();
        library
            .record(
                &mut open,
                &visit,
                &Edited::new(&applied.changed, &applied.label),
                &stamp(time),
                &step,
            )
            .unwrap();
        println!("acknowledged {number}");
        if number % 13 == 0 {
            let compaction = open.compaction().unwrap();
            library.compact(&mut open, &compaction).unwrap();
        }
    }
}

/// Starts the process that will be killed.
pub(crate) fn start(folder: &Path, round: u8) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::the_process_that_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How many edits the history has; the first change is the creation.
fn count(library: &Library) -> u64 {
    library.open_visit(&id("v-1")).unwrap().history().len() as u64 - 1
}

#[test]
fn a_killed_process_loses_no_acknowledged_edit() {
    let rounds: u8 = if std::env::var(NIGHTLY).is_ok() { 200 } else { 20 };
    let folder = TempDir::new().unwrap();
    let visit = visit_of("v-1", ENGAGEMENTS as usize);
    open(folder.path(), 250)
        .0
        .create(&visit, document_id(&visit), &stamp(0), &label(Action::Create))
        .unwrap();
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    let mut acknowledged = 0_u64;
    for round in 0..rounds {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        let mut child = start(folder.path(), round);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut note = |line: &str| {
            if let Some(number) = line.split("acknowledged ").nth(1) {
                acknowledged = acknowledged.max(number.trim().parse().unwrap());
                return true;
            }
            false
        };
        let mut wanted = dice % 25;
        while wanted > 0 {
            let line = lines
                .next()
                .expect("the process ended before it was killed")
                .unwrap();
            wanted -= u64::from(note(&line));
        }
        std::thread::sleep(Duration::from_micros(dice >> 7 & 0xfff));
        child.kill().unwrap();
        // What was acknowledged before the kill may still be in the pipe; its last line may be cut.
        let rest: Vec<String> = lines.map_while(Result::ok).collect();
        child.wait().unwrap();
        for line in rest.iter().take(rest.len().saturating_sub(1)) {
            note(line);
        }
        let (library, report) = open(folder.path(), 251);
        assert_eq!(report.damage, None, "round {round}");
        let check = library.check(&mut go_on).unwrap();
        assert_eq!(check.problems, [], "round {round}");
        let stored = count(&library);
        assert!(
            stored >= acknowledged,
            "round {round}: {acknowledged} acknowledged, {stored} stored"
        );
        let visit = library.open_visit(&id("v-1")).unwrap().read().unwrap();
        for number in stored.saturating_sub(ENGAGEMENTS - 1).max(1)..=stored {
            let key = EntityKey::new(Kind::Engagement, &format!("e-{}", number % ENGAGEMENTS));
            assert_eq!(
                visit.value_of(&key).unwrap()["remarks"]["en"],
                json!(number.to_string()),
                "round {round}"
            );
        }
        assert!(stored == 0 || library.undo_top(&id("v-1"), &person()).unwrap().is_some());
    }
    assert!(
        acknowledged > u64::from(rounds),
        "{acknowledged} edits were acknowledged"
    );
}

/// With the lock left out in `Library::open`, it failed so:
///
/// ```text
/// assertion failed: matches!(refused, Err(ArchiveError::AlreadyOpen { .. }))
/// ```
#[test]
fn a_library_that_another_process_has_open_is_refused_until_that_process_ends() {
    let folder = TempDir::new().unwrap();
    let visit = visit_of("v-1", ENGAGEMENTS as usize);
    open(folder.path(), 250)
        .0
        .create(&visit, document_id(&visit), &stamp(0), &label(Action::Create))
        .unwrap();
    let mut child = start(folder.path(), 1);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines
        .find(|line| line.as_ref().is_ok_and(|line| line.contains("acknowledged")))
        .unwrap()
        .unwrap();
    let refused = Library::open(folder.path(), &options(251)).map(|_| ());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(matches!(refused, Err(ArchiveError::AlreadyOpen { .. })));
    open(folder.path(), 251);
}

/// A killed process leaves what it wrote to the kernel, so that killing it shows nothing of a power cut. What a power cut leaves is what
/// was synced: here the system calls of the process are looked at. Where no process may be traced there is nothing to look at.
///
/// With `synchronous` set to `OFF` in `library/open.rs`, it failed so:
///
/// ```text
/// edit 1 was acknowledged before the journal was synced: 11099 write(1<pipe:[121000]>, "acknowledged 1\n", 15) = 15
/// ```
///
#[test]
fn the_journal_is_synced_before_each_edit_is_acknowledged() {
    const EDITS: usize = 30;
    let folder = TempDir::new().unwrap();
    open(folder.path(), 250)
        .0
        .create(
            &visit_of("v-1", ENGAGEMENTS as usize),
            DocumentId([1; 16]),
            &stamp(0),
            &label(Action::Create),
        )
        .unwrap();
    let trace = folder.path().join("trace");
    let said = folder.path().join("said");
    let started = Command::new("strace")
        .args(["-f", "-y", "-s", "32", "-e", "trace=fdatasync,fsync,write", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "durability::the_process_that_is_killed", "--nocapture"])
        .env(FOLDER, folder.path())
        .env(ROUND, "1")
        .stdout(Stdio::piped())
        .stderr(File::create(&said).unwrap())
        .spawn();
    let mut child = started
        .expect("this test looks at system calls with strace: run `cargo xtask test`, which installs it");
    let acknowledged = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter(|line| line.contains("acknowledged"))
        .take(EDITS)
        .count();
    // Nobody reads any more, so the process cannot acknowledge another edit and ends.
    child.wait().unwrap();
    let said = std::fs::read_to_string(said).unwrap();
    if said.contains("Operation not permitted") {
        eprintln!("No process may be traced here, so the system calls were not looked at: {said}");
        return;
    }
    assert_eq!(acknowledged, EDITS, "{said}");
    let calls = std::fs::read_to_string(trace).unwrap();
    let mut seen = 0;
    let mut synced = false;
    for call in calls.lines() {
        if call.contains("sync(") && call.contains("library.chancery-wal") {
            synced = true;
        } else if call.contains("write(1<") && call.contains("acknowledged ") && !call.contains("EPIPE") {
            seen += 1;
            assert!(
                synced,
                "edit {seen} was acknowledged before the journal was synced: {call}"
            );
            synced = false;
        }
    }
    assert!(seen >= EDITS, "{seen} of {EDITS} edits were seen");
}
