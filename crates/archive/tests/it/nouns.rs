//! What several people may say at once of one engagement merges entry by entry: functions, groups, seats, the press; and kinds that
//! no shipped document has a map for get theirs on both copies.

use serde_json::json;
use visit::{Edit, EngagementId, Function, Kind, When};

use crate::support::Desk;

#[test]
fn what_two_copies_say_of_one_engagement_both_stands() {
    let mut one = Desk::new(2);
    let mut two = one.copy(2);
    one.set(
        Kind::Engagement,
        "e-0",
        json!({
            "participants": { "m-1": { "functions": { "chair": {} } } },
            "groups": { "g-1": { "name": { "en": "senior officials" }, "place": 1 } },
            "press_call": { "call": "09:30:00" },
            "round": { "mechanism": { "en": "Commission" } },
        }),
    );
    two.set(
        Kind::Engagement,
        "e-0",
        json!({
            "participants": { "m-1": { "functions": { "signatory": {} } } },
            "groups": { "g-2": { "name": { "en": "and others" }, "place": 2 } },
            "press_call": { "cameras": 5, "accreditation": { "kind": "day", "date": "2017-03-17" } },
            "round": { "number": 3 },
        }),
    );
    for (desk, id) in [(&mut one, "l-1"), (&mut two, "l-2")] {
        let value = json!({ "place": { "en": id }, "host": { "country": "JP" } });
        let value = value.as_object().cloned().unwrap();
        desk.edit(&Edit::Add {
            kind: Kind::Leg,
            id: Some(id.to_owned()),
            value,
        });
    }
    one.merge(&two.open.to_bytes());
    two.merge(&one.open.to_bytes());
    assert_eq!(one.visit, two.visit);
    assert_eq!(one.visit.legs.len(), 2);
    let it = one.visit.engagements[&EngagementId::from("e-0")].clone();
    let functions = &it.participants[&"m-1".into()].functions;
    assert!(functions.contains_key(&Function::Chair) && functions.contains_key(&Function::Signatory));
    assert_eq!(it.groups.len(), 2);
    let call = it.press_call.unwrap();
    assert!(call.call.is_some() && call.cameras == Some(5) && call.accreditation.is_some());
    let round = it.round.unwrap();
    assert!(!round.mechanism.is_empty() && round.number == Some(3));

    // What the other one has said stays when one's own is taken back.
    one.undo();
    one.undo();
    let it = &one.visit.engagements[&EngagementId::from("e-0")];
    let functions: Vec<_> = it.participants[&"m-1".into()].functions.keys().collect();
    assert_eq!(functions, [&Function::Signatory]);
    assert_eq!(it.groups.len(), 1);
    let living = one.reopen(3).visit.legs;
    assert_eq!(living.values().filter(|leg| !leg.removed).count(), 1);
}

#[test]
fn a_time_is_one_thought_and_no_half_of_another_one_comes_into_it() {
    let mut one = Desk::new(2);
    let mut two = one.copy(2);
    let morning = json!({ "kind": "part", "part": "morning", "words": { "en": "in the morning" } });
    let after = json!({ "kind": "after", "engagement": "e-1", "lasts": { "minutes": 30, "about": true } });
    one.set(Kind::Engagement, "e-0", json!({ "when": morning.clone() }));
    two.set(Kind::Engagement, "e-0", json!({ "when": after.clone() }));
    one.merge(&two.open.to_bytes());
    two.merge(&one.open.to_bytes());
    let when = one.visit.engagements[&EngagementId::from("e-0")].when.clone();
    assert_eq!(when, two.visit.engagements[&EngagementId::from("e-0")].when);
    let whole: Vec<When> = [morning, after]
        .map(|value| serde_json::from_value(value).unwrap())
        .into();
    assert!(whole.contains(&when), "{when:?}");
}

#[test]
fn a_circle_that_a_merge_closes_can_be_edited_and_opened() {
    let mut one = Desk::new(2);
    let mut two = one.copy(2);
    one.set(Kind::Engagement, "e-0", json!({ "within": "e-1" }));
    two.set(Kind::Engagement, "e-1", json!({ "within": "e-0" }));
    one.merge(&two.open.to_bytes());
    one.set(Kind::Engagement, "e-0", json!({ "title": { "en": "Opening" } }));
    one.set(Kind::Engagement, "e-0", json!({ "within": null }));
    two.merge(&one.open.to_bytes());
    assert_eq!(one.visit, two.visit);
    assert_eq!(one.visit.engagements[&EngagementId::from("e-0")].within, None);
}
