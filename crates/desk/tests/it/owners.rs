//! Who holds what while something is under way: a visit has one owner, and nobody waits for the owner of another one.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use desk::{Access, Damage, Desk, DeskError, LIBRARY_FILE};
use serde_json::json;
use visit::{Edit, EntityKey, VisitId};

use crate::{hooked::Hooked, world::Still, world::room};

/// Sets the remarks of a visit.
fn remark(text: &str) -> Edit {
    let fields = json!({"remarks": {"en": text}});
    let serde_json::Value::Object(fields) = fields else {
        panic!("an object")
    };
    Edit::set(EntityKey::facts(), fields)
}

fn remarks(desk: &Desk, visit: &VisitId) -> String {
    let opened = desk.open_visit(visit).expect("a visit");
    opened.visit.facts.remarks.read(&[]).to_owned()
}

/// A closed library with two visits.
fn two_visits() -> (tempfile::TempDir, [VisitId; 2]) {
    let room = room();
    let visits = [room.visit(), room.visit()];
    (room.folder, visits)
}

fn open(folder: &tempfile::TempDir, host: Hooked) -> Arc<Desk> {
    let library = folder.path().join("library");
    Arc::new(Desk::open(&library, Access::Write, Arc::new(host)).expect("a library"))
}

fn reading(library: &Path) -> Desk {
    Desk::open(library, Access::Read, Still::new()).expect("a library to read")
}

/// A place in a hook where somebody is kept until the test lets go of him.
struct Gate {
    arrived: mpsc::Receiver<()>,
    go: mpsc::Sender<()>,
}

/// Returns a gate, and the way through it; only the first one who comes is kept.
fn gate() -> (Gate, impl Fn() + Send + Sync) {
    let (arrive, arrived) = mpsc::channel();
    let (go, wait) = mpsc::channel();
    let ends = Mutex::new(Some((arrive, wait)));
    let through = move || {
        let first = ends.lock().expect("a lock").take();
        if let Some((arrive, wait)) = first {
            arrive.send(()).expect("the test is there");
            // The test that has ended lets go, too.
            let _ = wait.recv();
        }
    };
    (Gate { arrived, go }, through)
}

#[test]
fn a_visit_that_goes_to_the_trash_in_the_middle_of_an_edit_stays_one_visit() {
    let (folder, [visit, _]) = two_visits();
    let (gate, through) = gate();
    let mut host = Hooked::new();
    host.now = Box::new(move |()| through());
    let desk = open(&folder, host);

    let editing = {
        let (desk, visit) = (Arc::clone(&desk), visit.clone());
        thread::spawn(move || desk.edit(&visit, remark("one")))
    };
    gate.arrived.recv().expect("the edit is under way");
    let (done, wait) = mpsc::channel();
    let other = {
        let (desk, visit) = (Arc::clone(&desk), visit.clone());
        thread::spawn(move || {
            desk.trash_visit(&visit).expect("trashed");
            desk.restore_visit(&visit).expect("restored");
            let edited = desk.edit(&visit, remark("two"));
            done.send(()).expect("the test is there");
            edited
        })
    };
    // Were it not to wait for the edit, it would be through long before.
    let overtook = wait.recv_timeout(Duration::from_millis(200)).is_ok();
    gate.go.send(()).expect("the edit waits");
    editing.join().expect("no panic").expect("edited");
    other.join().expect("no panic").expect("edited");
    assert!(!overtook, "the trash did not wait for the edit");
    assert_eq!(remarks(&desk, &visit), "two");
    assert_eq!(desk.history(&visit).expect("a history").len(), 3);
    let library = desk.folder().to_owned();
    drop(desk);
    let again = reading(&library);
    assert_eq!(remarks(&again, &visit), "two");
    assert_eq!(again.history(&visit).expect("a history").len(), 3);
}

#[test]
fn while_one_visit_is_held_the_others_are_opened_edited_checked_and_copied() {
    let (folder, [held, free]) = two_visits();
    let (gate, through) = gate();
    let mut host = Hooked::new();
    host.now = Box::new(move |()| through());
    let desk = open(&folder, host);
    let editing = {
        let (desk, held) = (Arc::clone(&desk), held.clone());
        thread::spawn(move || desk.edit(&held, remark("held")))
    };
    gate.arrived.recv().expect("the edit is under way");

    desk.edit(&free, remark("free")).expect("edited");
    assert_eq!(remarks(&desk, &free), "free");
    assert_eq!(desk.visits().expect("a list").len(), 2);
    assert!(desk.check_library(&desk.begin("check")).expect("a check").sound);
    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).expect("a folder");
    desk.back_up(&copy.join(LIBRARY_FILE), &desk.begin("backup"))
        .expect("a copy");

    gate.go.send(()).expect("the edit waits");
    editing.join().expect("no panic").expect("edited");
    let copy = reading(&copy);
    assert_eq!(
        (remarks(&copy, &held), remarks(&copy, &free)),
        (String::new(), "free".to_owned())
    );
}

#[test]
fn a_backup_and_a_check_hold_nobody_up_and_can_be_cancelled_while_they_wait() {
    for job in ["backup", "check"] {
        let (folder, [visit, _]) = two_visits();
        let (gate, through) = gate();
        let mut host = Hooked::new();
        host.report = Box::new(move |_| through());
        let desk = open(&folder, host);
        let working = {
            let (desk, to) = (Arc::clone(&desk), folder.path().join("copy"));
            thread::spawn(move || {
                let under_way = desk.begin(job);
                if job == "backup" {
                    desk.back_up(&to, &under_way)
                } else {
                    desk.check_library(&under_way).map(|_| ())
                }
            })
        };
        gate.arrived.recv().expect("the job is under way");
        desk.edit(&visit, remark("meanwhile")).expect("edited");
        desk.cancel(job);
        gate.go.send(()).expect("the job waits");
        let ended = working.join().expect("no panic");
        assert!(
            matches!(
                ended,
                Err(DeskError::Cancelled | DeskError::Archive(archive::ArchiveError::Cancelled))
            ),
            "{ended:?}"
        );
        assert_eq!(remarks(&desk, &visit), "meanwhile");
        assert!(!folder.path().join("copy").exists());
    }
}

#[test]
fn a_backup_is_of_one_moment_however_much_is_edited_while_it_is_made() {
    let (folder, [visit, _]) = two_visits();
    let editor: Arc<Mutex<Option<Arc<Desk>>>> = Arc::default();
    let mut host = Hooked::new();
    let (during, edited) = (Arc::clone(&editor), visit.clone());
    host.report = Box::new(move |_| {
        if let Some(desk) = &*during.lock().expect("a lock") {
            desk.edit(&edited, remark("later")).expect("edited");
        }
    });
    let desk = open(&folder, host);
    // More pages than are copied between two reports.
    for number in 0..10 {
        desk.edit(&visit, remark(&format!("{number} before ").repeat(15_000)))
            .expect("edited");
    }
    let before = remarks(&desk, &visit);
    *editor.lock().expect("a lock") = Some(Arc::clone(&desk));
    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).expect("a folder");
    desk.back_up(&copy.join(LIBRARY_FILE), &desk.begin("backup"))
        .expect("a copy");
    *editor.lock().expect("a lock") = None;
    assert_eq!(remarks(&desk, &visit), "later");
    assert_eq!(remarks(&reading(&copy), &visit), before);
}

#[test]
fn after_a_panic_in_the_middle_of_an_edit_memory_is_what_the_disk_has() {
    let (folder, [visit, other]) = two_visits();
    let falls = Arc::new(AtomicBool::new(false));
    let mut host = Hooked::new();
    let falling = Arc::clone(&falls);
    host.now = Box::new(move |()| assert!(!falling.swap(false, Ordering::Relaxed), "on purpose"));
    let desk = open(&folder, host);
    desk.edit(&visit, remark("kept")).expect("edited");
    for action in ["edit", "undo"] {
        falls.store(true, Ordering::Relaxed);
        let fell = catch_unwind(AssertUnwindSafe(|| match action {
            "edit" => desk.edit(&visit, remark("lost")),
            _ => desk.undo(&visit),
        }));
        assert!(fell.is_err());
        assert_eq!(remarks(&desk, &visit), "kept", "after the {action}");
    }
    desk.edit(&visit, remark("after")).expect("edited");
    desk.edit(&other, remark("other")).expect("edited");
    assert_eq!(desk.history(&visit).expect("a history").len(), 3);
    assert!(desk.check_library(&desk.begin("check")).expect("a check").sound);
    let library = desk.folder().to_owned();
    drop(desk);
    let again = reading(&library);
    assert_eq!(remarks(&again, &visit), "after");
    assert_eq!(again.history(&visit).expect("a history").len(), 3);
}

#[test]
fn a_desk_that_only_reads_shows_everything_beside_its_writer_and_refuses_to_edit() {
    let room = room();
    let visit = room.visit();
    let reader = reading(room.desk.folder());
    room.desk.edit(&visit, remark("written")).expect("edited");
    assert_eq!(remarks(&reader, &visit), "written");
    assert_eq!(reader.visits().expect("a list").len(), 1);
    let copy = room.folder.path().join("copy");
    reader.back_up(&copy, &reader.begin("backup")).expect("a copy");
    for refused in [
        reader.edit(&visit, remark("read")).map(|_| ()),
        reader.undo(&visit).map(|_| ()),
        reader.trash_visit(&visit),
        reader.open_sample().map(|_| ()),
    ] {
        let error = refused.expect_err("a refusal").to_api();
        assert_eq!(error.code, "library_open_to_read");
        assert!(error.message.contains("Open it for changes"), "{}", error.message);
    }
    assert_eq!(remarks(&reader, &visit), "written");
    assert!(
        reader
            .check_library(&reader.begin("check"))
            .expect("a check")
            .sound
    );
}

#[test]
fn the_list_marks_a_visit_as_damaged_once_it_was_looked_for_or_opened() {
    let (folder, [damaged, sound]) = two_visits();
    let library = folder.path().join("library");
    let file = library.join(LIBRARY_FILE);
    let mut bytes = std::fs::read(&file).expect("a file");
    // The actor of the first change is the session, which stands in the history of each visit; damage the one after its id.
    let name = damaged.as_str().as_bytes();
    let marks = |desk: &Desk| {
        let listed = desk.visits().expect("a list");
        let marked = listed.iter().filter(|visit| visit.damaged);
        marked.map(|visit| visit.summary.id.clone()).collect::<Vec<_>>()
    };
    let chunk = find_chunk(&bytes, name);
    bytes[chunk] ^= 1;
    std::fs::write(&file, &bytes).expect("written");

    let desk = reading(&library);
    assert_eq!(marks(&desk), []);
    let verified = desk.verify_visits(&desk.begin("verify")).expect("verified");
    assert_eq!(marks(&desk), std::slice::from_ref(&damaged));
    assert_eq!(verified.visits, desk.visits().expect("a list"));
    assert!(
        matches!(&verified.damage[..], [Damage::Visit { id, .. }] if *id == damaged),
        "{:?}",
        verified.damage
    );
    assert!(desk.open_visit(&sound).is_ok());

    let desk = reading(&library);
    assert!(desk.open_visit(&damaged).is_err());
    assert_eq!(marks(&desk), [damaged]);
}

/// Finds the checksum of the history that is stored under a visit's id: after the id and the checksum of the row, the magic bytes of a
/// chunk.
fn find_chunk(bytes: &[u8], id: &[u8]) -> usize {
    const ROW_CHECKSUM: usize = 16;
    const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
    let after = |start: usize, what: &[u8]| {
        let at = bytes[start..]
            .windows(what.len())
            .position(|window| window == what);
        at.map(|at| start + at)
    };
    let mut start = 0;
    while let Some(at) = after(start, id) {
        start = at + id.len();
        let chunk = start + ROW_CHECKSUM;
        if bytes[chunk..].starts_with(&MAGIC) {
            return chunk + MAGIC.len();
        }
    }
    panic!("the history is in the file")
}
