//! Places in lists, as edits give them.

use serde_json::{Map, Value, json};
use visit::{Applied, Document as _, Edit, EntityKey, Kind, OrderKey, Taking, Visit};

use crate::sample;

fn apply(visit: &mut Visit, edit: Value) -> Applied {
    visit
        .apply(&serde_json::from_value(edit).expect("an edit"))
        .expect("a legal edit")
}

fn venue(name: &str) -> Value {
    json!({ "edit": "add", "kind": "venue", "id": name, "value": { "name": { "en": name } } })
}

fn place(id: &str, after: Option<&str>) -> Value {
    let mut edit = json!({ "edit": "place", "key": { "kind": "venue", "id": id } });
    if let Some(after) = after {
        edit["after"] = after.into();
    }
    edit
}

/// Returns the ids of the venues in their order.
fn venues(visit: &Visit) -> Vec<&str> {
    let mut listed: Vec<(&OrderKey, &str)> = visit
        .venues
        .iter()
        .map(|(id, venue)| (&venue.order, id.as_str()))
        .collect();
    listed.sort();
    listed.into_iter().map(|(_, id)| id).collect()
}

/// A visit with nothing but these venues, all with the same key.
fn crowded(count: usize) -> Visit {
    let mut visit = sample();
    visit.engagements.clear();
    visit.topics.clear();
    visit.deliverables.clear();
    visit.venues.clear();
    for index in 0..count {
        let value = json!({ "order": "a0", "name": { "en": "V" } });
        let key = EntityKey::new(Kind::Venue, &format!("v{index}"));
        visit.put_value(&key, value).expect("a venue");
    }
    visit
}

#[test]
fn what_is_added_without_a_place_stands_at_the_end_of_its_list() {
    let mut visit = sample();
    for name in ["zoo", "aquarium", "museum"] {
        apply(&mut visit, venue(name));
    }
    assert!(venues(&visit).ends_with(&["zoo", "aquarium", "museum"]));
    assert_eq!(visit.validate(), Ok(()));
}

#[test]
fn a_topic_added_stands_at_the_end_of_its_own_engagement() {
    let mut visit = sample();
    let add =
        json!({ "edit": "add", "kind": "topic", "id": "new", "value": { "engagement": "two-plus-two" } });
    apply(&mut visit, add);
    let new = &visit.topics[&"new".into()];
    let of_it = visit
        .topics
        .iter()
        .filter(|(id, topic)| topic.engagement == new.engagement && id.as_str() != "new");
    assert!(
        of_it.clone().count() > 0
            && of_it
                .map(|(_, topic)| &topic.order)
                .all(|order| *order < new.order)
    );
}

#[test]
fn an_entity_goes_directly_after_the_named_one_or_to_the_front() {
    let mut visit = crowded(0);
    for name in ["a", "b", "c", "d"] {
        apply(&mut visit, venue(name));
    }
    apply(&mut visit, place("d", Some("a")));
    assert_eq!(venues(&visit), ["a", "d", "b", "c"]);
    apply(&mut visit, place("c", None));
    assert_eq!(venues(&visit), ["c", "a", "d", "b"]);
    apply(&mut visit, place("c", Some("b")));
    assert_eq!(venues(&visit), ["a", "d", "b", "c"]);
}

#[test]
fn where_there_is_no_room_the_neighbours_move_in_the_same_step_and_come_back_with_it() {
    let mut visit = crowded(5);
    let before = visit.clone();
    let done = apply(&mut visit, place("v4", Some("v1")));
    assert_eq!(venues(&visit), ["v0", "v1", "v4", "v2", "v3"]);
    assert!(done.changed.len() <= 3, "{:?}", done.changed);
    let taking = Taking {
        patch: &done.undo,
        texts: &[],
        label: &done.label,
    };
    assert_eq!(visit.take_back(&taking).expect("undone").left, []);
    assert_eq!(visit, before);
}

#[test]
fn three_hundred_moves_between_the_same_two_keep_the_list_in_order() {
    let mut visit = crowded(0);
    for name in ["first", "x", "y", "last"] {
        apply(&mut visit, venue(name));
    }
    for turn in 0..300 {
        let (one, other) = if turn % 2 == 0 { ("x", "y") } else { ("y", "x") };
        apply(&mut visit, place(one, Some("first")));
        assert_eq!(venues(&visit), ["first", one, other, "last"]);
        assert_eq!(visit.validate(), Ok(()));
    }
}

#[test]
fn an_order_that_somebody_else_wrote_is_refused_before_it_is_in() {
    let mut visit = sample();
    for order in ["é0", "ж", "\u{0}", "a0\u{200d}", "a00", ""] {
        let fields = Map::from_iter([("order".to_owned(), order.into())]);
        let key = EntityKey::new(Kind::Engagement, "two-plus-two");
        assert!(visit.apply(&Edit::Set { key, patch: fields }).is_err(), "{order}");
    }
}
