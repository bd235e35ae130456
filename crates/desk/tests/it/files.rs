use std::fs;

use desk::{DeskError, ExportFormat, ExportOptions};
use visit::When;

use crate::world::room;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nX-WR-CALNAME:March\r\n\
BEGIN:VEVENT\r\nUID:a@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART;TZID=Asia/Tokyo:20170320T100000\r\n\
DTEND;TZID=Asia/Tokyo:20170320T113000\r\nSUMMARY:Talks\r\nLOCATION:Iikura House\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:b@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART;VALUE=DATE:20170321\r\nSUMMARY:Day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:c@test\r\nDTSTAMP:20170301T000000Z\r\nDTSTART:20170320T160000\r\nDTEND:20170320T150000\r\n\
SUMMARY:Backwards\r\nEND:VEVENT\r\n\
BEGIN:VTODO\r\nUID:t@test\r\nDTSTAMP:20170301T000000Z\r\nSUMMARY:Flags\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

#[test]
fn a_calendar_becomes_a_visit_named_after_it_and_what_cannot_be_taken_is_reported_with_its_line() {
    let room = room();
    let file = room.folder.path().join("visit.ics");
    fs::write(&file, CALENDAR).expect("written");
    let report = room
        .desk
        .import(&file, None, &room.desk.begin("import"))
        .expect("imported");
    let visit = room.desk.open_visit(&report.visit).expect("a visit").visit;
    assert_eq!(visit.facts.title.read(&[]), "March");
    assert_eq!(report.taken, 3);
    assert_eq!(
        (visit.engagements.len(), visit.tasks.len(), visit.venues.len()),
        (2, 1, 1)
    );
    assert!(
        report
            .skipped
            .iter()
            .any(|skipped| skipped.line.is_some() && skipped.what.contains("Backwards"))
    );
    assert!(
        visit
            .engagements
            .values()
            .any(|it| matches!(it.when, When::Day(_)))
    );
}

#[test]
fn a_calendar_goes_into_a_visit_as_one_step_that_can_be_undone() {
    let room = room();
    let visit = room.visit();
    let file = room.folder.path().join("visit.ics");
    fs::write(&file, CALENDAR).expect("written");
    room.desk
        .import(&file, Some(&visit), &room.desk.begin("import"))
        .expect("imported");
    room.desk.undo(&visit).expect("undone");
    let visit = room.desk.open_visit(&visit).expect("a visit").visit;
    assert!(visit.engagements.values().all(|engagement| engagement.removed));
}

#[test]
fn a_visit_goes_out_as_json_and_comes_back_the_same() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks");
    let job = room.desk.begin("job");
    let out = room.folder.path().join("visit.json");
    room.desk
        .export_to(&visit, ExportFormat::Json, &ExportOptions::default(), &out, &job)
        .expect("exported");
    let other = crate::world::room();
    let report = other
        .desk
        .import(&out, None, &other.desk.begin("job"))
        .expect("imported");
    assert_eq!(report.visit, visit);
    assert_eq!(
        other.desk.open_visit(&visit).expect("a visit").visit,
        room.desk.open_visit(&visit).expect("a visit").visit
    );
    let again = room.desk.import(&out, None, &job).expect("imported");
    assert_eq!((again.visit, again.taken), (visit, 0), "it is there already");
}

#[test]
fn a_whole_visit_does_not_go_into_another_one() {
    let room = room();
    let visit = room.visit();
    let job = room.desk.begin("job");
    let out = room.folder.path().join("visit.json");
    room.desk
        .export_to(&visit, ExportFormat::Json, &ExportOptions::default(), &out, &job)
        .expect("exported");
    let refused = room.desk.import(&out, Some(&visit), &job).expect_err("refused");
    assert!(matches!(refused, DeskError::VisitIntoVisit { .. }));
}

#[test]
fn a_file_that_is_neither_is_refused_by_name_with_a_remedy() {
    let room = room();
    let file = room.folder.path().join("notes.txt");
    for text in ["", "Dear colleague", "{\"facts\": 3}", "{"] {
        fs::write(&file, text).expect("written");
        let error = room
            .desk
            .import(&file, None, &room.desk.begin("import"))
            .expect_err("refused")
            .to_api();
        assert!(error.subject.contains("notes.txt"), "{error:?}");
        assert!(error.remedy.is_some_and(|remedy| !remedy.is_empty()));
    }
    assert!(room.desk.visits().expect("a list").is_empty());
}

#[test]
fn a_cancelled_job_writes_nothing() {
    let room = room();
    let visit = room.visit();
    let job = room.desk.begin("export");
    room.desk.cancel("export");
    let out = room.folder.path().join("programme.pdf");
    let outcome = room
        .desk
        .export_to(&visit, ExportFormat::Pdf, &ExportOptions::default(), &out, &job);
    assert!(matches!(outcome, Err(DeskError::Cancelled)));
    assert!(!out.exists());
}

#[tokio::test]
async fn an_export_from_the_window_goes_where_its_user_chose_and_tells_how_far_it_is() {
    let room = room();
    let visit = room.visit();
    room.engagement(&visit, "Talks");
    assert_eq!(
        room.desk
            .export_as_asked("job", visit.clone(), ExportFormat::Pdf, ExportOptions::default())
            .await
            .expect("no choice"),
        None
    );
    let out = room.folder.path().join("programme.pdf");
    *room.host.chosen.lock().expect("a lock") = Some(out.clone());
    let written = room
        .desk
        .export_as_asked("job", visit, ExportFormat::Pdf, ExportOptions::default())
        .await
        .expect("exported");
    assert_eq!(written, Some(out.clone()));
    assert!(fs::read(out).expect("a file").starts_with(b"%PDF-"));
    assert!(
        room.host
            .heard
            .lock()
            .expect("a lock")
            .iter()
            .any(|progress| progress.job == "job")
    );
}
