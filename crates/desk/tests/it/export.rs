//! What goes out of one visit, and of several at once.

use desk::{DeskError, ExportFormat, ExportOptions, NewVisit};
use visit::{DatePhrase, Edit, Engagement, EntityKey, Kind, Text, VisitId, When};

use crate::world::{Room, object, room};

/// Makes a visit with days and a marking of its own, one engagement without a day and one with a time.
fn marked_visit(room: &Room, title: &str, dates: &str, marking: Option<&str>) -> VisitId {
    let request = NewVisit {
        title: Text::new("en", title),
        guest: visit::Party::default(),
        host: visit::Party {
            zone: Some("Asia/Tokyo".into()),
            ..Default::default()
        },
        dates: Some(DatePhrase::new(dates)),
        own_side: None,
    };
    let id = room.desk.create_visit(request).expect("a visit").summary.id;
    if let Some(marking) = marking {
        let fields = serde_json::Map::from_iter([("marking".to_owned(), marking.into())]);
        let key = EntityKey::facts();
        room.desk.edit(&id, Edit::set(key, fields)).expect("marked");
    }
    let undated = Engagement {
        title: Text::new("en", "Press statements"),
        when: When::Within,
        ..Default::default()
    };
    let add = Edit::Add {
        kind: Kind::Engagement,
        id: None,
        value: object(&undated),
    };
    room.desk.edit(&id, add).expect("added");
    room.engagement(&id, "Talks");
    id
}

fn calendar(room: &Room, ids: &[&VisitId]) -> String {
    let job = room.desk.begin("job");
    let exported = match ids {
        [id] => room
            .desk
            .export(id, ExportFormat::Ics, &ExportOptions::default(), &job),
        ids => {
            let ids: Vec<VisitId> = ids.iter().map(|id| (*id).clone()).collect();
            room.desk
                .export_several(&ids, ExportFormat::Ics, &ExportOptions::default(), &job)
        }
    };
    String::from_utf8(exported.expect("exported").bytes).expect("text")
}

/// Returns the entries of a calendar, each with all its lines.
fn entries(calendar: &str) -> Vec<Vec<&str>> {
    let mut entries: Vec<Vec<&str>> = Vec::new();
    let mut inside = false;
    for line in calendar.lines() {
        let of_entry = ["VEVENT", "VJOURNAL", "VTODO"]
            .iter()
            .any(|name| line.ends_with(name));
        if of_entry && line.starts_with("BEGIN:") {
            inside = true;
            entries.push(Vec::new());
        }
        if inside && let Some(entry) = entries.last_mut() {
            entry.push(line);
        }
        inside &= !(of_entry && line.starts_with("END:"));
    }
    entries
}

#[test]
fn every_entry_of_a_calendar_of_all_visits_is_the_one_of_its_own_visit_line_for_line() {
    let room = room();
    let december = marked_visit(&room, "December", "2026-12-01/2026-12-03", Some("Restricted"));
    let without_days = marked_visit(&room, "Some day", "2031", None);
    let sample = room.desk.open_sample().expect("the sample").summary.id;
    let visits = [&december, &sample, &without_days];

    let alone: Vec<String> = visits.iter().map(|id| calendar(&room, &[id])).collect();
    let alone: Vec<Vec<&str>> = alone.iter().flat_map(|text| entries(text)).collect();
    assert!(alone.len() > 4, "two of each visit made here, and the sample's");
    assert!(alone.iter().flatten().any(|line| *line == "CLASS:CONFIDENTIAL"));
    assert!(alone.iter().flatten().any(|line| *line == "CLASS:PRIVATE"));
    assert_eq!(entries(&calendar(&room, &visits)), alone);

    let reversed = [visits[2], visits[1], visits[0]];
    let mut again: Vec<String> = entries(&calendar(&room, &reversed))
        .iter()
        .map(|entry| entry.join("\n"))
        .collect();
    let mut alone: Vec<String> = alone.iter().map(|entry| entry.join("\n")).collect();
    again.sort();
    alone.sort();
    assert_eq!(again, alone, "whichever visit is the first");
}

#[test]
fn every_zone_that_a_calendar_of_all_visits_names_is_explained_in_it_once() {
    let room = room();
    let december = marked_visit(&room, "December", "2026-12-01/2026-12-03", None);
    let sample = room.desk.open_sample().expect("the sample").summary.id;
    let text = calendar(&room, &[&december, &sample]);
    let mut used: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once(";TZID=")?.1.split(':').next())
        .collect();
    used.sort_unstable();
    used.dedup();
    let mut explained: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("TZID:"))
        .collect();
    explained.sort_unstable();
    assert!(!used.is_empty());
    assert_eq!(explained, used);
}

#[test]
fn a_visit_without_engagements_has_no_calendar_and_nothing_is_written() {
    let room = room();
    let id = room.visit();
    let job = room.desk.begin("job");
    let out = room.folder.path().join("empty.ics");
    let refused = room
        .desk
        .export_to(&id, ExportFormat::Ics, &ExportOptions::default(), &out, &job);
    let error = refused.expect_err("there is nothing to write").to_api();
    assert_eq!(error.code, "nothing_to_write");
    assert!(
        error
            .remedy
            .is_some_and(|remedy| remedy.contains("Add an engagement"))
    );
    assert!(!out.exists());
}

#[test]
fn there_is_no_calendar_of_no_visits() {
    let room = room();
    let job = room.desk.begin("job");
    let refused = room
        .desk
        .export_several(&[], ExportFormat::Ics, &ExportOptions::default(), &job);
    assert!(matches!(refused, Err(DeskError::EmptyLibrary)));
}

/// The days that a text names.
fn on(days: &str) -> ExportOptions {
    ExportOptions {
        days: Some(days.parse().expect("days")),
        ..Default::default()
    }
}

#[test]
fn an_export_of_some_days_has_what_falls_on_them_and_says_what_it_leaves_out() {
    let room = room();
    let job = room.desk.begin("job");
    let id = marked_visit(&room, "March", "2017-03-19/2017-03-22", None);
    let night = Engagement {
        title: Text::new("en", "Overnight train"),
        when: When::at(
            "2017-03-20T22:00:00".parse().expect("a time"),
            "2017-03-21T06:00:00".parse().expect("a time"),
            "Asia/Tokyo",
        ),
        ..Default::default()
    };
    let add = Edit::Add {
        kind: Kind::Engagement,
        id: None,
        value: object(&night),
    };
    room.desk.edit(&id, add).expect("added");
    let titles = |days: &str| {
        let exported = room
            .desk
            .export(&id, ExportFormat::Ics, &on(days), &job)
            .expect("exported");
        let text = String::from_utf8(exported.bytes).expect("text");
        let titles = text.lines().filter_map(|line| line.strip_prefix("SUMMARY:"));
        (
            titles.map(str::to_owned).collect::<Vec<_>>(),
            exported.notes.join(" "),
        )
    };
    let (first, notes) = titles("2017-03-20");
    assert_eq!(first, ["Talks", "Overnight train"]);
    assert!(notes.contains("1 engagement without a day belongs"), "{notes}");
    let (second, notes) = titles("2017-03-21..");
    assert_eq!(
        second,
        ["Overnight train"],
        "what goes on overnight falls on both days"
    );
    assert!(
        notes.contains("2017-03-21..") && notes.contains("1 engagement on other days is left out"),
        "{notes}"
    );
    let pdf = room
        .desk
        .export(&id, ExportFormat::Pdf, &on("..2017-03-20"), &job)
        .expect("exported");
    assert!(pdf.bytes.starts_with(b"%PDF-") && !pdf.notes.is_empty());
}

#[test]
fn days_on_which_nothing_falls_are_refused_with_those_of_the_visit() {
    let room = room();
    let job = room.desk.begin("job");
    let id = marked_visit(&room, "March", "2017-03-19/2017-03-22", None);
    for format in [ExportFormat::Pdf, ExportFormat::Ics] {
        let refused = room
            .desk
            .export(&id, format, &on("2031-01-01.."), &job)
            .expect_err("nothing")
            .to_api();
        assert_eq!(
            (refused.code.as_str(), refused.subject.as_str()),
            ("out_of_range", "/days")
        );
        assert!(refused.remedy.expect("a remedy").contains("2017-03-19"));
    }
    let json = room.desk.export(&id, ExportFormat::Json, &on("2017-03-20"), &job);
    assert!(
        matches!(json, Err(DeskError::Refused(_))),
        "a visit is not cut in silence"
    );
    let turned: ExportOptions =
        serde_json::from_str(r#"{"days": {"first": "2017-03-21", "last": "2017-03-20"}}"#).expect("options");
    let refused = room
        .desk
        .export(&id, ExportFormat::Ics, &turned, &job)
        .expect_err("turned round")
        .to_api();
    assert!(
        refused
            .remedy
            .expect("a remedy")
            .contains("2017-03-20..2017-03-21")
    );
}

#[test]
fn a_document_that_is_too_long_says_how_to_print_it_in_parts() {
    let error = DeskError::from(documents::DocumentError::TooLong(6_000)).to_api();
    assert_eq!(error.code, "document_too_long");
    assert!(error.message.contains("6000") && error.message.contains("5000"));
    assert!(error.remedy.expect("a remedy").contains("--days FIRST..LAST"));
}
