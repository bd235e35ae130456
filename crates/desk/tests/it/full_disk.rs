//! What still works where the disk takes nothing more.

use std::{fmt::Write as _, path::Path, process::Command};

use desk::{Access, Desk, DeskError};
use serde_json::json;
use visit::{Edit, EntityKey, VisitId};

use crate::world::{Room, Still, room};

/// Tells the second process where the library is.
const FOLDER: &str = "CHANCERY_TEST_FULL_DISK_FOLDER";
/// The most that a file of the second process may have, in blocks of 512 bytes.
const BLOCKS: usize = 128;

/// Text that cannot be written much shorter.
fn text(number: u64) -> String {
    let mut dice = number | 1;
    let mut text = String::new();
    for _ in 0..125 {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        write!(text, "{dice:016x}").expect("a string");
    }
    text
}

fn remark(number: u64) -> Edit {
    let fields = serde_json::Map::from_iter([("remarks".to_owned(), json!({"en": text(number)}))]);
    Edit::set(EntityKey::facts(), fields)
}

/// A visit with so many changes that opening it puts them together, which takes more room than there is.
#[test]
fn a_visit_with_many_changes_is_opened_where_putting_them_together_has_no_room() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return open_without_room(Path::new(&folder));
    }
    let room = room();
    let visit = room.visit();
    for number in 1..=220 {
        room.desk
            .edit(&visit, remark(number * 0x9e37_79b9))
            .expect("an edit");
    }
    let library = room.desk.folder().to_owned();
    let Room { folder, desk, .. } = room;
    drop(desk);
    // A process that may not write large files and goes on all the same: to it the disk is full.
    let test = "full_disk::a_visit_with_many_changes_is_opened_where_putting_them_together_has_no_room";
    let limited = format!("trap '' XFSZ; ulimit -f {BLOCKS}; exec \"$0\" --exact {test} --nocapture");
    let done = Command::new("sh")
        .args(["-c", &limited])
        .arg(std::env::current_exe().expect("this program"))
        .env(FOLDER, &library)
        .output()
        .expect("a process");
    assert!(
        done.status.success(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    drop(folder);
}

fn open_without_room(folder: &Path) {
    let desk = Desk::open(folder, Access::Write, Still::new()).expect("a library");
    let id: VisitId = desk.visits().expect("a list").remove(0).summary.id;
    let opened = desk.open_visit(&id).expect("a visit");
    assert!(!opened.visit.facts.remarks.is_empty());
    assert_eq!(desk.history(&id).expect("a history").len(), 221);
    // There was indeed no room.
    let fields = (0..90).map(text).collect::<String>();
    let fields = serde_json::Map::from_iter([("remarks".to_owned(), json!({"en": fields}))]);
    let key = EntityKey::facts();
    let refused = desk.edit(&id, Edit::set(key, fields)).expect_err("no room");
    assert!(matches!(refused, DeskError::Archive(_)), "{refused}");
}
