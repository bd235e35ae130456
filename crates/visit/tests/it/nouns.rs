//! What announcements say beyond a programme: legs, functions, groups, rooms, rounds, the press, figures.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use visit::{
    Document as _, Edit, EngagementId, EntityKey, Kind, MemberId, Taking, Visit,
    audience::{CopyOptions, delegation_programme},
    programme::{Programme, ProgrammeEngagement},
};

/// A visit that uses every one of these nouns, each with words that stand nowhere else.
fn announced() -> Visit {
    let value = json!({
        "schema": 1,
        "id": "tour",
        "facts": {
            "title": { "en": "Tour" }, "dates": { "edtf": "2017-03-20/2017-03-22" },
            "host": { "country": "JP", "zone": "Asia/Tokyo" }, "guest": { "country": "RU", "zone": "Europe/Moscow" },
            "languages": ["en"], "inviter": { "en": "plant-inviter" },
        },
        "members": {
            "minister": {
                "side": "guest", "role": "principal",
                "seat": {
                    "office": { "en": "Minister" },
                    "further": { "b": { "title": { "en": "plant-envoy" }, "place": 1 }, "a": { "title": { "en": "plant-chairman" } } },
                    "person": { "name": { "en": "A. Guest" }, "honorific": { "en": "plant-excellency" }, "reading": { "en": "plant-reading" } },
                },
            },
            "observer": { "side": "third", "country": "FR", "seat": { "office": { "en": "plant-observer" } } },
        },
        "venues": { "iikura": { "name": { "en": "Iikura House" } }, "kantei": { "name": { "en": "Kantei" } } },
        "rooms": { "hall": { "venue": "iikura", "name": { "en": "plant-hall" }, "whereabouts": { "en": "plant-floor" }, "seats": 40 } },
        "vehicles": { "car": { "name": { "en": "Car 1" } } },
        "legs": {
            "kyoto": {
                "place": { "en": "plant-kyoto" }, "dates": { "edtf": "2017-03-21" }, "host": { "country": "JP", "zone": "Asia/Tokyo" },
                "category": "private", "status": "conditional", "condition": { "en": "plant-weather" },
            },
        },
        "engagements": {
            "talks": {
                "title": { "en": "plant-talks" }, "kind": "talks", "format": "joint_commission",
                "round": { "mechanism": { "en": "plant-commission" }, "number": 3, "before": "second-round" },
                "when": { "kind": "starts", "start": "2017-03-20T10:00:00", "lasts": { "minutes": 30, "about": true } },
                "venue": "iikura", "room": "hall", "leg": "kyoto",
                "participants": { "minister": { "functions": { "chair": {}, "signatory": {} } }, "observer": {} },
                "groups": { "b": { "name": { "en": "plant-others" }, "place": 2 }, "a": { "name": { "en": "plant-officials" }, "side": "host", "place": 1 } },
                "press": "photo_opportunity",
                "press_call": {
                    "who": { "en": "plant-pool" }, "call": "09:30:00", "entrance": { "en": "plant-gate" },
                    "accreditation": { "kind": "lead", "days": -3, "unit": "calendar_days" }, "cameras": 5,
                },
            },
            "alone": { "title": { "en": "Alone" }, "format": "tete_a_tete", "within": "talks" },
            "flight": {
                "title": { "en": "Flight" }, "kind": "movement",
                "movement": { "means": "helicopter", "vehicles": { "car": { "seats": { "minister": { "place": "rear_right" } } } } },
            },
        },
        "figures": {
            "trade": { "title": { "en": "Trade" }, "value": "16.10", "unit": { "en": "billion US dollars" }, "period": { "edtf": "2016" }, "about": true },
        },
    });
    Visit::from_json(&value.to_string()).expect("a visit")
}

fn copy(visit: &Visit) -> Programme {
    let as_of: DateTime<Utc> = "2017-03-17T08:00:00Z".parse().expect("a time");
    let languages = vec!["en".into()];
    delegation_programme(visit, &CopyOptions { languages, as_of })
}

fn row<'a>(programme: &'a Programme, id: &str) -> &'a ProgrammeEngagement {
    let days = programme.days.iter().flat_map(|day| &day.engagements);
    let mut all = days.chain(&programme.undated);
    all.find(|it| it.id.as_str() == id).expect("the engagement")
}

fn set(id: &str, patch: Value) -> Edit {
    Edit::set(
        &EngagementId::from(id),
        patch.as_object().cloned().unwrap_or_default(),
    )
}

#[test]
fn the_copy_of_the_delegation_has_all_of_it() {
    let visit = announced();
    let programme = copy(&visit);
    let text = serde_json::to_string(&programme).expect("json");
    for plant in [
        "inviter",
        "envoy",
        "chairman",
        "excellency",
        "reading",
        "observer",
        "hall",
        "floor",
        "kyoto",
        "weather",
        "talks",
        "commission",
        "others",
        "officials",
        "pool",
        "gate",
    ] {
        assert!(text.contains(&format!("plant-{plant}")), "{plant}");
    }
    let talks = row(&programme, "talks");
    assert_eq!(
        talks
            .for_press
            .accreditation
            .map(|(day, _)| day.to_string())
            .as_deref(),
        Some("2017-03-17")
    );
    assert_eq!(
        (talks.start.is_some(), talks.end, talks.said.as_str()),
        (true, None, "about 30 min")
    );
    assert_eq!(talks.participants[0].functions.len(), 2);
    assert_eq!(talks.participants[0].shown(), "plant-excellency A. Guest");
    assert_eq!(talks.participants[0].further, ["plant-envoy", "plant-chairman"]);
    assert_eq!(talks.participants[1].country.as_deref(), Some("FR"));
    let groups: Vec<_> = talks.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(groups, ["plant-officials", "plant-others"]);
    assert_eq!(row(&programme, "alone").within, "plant-talks");
    let seating = &row(&programme, "flight")
        .movement
        .as_ref()
        .expect("a movement")
        .seating;
    assert_eq!(seating[0].vehicle, "Car 1");
}

#[test]
fn what_was_removed_or_left_is_in_no_copy() {
    let mut visit = announced();
    for (kind, id) in [
        (Kind::Leg, "kyoto"),
        (Kind::Engagement, "talks"),
        (Kind::Vehicle, "car"),
    ] {
        visit
            .apply(&Edit::Remove {
                key: EntityKey::new(kind, id),
            })
            .expect("it is there");
    }
    let programme = copy(&visit);
    assert!(programme.legs.is_empty());
    assert_eq!(row(&programme, "alone").within, "");
    assert!(
        row(&programme, "flight")
            .movement
            .as_ref()
            .is_some_and(|route| route.seating.is_empty())
    );

    let mut visit = announced();
    visit
        .apply(&set("talks", json!({ "venue": "kantei" })))
        .expect("another house");
    assert_eq!(row(&copy(&visit), "talks").room, "");
}

#[test]
fn every_leaf_is_changed_and_taken_back_by_itself() {
    let before = announced();
    for patch in [
        json!({ "participants": { "minister": { "functions": { "chair": null, "note_taker": {} } } } }),
        json!({ "groups": { "a": { "name": { "ja": "政府関係者" } }, "b": null } }),
        json!({ "press_call": { "call": "09:45:00", "accreditation": { "kind": "day", "date": "2017-03-16" } } }),
        json!({ "press_call": null, "round": { "number": 4 }, "room": null, "leg": null }),
        json!({ "when": { "kind": "after", "engagement": "flight", "words": { "en": "after the flight" } } }),
    ] {
        let mut visit = before.clone();
        let applied = visit.apply(&set("talks", patch.clone())).expect("legal");
        assert_ne!(visit.engagements, before.engagements, "{patch}");
        assert_eq!(visit.validate(), Ok(()));
        let taken = visit
            .take_back(&Taking {
                patch: &applied.undo,
                texts: &[],
                label: &applied.label,
            })
            .expect("taken back");
        assert!(taken.left.is_empty(), "{patch}");
        let mut talks = visit.engagements[&"talks".into()].clone();
        talks.sequence = 0;
        assert_eq!(talks, before.engagements[&"talks".into()], "{patch}");
    }
}

#[test]
fn an_invitation_that_says_something_else_is_a_new_one() {
    for patch in [
        json!({ "room": null }),
        json!({ "participants": { "minister": { "functions": { "chair": null } } } }),
        json!({ "groups": { "b": null } }),
        json!({ "press_call": { "cameras": 10 } }),
    ] {
        let mut visit = announced();
        visit.apply(&set("talks", patch.clone())).expect("legal");
        assert_eq!(visit.engagements[&"talks".into()].sequence, 1, "{patch}");
    }
}

#[test]
fn what_refers_to_a_member_is_found_in_a_car_too() {
    let visit = announced();
    let found = visit.referring_to(&EntityKey::from(&MemberId::from("minister")));
    let paths: Vec<_> = found.iter().map(|(_, path)| path.as_str()).collect();
    assert_eq!(
        paths,
        ["/movement/vehicles/car/seats/minister", "/participants/minister"]
    );
}

#[test]
fn it_is_written_as_it_was_read() {
    let visit = announced();
    assert_eq!(Visit::from_json(&visit.to_json()), Ok(visit));
}

#[test]
fn a_circle_that_a_merge_has_made_hinders_nobody_and_can_be_opened() {
    let mut visit = announced();
    for (id, within) in [("talks", "alone"), ("alone", "talks")] {
        let it = visit.engagements.get_mut(&id.into()).expect("it is there");
        it.within = Some(within.into());
    }
    assert_eq!(visit.validate(), Ok(()));
    assert_eq!(visit.engagements_in_order().len(), 3);
    visit
        .apply(&set("talks", json!({ "title": { "en": "Talks" } })))
        .expect("another field");
    visit
        .apply(&set("talks", json!({ "within": null })))
        .expect("it is opened");
    visit
        .apply(&set("talks", json!({ "within": "alone" })))
        .expect_err("and not closed again");
}

/// The visit that the window is looked at with.
const SHOWN: &str = include_str!("../../../../tests/data/announced.visit.json");

#[test]
fn its_programme_is_in_the_order_of_what_is_known_and_has_no_hour_that_nobody_gave() {
    let visit = Visit::from_json(SHOWN).expect("a visit");
    let order: Vec<_> = visit
        .engagements_in_order()
        .into_iter()
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(
        order,
        [
            "arrival", "talks", "alone", "lunch", "wreath", "speech", "flight", "call"
        ]
    );
    let programme = copy(&visit);
    let timed: Vec<_> = programme
        .days
        .iter()
        .flat_map(|day| &day.engagements)
        .filter(|it| it.start.is_some())
        .collect();
    assert_eq!(timed.len(), 4);
    assert_eq!(row(&programme, "lunch").said, "after the talks");
    assert_eq!(row(&programme, "call").said, "11:00, day not fixed");
}
