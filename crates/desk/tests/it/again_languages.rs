//! Calendars that Chancery wrote come back in the language in which they went out.

use desk::{ExportFormat, ExportOptions, WhyLeftAlone};
use serde_json::{Value, json};
use visit::{EngagementId, EntityKey, VisitId};

use crate::{
    calendars::{again, now, set},
    world::{Room, room},
};

/// A visit in these languages whose one engagement has these titles.
fn visit_in(room: &Room, languages: &[&str], titles: &Value) -> (VisitId, EngagementId) {
    let visit = room.visit();
    let id = room.engagement(&visit, "Talks");
    set(room, &visit, EntityKey::facts(), "languages", json!(languages));
    set(room, &visit, EntityKey::from(&id), "title", titles.clone());
    (visit, id)
}

fn exported(room: &Room, visit: &VisitId, languages: &[&str]) -> String {
    let options = ExportOptions {
        languages: languages.iter().map(|lang| (*lang).into()).collect(),
        ..ExportOptions::default()
    };
    let made = room
        .desk
        .export(visit, ExportFormat::Ics, &options, &room.desk.begin("job"));
    String::from_utf8(made.expect("exported").bytes).expect("text")
}

fn titles(room: &Room, visit: &VisitId, id: &EngagementId) -> Value {
    json!(now(room, visit).engagements[id].title)
}

#[test]
fn a_title_that_was_never_written_in_the_first_language_of_the_visit_is_not_put_into_it() {
    let room = room();
    let (visit, id) = visit_in(&room, &["de", "ru"], &json!({"en": "Talks"}));
    let out = exported(&room, &visit, &[]);
    let first = out.replace("SUMMARY:Talks", "SUMMARY:Consultations");
    let report = again(&room, &first, &visit);
    assert_eq!(report.changed[0].fields, ["title"]);
    assert_eq!(titles(&room, &visit, &id), json!({"en": "Consultations"}));
    assert_eq!(again(&room, &first, &visit).unchanged, 1);

    set(
        &room,
        &visit,
        EntityKey::from(&id),
        "title",
        json!({"en": "Negotiations"}),
    );
    let second = out.replace("SUMMARY:Talks", "SUMMARY:Dinner");
    let report = again(&room, &second, &visit);
    assert_eq!(report.changed, []);
    assert_eq!(report.left_alone[0].why, WhyLeftAlone::ChangedHere);
    assert_eq!(
        report.left_alone[0].entry.title, "Negotiations",
        "it is named as the programme names it"
    );
    assert_eq!(titles(&room, &visit, &id), json!({"en": "Negotiations"}));
}

#[test]
fn a_title_comes_back_in_the_language_in_which_it_was_exported() {
    let room = room();
    let (visit, id) = visit_in(&room, &["en", "ru"], &json!({"en": "Talks", "ru": "Переговоры"}));
    let out = exported(&room, &visit, &["ru"]);
    let there = out.replace("SUMMARY:Переговоры", "SUMMARY:Ужин");
    assert_ne!(there, out);
    again(&room, &there, &visit);
    assert_eq!(titles(&room, &visit, &id), json!({"en": "Talks", "ru": "Ужин"}));
}

#[test]
fn where_nothing_tells_the_language_it_is_one_in_which_the_visit_has_the_text() {
    let room = room();
    let (visit, id) = visit_in(&room, &["de", "ru"], &json!({"en": "Talks"}));
    // Another program has thrown away what it does not know, and counted its change.
    let there = exported(&room, &visit, &[])
        .replace("X-CHANCERY-EXPORTED:1", "X-CHANCERY-EXPORTED:none")
        .replace(
            "SUMMARY:Talks",
            "LAST-MODIFIED:20300101T000000Z\r\nSUMMARY:Consultations",
        );
    again(&room, &there, &visit);
    assert_eq!(titles(&room, &visit, &id), json!({"en": "Consultations"}));
}
