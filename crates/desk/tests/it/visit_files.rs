//! Visit files in: recognised when they come again, all of them or none, and nothing lost without a word.

use std::{collections::BTreeSet, fs, os::unix::fs::symlink, path::PathBuf};

use desk::{DeskError, ExportFormat, ExportOptions, ImportReport, JobStep, LIBRARY_FILE, VisitOutcome};
use visit::{Edit, EntityKey, Facts, Text, Visit, VisitId};

use crate::world::{Room, room};

fn titled(id: &str, title: &str) -> Visit {
    let facts = Facts {
        title: Text::new("en", title),
        ..Facts::default()
    };
    Visit::new(VisitId(id.to_owned()), facts)
}

fn list(count: usize) -> Vec<Visit> {
    (0..count)
        .map(|number| titled(&format!("v-{number}"), &format!("Visit {number}")))
        .collect()
}

fn file(room: &Room, visits: &[Visit]) -> PathBuf {
    let path = room.folder.path().join("visits.json");
    fs::write(&path, serde_json::to_vec(visits).expect("JSON")).expect("written");
    path
}

fn import(room: &Room, visits: &[Visit]) -> ImportReport {
    let path = file(room, visits);
    room.desk
        .import(&path, None, &room.desk.begin("import"))
        .expect("imported")
}

fn outcomes(report: &ImportReport) -> Vec<VisitOutcome> {
    report.visits.iter().map(|visit| visit.outcome).collect()
}

fn titles(room: &Room) -> BTreeSet<String> {
    let listed = room.desk.visits().expect("a list");
    listed
        .iter()
        .filter(|visit| !visit.trashed)
        .map(|visit| visit.summary.title.read(&[]).to_owned())
        .collect()
}

#[test]
fn importing_a_list_twice_leaves_as_many_visits_as_once() {
    let room = room();
    let visits = list(12);
    let first = import(&room, &visits);
    assert_eq!((first.taken, outcomes(&first)), (12, vec![VisitOutcome::New; 12]));
    let again = import(&room, &visits);
    assert_eq!(
        (again.taken, outcomes(&again)),
        (0, vec![VisitOutcome::AlreadyThere; 12])
    );
    assert_eq!(again.visit, visits[0].id);
    assert_eq!(room.desk.visits().expect("a list").len(), 12);
    assert!(room.desk.history(&visits[0].id).expect("a history").len() == 1);
}

#[test]
fn a_visit_that_is_there_and_not_the_same_becomes_a_copy_that_says_so_once() {
    let room = room();
    import(&room, &list(1));
    let mut other = titled("v-0", "Visit 0");
    other.facts.remarks = Text::new("en", "from a colleague");
    let report = import(&room, std::slice::from_ref(&other));
    assert_eq!(outcomes(&report), [VisitOutcome::Copy]);
    assert_eq!(report.visits[0].copy_of, Some(other.id.clone()));
    assert_ne!(report.visit, other.id);
    let copied = ["Visit 0", "Visit 0 (copy, imported 2017-03-17)"];
    assert_eq!(titles(&room), copied.map(str::to_owned).into());
    let original = room.desk.open_visit(&other.id).expect("a visit").visit;
    assert_eq!(original.facts.remarks, Text::default());

    // The copy is recognised, also after somebody has worked on it.
    let fields = serde_json::json!({"remarks": {"en": "changed here"}});
    let serde_json::Value::Object(fields) = fields else {
        panic!("an object")
    };
    let key = EntityKey::facts();
    room.desk
        .edit(&report.visit, Edit::set(key, fields))
        .expect("edited");
    let again = import(&room, std::slice::from_ref(&other));
    assert_eq!(outcomes(&again), [VisitOutcome::AlreadyThere]);
    assert_eq!(again.visit, report.visit);
    assert_eq!(again.visits[0].copy_of, Some(other.id.clone()));
    assert_eq!(room.desk.visits().expect("a list").len(), 2);

    other.facts.remarks = Text::new("en", "from another colleague");
    assert_eq!(outcomes(&import(&room, &[other])), [VisitOutcome::Copy]);
    assert_eq!(room.desk.visits().expect("a list").len(), 3);
}

#[test]
fn the_same_visit_twice_in_one_list_is_one_visit() {
    let room = room();
    let report = import(
        &room,
        &[
            titled("v", "A"),
            titled("v", "A"),
            titled("v", "B"),
            titled("v", "B"),
        ],
    );
    use VisitOutcome::{AlreadyThere, Copy, New};
    assert_eq!(outcomes(&report), [New, AlreadyThere, Copy, AlreadyThere]);
    assert_eq!(room.desk.visits().expect("a list").len(), 2);
}

#[test]
fn a_visit_that_lies_in_the_trash_comes_out_of_it_and_the_report_says_so() {
    let room = room();
    let visits = list(2);
    import(&room, &visits);
    room.desk.trash_visit(&visits[1].id).expect("trashed");
    let report = import(&room, &visits);
    assert_eq!(outcomes(&report), [VisitOutcome::AlreadyThere; 2]);
    let restored: Vec<bool> = report.visits.iter().map(|visit| visit.restored).collect();
    assert_eq!(restored, [false, true]);
    assert_eq!(titles(&room).len(), 2);
}

#[test]
fn one_bad_visit_in_a_list_and_none_is_taken() {
    let room = room();
    let mut visits = list(5);
    visits[3].facts.title = Text::default();
    let path = file(&room, &visits);
    let refused = room.desk.import(&path, None, &room.desk.begin("import"));
    let refused = refused.expect_err("refused");
    assert!(refused.to_string().contains("/3/facts/title"), "{refused}");
    assert!(room.desk.visits().expect("a list").is_empty());
}

#[test]
fn a_list_that_is_cancelled_in_the_middle_leaves_nothing() {
    let room = room();
    let path = file(&room, &list(12));
    // The host cancels when the fifth visit is to be added.
    let desk = std::sync::Arc::downgrade(&room.desk);
    *room.host.listener.lock().expect("a lock") = Some(Box::new(move |progress| {
        if progress.step == JobStep::Adding && progress.done == 5 {
            desk.upgrade().expect("a desk").cancel(&progress.job);
        }
    }));
    let cancelled = room.desk.import(&path, None, &room.desk.begin("import"));
    let error = cancelled.expect_err("cancelled").to_api();
    assert_eq!(error.code, "cancelled");
    assert!(room.desk.visits().expect("a list").is_empty());
    let heard = room.host.heard.lock().expect("a lock");
    assert!(
        heard
            .iter()
            .any(|progress| progress.step == JobStep::Adding && progress.total == Some(12))
    );
}

#[test]
fn a_byte_that_is_not_utf_8_is_refused_with_its_place_and_nothing_is_taken() {
    let room = room();
    let path = room.folder.path().join("visit.json");
    let text = titled("v-1", "Tokyo").to_json();
    let mut bytes = text.replace("Tokyo", "T\u{1}kyo").into_bytes();
    let at = bytes.iter().position(|byte| *byte == 1).expect("the place");
    bytes[at] = 0xE9;
    fs::write(&path, &bytes).expect("written");
    let refused = room.desk.import(&path, None, &room.desk.begin("import"));
    let refused = refused.expect_err("refused");
    assert!(refused.to_string().contains(&format!("(byte {at})")), "{refused}");
    assert!(refused.to_string().contains("line 6, column 15"), "{refused}");
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    fs::write(&path, wide).expect("written");
    let refused = room.desk.import(&path, None, &room.desk.begin("import"));
    assert!(refused.expect_err("refused").to_string().contains("UTF-16"));
    assert!(room.desk.visits().expect("a list").is_empty());
}

#[test]
fn control_characters_in_a_visit_file_are_kept_and_reported_with_their_path() {
    let room = room();
    let mut visits = list(2);
    visits[1].facts.remarks = Text::new("en", "a\u{7}b\u{1B}[31m");
    let report = import(&room, &visits);
    let lines: Vec<&str> = report.skipped.iter().map(|line| line.what.as_str()).collect();
    assert_eq!(lines, ["/1/facts/remarks/en"]);
    assert!(
        report.skipped[0].why.contains("2 control"),
        "{}",
        report.skipped[0].why
    );
    let kept = room.desk.open_visit(&visits[1].id).expect("a visit").visit;
    assert_eq!(kept, visits[1]);
}

#[test]
fn an_export_never_writes_into_the_library_and_says_where_it_may() {
    let room = room();
    let visit = room.visit();
    let job = room.desk.begin("job");
    let library = room.desk.folder().join(LIBRARY_FILE);
    let link = room.folder.path().join("link.json");
    symlink(&library, &link).expect("a link");
    let before = fs::read(&library).expect("the library");
    for target in [library.clone(), room.desk.folder().join("new.json"), link] {
        let refused = room
            .desk
            .export_to(
                &visit,
                ExportFormat::Json,
                &ExportOptions::default(),
                &target,
                &job,
            )
            .expect_err("refused");
        let error = refused.to_api();
        assert_eq!(error.code, "target_in_library", "{error:?}");
        assert_eq!(error.subject, target.display().to_string());
        assert!(
            error
                .remedy
                .is_some_and(|remedy| remedy.contains("outside the library"))
        );
    }
    assert_eq!(fs::read(&library).expect("the library"), before);
    let refused = room.desk.back_up(&room.desk.folder().join("copy"), &job);
    assert!(matches!(refused, Err(DeskError::Archive(_))), "{refused:?}");
}

#[test]
fn a_folder_an_empty_device_and_a_file_beyond_the_limit_are_refused_each_by_its_name() {
    let room = room();
    let huge = room.folder.path().join("huge.json");
    let made = fs::File::create(&huge).expect("a file");
    made.set_len(desk::MAX_IMPORT.bytes + 1).expect("a file of holes");
    for (path, code) in [
        (room.folder.path().to_owned(), "file_is_folder"),
        (PathBuf::from("/dev/null"), "not_a_calendar"),
        (huge, "file_too_large"),
    ] {
        let refused = room.desk.import(&path, None, &room.desk.begin("import"));
        assert_eq!(refused.expect_err("refused").to_api().code, code);
    }
}

#[test]
fn a_file_that_is_too_large_for_its_reader_is_refused_with_the_limit_before_it_is_read() {
    let room = room();
    for name in ["huge.json", "huge.ics"] {
        let path = room.folder.path().join(name);
        let made = fs::File::create(&path).expect("a file");
        made.set_len((64 << 20) + 1).expect("a file of holes");
        let refused = room.desk.import(&path, None, &room.desk.begin("import"));
        let error = refused.expect_err("refused").to_api();
        assert_eq!(error.code, "file_too_large");
        assert!(error.message.contains("64 MiB"), "{}", error.message);
    }
    let heard = room.host.heard.lock().expect("a lock");
    assert!(heard.iter().all(|progress| progress.done == 0), "{heard:?}");
}

#[test]
fn a_document_and_a_calendar_without_the_control_characters_of_a_visit_say_so() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks\u{7} in\u{1B} private");
    for format in [ExportFormat::Ics, ExportFormat::Pdf] {
        let exported = room
            .desk
            .export(&visit, format, &ExportOptions::default(), &room.desk.begin("job"))
            .expect("exported");
        assert!(
            exported.notes.iter().any(|note| note.contains("2 in all")),
            "{:?}",
            exported.notes
        );
        assert!(!exported.bytes.contains(&7) || format == ExportFormat::Pdf);
    }
    let json = room
        .desk
        .export(
            &visit,
            ExportFormat::Json,
            &ExportOptions::default(),
            &room.desk.begin("job"),
        )
        .expect("exported");
    assert_eq!(json.notes, Vec::<String>::new());
}
