//! The copy of the programme: in order, and without what was removed.

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::json;
use visit::{
    Document as _, Edit, EngagementPart, EntityKey, Illustrative, Kind, Visit, When,
    audience::{CopyOptions, delegation_programme},
    programme::{Programme, ProgrammeEngagement},
};

use crate::{generate, sample};

fn copy(visit: &Visit) -> Programme {
    let as_of: DateTime<Utc> = "2017-03-17T08:00:00Z".parse().expect("a time");
    delegation_programme(
        visit,
        &CopyOptions {
            languages: vec!["en".into()],
            as_of,
        },
    )
}

/// A visit in which every member, venue, vehicle and engagement has a name that stands nowhere else.
fn planted() -> Visit {
    let mut visit = Visit::new("planted".into(), sample().facts);
    let mut put = |kind: Kind, id: &str, value: serde_json::Value| {
        visit.put_value(&EntityKey::new(kind, id), value).expect(id);
    };
    for n in 0..4 {
        put(
            Kind::Member,
            &format!("m{n}"),
            json!({
                "side": if n % 2 == 0 { "guest" } else { "host" }, "role": "principal",
                "seat": { "office": { "en": format!("office-m{n}") }, "person": {
                    "name": { "en": format!("plant-member-m{n}") }, "email": format!("plant-member-m{n}@example.org"),
                } },
            }),
        );
        put(
            Kind::Venue,
            &format!("v{n}"),
            json!({
                "name": { "en": format!("plant-venue-v{n}") }, "address": { "en": format!("plant-venue-v{n} street") },
            }),
        );
        put(
            Kind::Vehicle,
            &format!("c{n}"),
            json!({ "name": { "en": format!("plant-vehicle-c{n}") } }),
        );
        put(
            Kind::Engagement,
            &format!("e{n}"),
            json!({
                "title": { "en": format!("plant-engagement-e{n}") },
                "when": { "kind": "at", "start": format!("2017-03-20T1{n}:00:00"), "end": format!("2017-03-20T1{n}:30:00") },
                "venue": format!("v{n}"),
                "participants": { "m0": {}, "m1": {}, "m2": {} },
                "interpreters": { "m3": { "from": "ru", "to": "ja" } },
                "movement": { "from": "v0", "to": format!("v{n}"), "vehicles": { "c0": {}, format!("c{n}"): {} } },
            }),
        );
    }
    visit
}

fn engagements(programme: &Programme) -> impl Iterator<Item = &ProgrammeEngagement> {
    programme
        .days
        .iter()
        .flat_map(|day| &day.engagements)
        .chain(&programme.undated)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_that_was_removed_is_in_the_copy_and_all_else_is(removed in prop::collection::btree_set(0usize..16, 0..10)) {
        let mut visit = planted();
        let all: Vec<EntityKey> = visit.keys().into_iter().filter(|key| key.kind != Kind::Facts).collect();
        for index in &removed {
            visit.apply(&Edit::Remove { key: all[*index].clone() }).expect("it is there");
        }
        let text = serde_json::to_string(&copy(&visit)).expect("json");
        let has_rows = visit.engagements.values().any(|it| !it.removed);
        for key in &all {
            let shown = text.contains(&format!("plant-{}-{}", key.kind.as_str(), key.id));
            if visit.is_removed(key) {
                prop_assert!(!shown, "{key} was removed");
            } else if matches!(key.kind, Kind::Engagement | Kind::Member) && has_rows {
                prop_assert!(shown, "{key} is missing");
            }
        }
    }

    #[test]
    fn rows_stand_in_the_order_of_time(edits in prop::collection::vec(generate::edit(), 0..16)) {
        let mut visit = sample();
        for edit in &edits {
            let _ = visit.apply(edit);
        }
        let programme = copy(&visit);
        prop_assert!(programme.days.windows(2).all(|pair| pair[0].date < pair[1].date));
        for day in &programme.days {
            let starts: Vec<_> = day.engagements.iter().filter_map(|engagement| engagement.start.map(|clock| clock.utc)).collect();
            prop_assert!(starts.is_sorted(), "{starts:?}");
            let only_days: Vec<_> = day.engagements.iter().map(|engagement| !matches!(engagement.when, When::Day(_))).collect();
            let after_nothing = day.engagements.iter().all(|engagement| !matches!(engagement.when, When::After(_)));
            prop_assert!(!after_nothing || only_days.is_sorted(), "{only_days:?}");
            prop_assert!(day.engagements.iter().all(|engagement| engagement.start.is_none_or(|clock| clock.host.date() == day.date)));
        }
        prop_assert!(programme.undated.iter().all(|engagement| engagement.day.is_none() && engagement.start.is_none()));
        for engagement in engagements(&programme) {
            let by_the_clock = matches!(engagement.when, When::At(_) | When::Starts(_) | When::Relative(_));
            prop_assert!(by_the_clock || engagement.start.is_none(), "an hour was made up: {:?}", engagement.when);
            prop_assert!(!matches!(engagement.when, When::Starts(_)) || engagement.end.is_none(), "an end was made up");
        }
        let living = visit.engagements.values().filter(|it| !it.removed).count();
        prop_assert_eq!(engagements(&programme).count(), living);
    }
}

#[test]
fn only_what_belongs_to_the_status_is_said_of_it() {
    let mut visit = sample();
    let fields = json!({
        "status": "conditional", "condition": { "en": "plant-condition" },
        "postponed": { "from": { "edtf": "2017-02", "phrase": "plant-from" }, "reason": { "en": "plant-reason" } },
    });
    let mut value = visit.value_of(&EntityKey::facts()).expect("the facts");
    let Some(facts) = value.as_object_mut() else {
        panic!("an object")
    };
    facts.extend(fields.as_object().cloned().unwrap_or_default());
    let mut settled = |status: &str| {
        let mut value = value.clone();
        value["status"] = json!(status);
        visit.put_value(&EntityKey::facts(), value).expect("facts");
        serde_json::to_string(&copy(&visit).settled).expect("json")
    };
    let conditional = settled("conditional");
    assert!(conditional.contains("plant-condition") && !conditional.contains("plant-reason"));
    let postponed = settled("postponed");
    assert!(
        postponed.contains("plant-from")
            && postponed.contains("plant-reason")
            && !postponed.contains("plant-condition")
    );
    assert!(!settled("confirmed").contains("plant"));
}

#[test]
fn a_copy_names_the_sources_of_the_facts_and_keeps_their_words_to_those_who_plan() {
    let mut visit = sample();
    let mut put = |kind: Kind, id: &str, value: serde_json::Value| {
        visit.put_value(&EntityKey::new(kind, id), value).expect(id);
    };
    let source = |publisher: &str, order: &str| {
        json!({
            "publisher": { "en": publisher }, "order": order, "kind": "note_verbale",
            "issued": { "kind": "on", "edtf": "2017-03-17" }, "address": "https://plant.example.org/",
        })
    };
    put(Kind::Source, "second", source("plant-second", "a1"));
    put(Kind::Source, "first", source("plant-first", "a0"));
    put(Kind::Source, "uncited", source("plant-uncited", "a2"));
    let mut facts = serde_json::to_value(sample().facts).expect("a value");
    facts["sources"] = json!({ "second": { "quotation": { "en": "plant-words" } }, "first": {} });
    put(Kind::Facts, "", facts);
    let programme = copy(&visit);
    let names: Vec<_> = programme
        .sources
        .iter()
        .map(|source| source.publisher.as_str())
        .collect();
    assert_eq!(names, ["plant-first", "plant-second"]);
    let text = serde_json::to_string(&programme).expect("json");
    assert!(
        ["plant-words", "plant-uncited", "plant.example"]
            .iter()
            .all(|plant| !text.contains(plant))
    );
}

#[test]
fn a_row_says_what_is_illustrative_and_nothing_that_this_version_does_not_know() {
    let mut visit = sample();
    let talks = visit
        .engagements
        .get_mut(&"two-plus-two".into())
        .expect("the talks");
    talks.illustrative =
        serde_json::from_value(json!({ "status": true, "weather": "plant-newer" })).expect("marks");
    let programme = copy(&visit);
    let row = engagements(&programme)
        .find(|row| row.id.as_str() == "two-plus-two")
        .expect("the row");
    assert_eq!(row.illustrative, Illustrative::of(&[EngagementPart::Status]));
    assert!(
        !serde_json::to_string(&programme)
            .expect("json")
            .contains("plant-newer")
    );
}

#[test]
fn the_programme_of_the_sample_shows_both_clocks_and_keeps_what_is_undated() {
    let programme = copy(&sample());
    let shown: Vec<String> = programme
        .days
        .iter()
        .flat_map(|day| &day.engagements)
        .filter_map(|engagement| {
            let start = engagement.start?;
            Some(format!(
                "{} {}/{}",
                engagement.id,
                start.host.format("%d %R"),
                start.home?.format("%d %R")
            ))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "journey-to-tokyo 19 22:30/19 16:30",
            "lavrov-kishida 20 10:30/20 04:30",
            "two-plus-two 20 14:00/20 08:00",
            "journey-to-moscow 21 11:00/21 05:00",
        ]
    );
    let undated: Vec<_> = programme
        .undated
        .iter()
        .map(|engagement| engagement.id.as_str())
        .collect();
    assert_eq!(undated, ["press-statements"]);
    assert_eq!(programme.as_of_wall.format("%R").to_string(), "11:00");
    let at_the_table: Vec<_> = programme.days[1].engagements[1]
        .participants
        .iter()
        .map(|it| it.shown())
        .collect();
    assert_eq!(
        at_the_table,
        [
            "Sergey Lavrov",
            "Defence Minister of Russia",
            "Fumio Kishida",
            "Defence Minister of Japan"
        ]
    );
}
