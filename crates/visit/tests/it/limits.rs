//! How much a visit may hold.

use std::fmt::Write as _;

use serde_json::json;
use visit::{
    Document as _, Edit, Kind, MAX_ENGAGEMENTS, MAX_ENTITIES, MAX_VISIT_BYTES, Refusal, RefusalCode, Visit,
    VisitFile,
};

/// Makes the text of a visit with so many engagements and vehicles.
fn text(engagements: usize, vehicles: usize) -> String {
    let mut text = r#"{"id":"v","facts":{"title":{"en":"V"}},"engagements":{"#.to_owned();
    let section = |text: &mut String, count: usize| {
        for index in 0..count {
            let comma = if index == 0 { "" } else { "," };
            write!(text, "{comma}\"e{index}\":{{}}").expect("written");
        }
    };
    section(&mut text, engagements);
    text.push_str(r#"},"vehicles":{"#);
    section(&mut text, vehicles);
    text.push_str("}}");
    text
}

fn refusal(text: &str) -> Refusal {
    Visit::from_json(text).expect_err("too large")
}

#[test]
fn a_visit_file_may_have_as_many_engagements_as_is_stated_and_not_one_more() {
    let visit = Visit::from_json(&text(MAX_ENGAGEMENTS, 0)).expect("a visit");
    assert_eq!(visit.engagements.len(), MAX_ENGAGEMENTS);
    let refused = refusal(&text(MAX_ENGAGEMENTS + 1, 0));
    assert_eq!(
        (refused.code, refused.path.as_str()),
        (RefusalCode::TooLarge, "/engagements")
    );
    assert!(refused.message.contains(&MAX_ENGAGEMENTS.to_string()) && !refused.remedy.is_empty());
}

#[test]
fn a_visit_file_may_have_as_many_entities_as_is_stated_and_not_one_more() {
    assert!(Visit::from_json(&text(10, MAX_ENTITIES - 10)).is_ok());
    assert_eq!(refusal(&text(10, MAX_ENTITIES - 9)).code, RefusalCode::TooLarge);
}

#[test]
fn each_visit_of_a_list_has_the_limit_for_itself() {
    let half = text(MAX_ENGAGEMENTS / 2 + 1, 0);
    let visits = VisitFile::list_from_json(&format!(" [{half},{half}]")).expect("a list");
    assert_eq!(visits.len(), 2);
    let over = text(MAX_ENGAGEMENTS + 1, 0);
    let refused = VisitFile::list_from_json(&format!("[{half},{over}]")).expect_err("too large");
    assert_eq!(refused.path, "/1/engagements");
}

#[test]
fn a_file_that_is_too_long_is_refused_before_it_is_read() {
    let refused = refusal(&" ".repeat(MAX_VISIT_BYTES + 1));
    assert_eq!(refused.code, RefusalCode::TooLarge);
    assert!(refused.message.contains("64 MiB"), "{refused}");
}

#[test]
fn a_file_that_would_grow_in_memory_is_refused_although_it_is_short() {
    let many = "{\"a\":0},".repeat(700_000);
    let grows = format!(r#"{{"id":"v","facts":{{"title":{{"en":"V"}},"zz":[{many}0]}}}}"#);
    assert!(grows.len() < MAX_VISIT_BYTES / 10);
    let refused = refusal(&grows);
    assert_eq!(refused.code, RefusalCode::TooLarge);
    assert!(refused.message.contains("memory"), "{refused}");
}

#[test]
fn an_edit_cannot_bring_a_visit_over_the_limit_and_leaves_no_trace() {
    let mut visit = Visit::from_json(&text(MAX_ENGAGEMENTS - 1, 0)).expect("a visit");
    let add = |id: &str| Edit::Add {
        kind: Kind::Engagement,
        id: Some(id.to_owned()),
        value: json!({ "order": "a1" }).as_object().cloned().expect("fields"),
    };
    visit.apply(&add("last")).expect("there is room for one");
    let refused = visit.apply(&add("more")).expect_err("there is no room");
    assert_eq!(
        (refused.code, refused.path.as_str()),
        (RefusalCode::TooLarge, "/engagements")
    );
    let several = Edit::Several {
        edits: vec![add("more"), add("and-more")],
    };
    assert!(visit.apply(&several).is_err());
    assert_eq!(visit.engagements.len(), MAX_ENGAGEMENTS);
}
