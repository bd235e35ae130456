//! Small bytes that would take gigabytes, or forever, once they are read: they are refused before that, in memory that has a limit.
#![cfg(target_os = "linux")]

use std::{env, ffi::OsStr, fs, path::Path, process::Command, time::Instant};

use archive::ArchiveError;
use visit::Visit;

use crate::{
    chunks::{change, chunk, deflated, document, nothings, numbers, puts, run, signed},
    support::{Desk, go_on, open, stamp},
};

/// Names the file that the process of its own is to take in.
const BOMB: &str = "CHANCERY_BOMB";

/// So many MiB, deflated, are some 400 kB.
const MUCH: usize = 400;

/// The columns of a document with so many changes, each with the last operation of this number.
fn changes(count: i64, last: u64) -> Vec<(u64, Vec<u8>)> {
    let mut first = Vec::new();
    signed(1, &mut first);
    signed(i64::try_from(last).unwrap(), &mut first);
    let rest = |step| {
        if count > 1 {
            run(count - 1, &[step])
        } else {
            Vec::new()
        }
    };
    vec![
        (0x01, run(count, &[0])),
        (0x03, run(count, &[1])),
        (0x13, [first, rest(0)].concat()),
        (0x23, run(count, &[0])),
        (0x35, nothings(count.unsigned_abs())),
        (0x40, run(count, &[0])),
        (0x56, run(count, &[7])),
    ]
}

/// The columns of a document with so many operations.
fn operations(count: i64) -> Vec<(u64, Vec<u8>)> {
    let mut columns = puts(count, b"k");
    columns.truncate(1);
    columns.extend([
        (0x21, run(count, &[0])),
        (0x23, run(count, &[1])),
        (0x34, numbers(&[count.unsigned_abs()])),
        (0x42, run(count, &[1])),
        (0x56, run(count, &[0])),
        (0x80, run(count, &[0])),
    ]);
    columns
}

/// Makes every bomb, by its name, and whether it is refused for its weight.
fn bombs() -> Vec<(&'static str, Vec<u8>, bool)> {
    const FOREVER: i64 = 1 << 40;
    let small = chunk(1, &change(1, &puts(2, b"key")));
    let kilobyte = vec![b'k'; 1 << 10];
    vec![
        ("a deflated change", chunk(2, &deflated(b' ', MUCH)), true),
        (
            "a deflated column of values",
            document(&[], &[(0x5f, deflated(0, MUCH))]),
            true,
        ),
        (
            "a deflated column of keys",
            document(&[], &[(0x1d, deflated(0, MUCH))]),
            true,
        ),
        (
            "a change of many operations",
            chunk(1, &change(1, &puts(FOREVER, b"k"))),
            true,
        ),
        (
            "a change of many operations that ends too late",
            chunk(1, &change(1, &puts(100_000_000, b"k"))),
            true,
        ),
        (
            "a change of long keys",
            chunk(1, &change(1, &puts(1_000_000, &kilobyte))),
            true,
        ),
        (
            "a document of many operations",
            document(&changes(1, 100_000_000), &operations(100_000_000)),
            true,
        ),
        (
            "a document of many changes",
            document(&changes(30_000_000, 1), &[]),
            true,
        ),
        ("many chunks", chunk(2, &deflated(b' ', 4)).repeat(60), true),
        (
            "more bytes than are read",
            small.repeat((129 << 20) / small.len()),
            true,
        ),
        (
            "a number that none comes after",
            chunk(1, &change(u64::from(u32::MAX) - 1, &puts(2, b"k"))),
            false,
        ),
        (
            "an operation with a number far off",
            document(&changes(1, 4_000_000_000), &operations(1)),
            false,
        ),
        (
            "many changes of many operations",
            document(&changes(100_000, 1_000_000), &operations(1)),
            false,
        ),
        // 180 MiB weigh 720.
        (
            "as heavy as may be",
            document(&[], &[(0x5f, deflated(0, 180))]),
            false,
        ),
    ]
}

/// Takes one bomb in when a test of this binary starts it as a process of its own; else there is nothing to do.
#[test]
fn a_bomb_in_a_process_of_its_own() {
    let Ok(path) = env::var(BOMB) else { return };
    let bytes = fs::read(&path).unwrap();
    let is_heavy = path.ends_with("true");
    let mut desk = Desk::new(2);
    let before = desk.open.to_bytes();
    let folder = tempfile::tempdir().unwrap();
    let (mut other, _) = open(folder.path(), 2);
    let started = Instant::now();
    let adopted = other.adopt::<Visit>(&bytes, &stamp(1)).err();
    let merged = desk
        .library
        .merge_changes(&mut desk.open, &bytes, &stamp(2))
        .err();
    for error in [adopted, merged] {
        let error = error.expect("a refusal");
        assert!(
            match &error {
                ArchiveError::ForeignTooLarge { .. } => is_heavy,
                ArchiveError::ForeignChanges { .. } => !is_heavy,
                _ => false,
            },
            "{error:?}"
        );
        println!("{error}");
    }
    println!("took {} ms", started.elapsed().as_millis());
    assert_eq!(desk.open.to_bytes(), before);
    assert_eq!(desk.library.check(&mut go_on).unwrap().problems, []);
    assert_eq!(other.list::<Visit>().unwrap(), []);
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("peak {}", peak.unwrap().trim().trim_end_matches(" kB"));
}

/// The most that a bomb may take, in seconds of a processor. Those of the clock say how busy the machine is.
const PATIENCE: u32 = 60;

/// A command that is ended when it has computed for so many seconds.
fn limited(seconds: u32, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -t {seconds}; exec \"$0\" \"$@\"")]);
    command.arg(program);
    command
}

#[test]
fn what_computes_for_ever_is_ended_and_what_only_takes_long_is_not() {
    let ended = |program: &str, word: &str| limited(1, program).args(["-c", word]).status().unwrap();
    assert!(!ended("sh", "while :; do :; done").success());
    assert!(ended("sh", "sleep 2").success());
}

/// Takes a bomb in, and returns the peak of memory in MiB. What would go on forever is ended.
fn peak_mib(name: &str, bomb: &[u8], is_heavy: bool, folder: &Path) -> u64 {
    let path = folder.join(is_heavy.to_string());
    fs::write(&path, bomb).unwrap();
    let outcome = limited(PATIENCE, env::current_exe().unwrap())
        .args(["--exact", "bombs::a_bomb_in_a_process_of_its_own", "--nocapture"])
        .env(BOMB, &path)
        .stdout(fs::File::create(folder.join("said")).unwrap())
        .stderr(fs::File::create(folder.join("complained")).unwrap())
        .status()
        .unwrap();
    let said = fs::read_to_string(folder.join("said")).unwrap();
    let complained = fs::read_to_string(folder.join("complained")).unwrap();
    assert!(outcome.success(), "{name}: {outcome:?} {said}{complained}");
    let of = |what: &str| -> u64 {
        let line = said.lines().find_map(|line| line.split(what).nth(1)).unwrap();
        line.trim().split(' ').next().unwrap().parse().unwrap()
    };
    println!(
        "{name}, {} bytes: {} MiB, {} ms",
        bomb.len(),
        of("peak ") / 1024,
        of("took ")
    );
    of("peak ") / 1024
}

#[test]
fn what_would_take_gigabytes_or_forever_is_refused_within_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let peaks: Vec<(&str, u64)> = bombs()
        .into_iter()
        .map(|(name, bomb, is_heavy)| (name, peak_mib(name, &bomb, is_heavy, folder.path())))
        .collect();
    let over: Vec<_> = peaks.iter().filter(|(_, peak)| *peak > 768).collect();
    assert!(over.is_empty(), "{over:?}");
}
