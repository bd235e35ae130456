use desk::{Access, Desk, DeskError};
use visit::{Text, VisitId};

use crate::world::{Room, Still, room};

fn copy_of(room: &Room, visit: &VisitId) -> VisitId {
    let copy = room.desk.duplicate_visit(visit, Text::new("en", "Tokyo again"));
    copy.expect("a copy").summary.id
}

#[test]
fn a_library_that_is_open_is_refused_to_others() {
    let room = room();
    let second = Desk::open(room.desk.folder(), Access::Write, Still::new());
    let Err(error) = second else { panic!("a refusal") };
    assert_eq!(error.to_api().code, "library_already_open");
}

#[test]
fn a_visit_goes_into_the_trash_and_comes_back() {
    let room = room();
    let visit = room.visit();
    room.desk.trash_visit(&visit).expect("trashed");
    assert!(room.desk.visits().expect("a list")[0].trashed);
    room.desk.restore_visit(&visit).expect("restored");
    assert!(!room.desk.visits().expect("a list")[0].trashed);
}

#[test]
fn a_duplicate_has_the_programme_and_an_identity_of_its_own() {
    let room = room();
    let visit = room.visit();
    let talks = room.engagement(&visit, "Talks");
    let copy = copy_of(&room, &visit);
    assert_ne!(copy, visit);
    let opened = room.desk.open_visit(&copy).expect("a visit").visit;
    assert_eq!(opened.facts.title, Text::new("en", "Tokyo again"));
    assert_eq!(opened.engagements[&talks].title, Text::new("en", "Talks"));
}

#[test]
fn a_visit_answers_to_its_id_to_the_beginning_of_it_and_to_its_title() {
    let room = room();
    let visit = room.visit();
    for name in [visit.as_str(), "tokyo", &visit.as_str()[..30]] {
        assert_eq!(room.desk.find_visit(name).expect("found"), visit, "{name}");
    }
    assert!(matches!(
        room.desk.find_visit("Kyoto"),
        Err(DeskError::NoSuchVisit(_))
    ));
    assert!(matches!(room.desk.find_visit(""), Err(DeskError::NoSuchVisit(_))));
}

#[test]
fn a_title_is_found_without_regard_to_case_in_every_script() {
    let room = room();
    for (title, typed) in [
        ("Визит в Токио", "визит в ТОКИО"),
        ("Αθήνας", "ΑΘΉΝΑΣ"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
    ] {
        let visit = room.visit();
        let copy = room.desk.duplicate_visit(&visit, Text::new("en", title));
        let copy = copy.expect("a copy").summary.id;
        assert_eq!(room.desk.find_visit(typed).expect("found"), copy, "{typed}");
    }
}

#[test]
fn a_title_as_it_is_written_comes_before_one_that_differs_in_case() {
    let room = room();
    let visit = room.visit();
    let shouted = room.desk.duplicate_visit(&visit, Text::new("en", "TOKYO"));
    let shouted = shouted.expect("a copy").summary.id;
    assert_eq!(room.desk.find_visit("Tokyo").expect("found"), visit);
    assert_eq!(room.desk.find_visit("TOKYO").expect("found"), shouted);
    let both = room.desk.find_visit("tokyo").expect_err("ambiguous");
    assert!(matches!(both, DeskError::AmbiguousVisit { .. }));
}

#[test]
fn the_sample_is_put_in_once() {
    let room = room();
    let first = room.desk.open_sample().expect("the sample");
    let second = room.desk.open_sample().expect("the sample");
    assert_eq!(first.summary.id, second.summary.id);
    assert_eq!(room.desk.visits().expect("a list").len(), 1);
}

#[test]
fn a_backup_is_a_library_of_its_own_and_never_overwrites() {
    let room = room();
    let visit = room.visit();
    let elsewhere = room.folder.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("a folder");
    let target = elsewhere.join(desk::LIBRARY_FILE);
    let job = room.desk.begin("backup");
    room.desk.back_up(&target, &job).expect("a backup");
    assert!(room.desk.back_up(&target, &job).is_err());
    let copy = Desk::open(&elsewhere, Access::Write, Still::new()).expect("a library");
    assert_eq!(copy.visits().expect("a list")[0].summary.id, visit);
    assert!(copy.check_library(&copy.begin("check")).expect("a check").sound);
}

#[test]
fn the_only_visit_is_open_when_the_screen_starts() {
    let room = room();
    let visit = room.visit();
    let opens = |desk: &Desk| {
        desk.startup("1.0")
            .expect("a start")
            .only
            .map(|only| only.visit.id)
    };
    assert_eq!(opens(&room.desk), Some(visit.clone()));

    let copy = copy_of(&room, &visit);
    assert_eq!(opens(&room.desk), None, "nobody knows which of two is meant");

    room.desk.trash_visit(&visit).expect("trashed");
    assert_eq!(opens(&room.desk), Some(copy));
}

#[test]
fn an_application_that_ends_puts_the_journal_into_the_file_whoever_still_holds_the_desk() {
    let room = room();
    room.visit();
    let journal = room.desk.folder().join(format!("{}-wal", desk::LIBRARY_FILE));
    let length = || std::fs::metadata(&journal).map_or(0, |found| found.len());
    assert!(length() > 0, "what was saved last is in the journal");
    let held = std::sync::Arc::clone(&room.desk);
    held.settle();
    assert_eq!(length(), 0);
}
