use std::{fs, path::PathBuf, sync::Arc};

use desk::{Access, Desk, Host, Job, Startup};
use tempfile::TempDir;
use visit::{Edit, EntityKey, Kind, Text};

use crate::world::{Room, Still, room};

#[test]
fn a_library_is_rescued_into_a_new_one_by_an_open_desk_and_without_one() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    let to = room.folder.path().join("rescued");
    let report = room
        .desk
        .rescue(&to, &room.desk.begin("rescue"))
        .expect("a rescue");
    assert_eq!(report.folder, Some(to.display().to_string()));
    assert_eq!((report.saved.len(), report.lost.len()), (1, 0));
    assert_eq!(
        (report.saved[0].title.as_str(), &report.saved[0].why),
        ("Tokyo", &None)
    );

    let host: Arc<dyn Host> = Still::new();
    let again = room.folder.path().join("again");
    let job = Job::alone("rescue", &host);
    let report = desk::rescue(&to, &again, &host, &job).expect("a rescue");
    assert_eq!(report.saved.len(), 1);
    let rescued = Desk::open(&again, Access::Write, Still::new()).expect("a library");
    let opened = rescued.open_visit(&visit).expect("a visit");
    assert!(opened.visit.engagements.contains_key(&talks));
}

#[test]
fn a_rescue_that_nobody_wants_any_more_leaves_nothing() {
    let room = room();
    room.visit();
    let host: Arc<dyn Host> = Still::new();
    let job = Job::alone("rescue", &host);
    job.cancel();
    let to = room.folder.path().join("rescued");
    let refused = room.desk.rescue(&to, &job).expect_err("a refusal");
    assert_eq!(refused.to_api().code, "cancelled");
    assert!(!fs::exists(&to).expect("an answer"));
}

#[test]
fn a_visit_is_recovered_beside_the_damaged_one() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    let fields = serde_json::Map::from_iter([("status".to_owned(), "confirmed".into())]);
    let key = EntityKey::new(Kind::Engagement, &talks.0);
    room.desk.edit(&visit, Edit::set(key, fields)).expect("an edit");
    let report = room
        .desk
        .recover(&visit, &room.desk.begin("recover"))
        .expect("a recovery");
    assert_ne!(report.summary.summary.id, visit);
    assert!(report.lost.is_empty() && !report.incomplete);
    let opened = room.desk.open_visit(&report.summary.summary.id).expect("a visit");
    assert!(opened.visit.engagements.contains_key(&talks));
    assert_eq!(room.desk.visits().expect("a list").len(), 2);
}

/// Closes the library of a room; returns the folder of everything, and that of the library.
fn closed(room: Room) -> (TempDir, PathBuf) {
    let library = room.desk.folder().to_owned();
    let Room { folder, desk, .. } = room;
    drop(desk);
    (folder, library)
}

#[test]
fn a_library_that_lost_acknowledged_changes_is_refused_until_it_is_accepted() {
    let room = room();
    room.visit();
    let (_place, folder) = closed(room);
    let file = folder.join(desk::LIBRARY_FILE);
    let older = fs::read(&file).expect("a file");
    let desk = Desk::open(&folder, Access::Create, Still::new()).expect("a library");
    desk.open_sample().expect("the sample");
    drop(desk);
    fs::write(&file, older).expect("the older copy");
    let Err(refused) = Desk::open(&folder, Access::Create, Still::new()) else {
        panic!("a refusal")
    };
    assert_eq!(refused.to_api().code, "library_behind");
    // Who is asked whether to go on without them sees what is left.
    let startup = Startup::in_trouble("0.1.0", &folder, &refused);
    let left: Vec<_> = startup
        .visits
        .iter()
        .map(|visit| visit.summary.title.clone())
        .collect();
    assert_eq!(left, [Text::new("en", "Tokyo")]);
    assert!(refused.to_string().contains("1 document."), "{refused}");
    assert_eq!(desk::accept_library(&folder).expect("accepted"), Some(1));
    assert_eq!(desk::accept_library(&folder).expect("nothing to accept"), None);
    let desk = Desk::open(&folder, Access::Create, Still::new()).expect("a library");
    assert_eq!(desk.visits().expect("a list").len(), 1);
}

#[test]
fn a_library_that_no_desk_opens_is_rescued_all_the_same() {
    let room = room();
    let visit = room.visit();
    let (place, folder) = closed(room);
    let file = folder.join(desk::LIBRARY_FILE);
    let mut bytes = fs::read(&file).expect("a file");
    bytes[..100].fill(0);
    fs::write(&file, bytes).expect("damaged");
    assert!(Desk::open(&folder, Access::Create, Still::new()).is_err());
    let host: Arc<dyn Host> = Still::new();
    let to = place.path().join("rescued");
    let job = Job::alone("rescue", &host);
    let report = desk::rescue(&folder, &to, &host, &job).expect("a rescue");
    assert_eq!(report.saved[0].name, visit.as_str());
}

#[test]
fn what_a_recovery_cannot_name_is_told_too() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks");
    room.engagement(&visit, "Dinner");
    let (place, folder) = closed(room);
    let file = folder.join(desk::LIBRARY_FILE);
    let mut bytes = fs::read(&file).expect("a file");
    // A stored change: four bytes of magic, four of checksum, and its type.
    let is_change = |start: &usize| {
        bytes[*start..].starts_with(&[0x85, 0x6f, 0x4a, 0x83]) && matches!(bytes.get(start + 8), Some(1 | 2))
    };
    let changes: Vec<usize> = (0..bytes.len()).filter(is_change).collect();
    assert!(changes.len() >= 2);
    for start in changes {
        bytes[start + 40] ^= 1;
    }
    fs::write(&file, bytes).expect("damaged");
    let desk = Desk::open(&folder, Access::Write, Still::new()).expect("a library");
    let report = desk.recover(&visit, &desk.begin("recover")).expect("a recovery");
    assert_eq!(report.lost.len(), 2);
    assert!(report.incomplete);
    let to = place.path().join("rescued");
    let report = desk.rescue(&to, &desk.begin("rescue")).expect("a rescue");
    let saved = report.saved.iter().find(|saved| saved.name == visit.as_str());
    assert!(saved.is_some_and(|saved| saved.incomplete && saved.lost.len() == 2));
}

/// The locks on the file of the library, as the system lists them: <https://man7.org/linux/man-pages/man5/proc_locks.5.html>.
#[cfg(target_os = "linux")]
fn locks_on(file: &std::path::Path) -> Vec<String> {
    use std::os::unix::fs::MetadataExt as _;

    let inode = format!(":{} ", fs::metadata(file).expect("a file").ino());
    let all = fs::read_to_string("/proc/locks").expect("the locks");
    let of_file = all.lines().filter(|line| line.contains(&inode));
    // Their numbers are those of the list, which others change.
    let mut locks: Vec<String> = of_file
        .filter_map(|line| Some(line.split_once(": ")?.1.to_owned()))
        .collect();
    locks.sort();
    locks
}

/// A process loses its locks on a file as soon as it closes any handle on it, and then another program may take the journal away.
#[cfg(target_os = "linux")]
#[test]
fn an_open_library_keeps_its_locks_through_a_rescue_and_when_its_own_file_is_chosen_for_import() {
    let room = room();
    room.visit();
    let file = room.desk.folder().join(desk::LIBRARY_FILE);
    let before = locks_on(&file);
    assert!(!before.is_empty(), "an open library is locked");

    let to = room.folder.path().join("rescued");
    room.desk
        .rescue(&to, &room.desk.begin("rescue"))
        .expect("a rescue");
    assert_eq!(locks_on(&file), before, "after a rescue");

    let other = room.folder.path().join("another name");
    fs::hard_link(&file, &other).expect("a link");
    for name in [&file, &other] {
        let refused = room.desk.import(name, None, &room.desk.begin("import"));
        assert_eq!(refused.expect_err("a refusal").to_api().code, "source_is_library");
        assert_eq!(locks_on(&file), before, "after an import of {}", name.display());
    }
}
