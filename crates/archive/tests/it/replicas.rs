//! Copies that were changed apart converge and lose nothing.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use visit::{Document as _, EntityKey, Kind, Visit};

use crate::support::{Desk, document_id};

/// One random edit: on which copy, of which engagement, which field, with which value.
type Move = (usize, u8, u8, u8);

/// What each copy wrote last to a field since the copies were last the same.
type Written = BTreeMap<(String, (&'static str, &'static str)), BTreeMap<usize, Value>>;

fn field(number: u8) -> (&'static str, &'static str) {
    [
        ("status", ""),
        ("remarks", "en"),
        ("remarks", "ru"),
        ("dress", "en"),
        ("participants", "m-2"),
        ("format", ""),
    ][usize::from(number) % 6]
}

fn value(name: &str, number: u8) -> Value {
    match name {
        "participants" => json!({}),
        "status" => json!(["tentative", "confirmed", "proposed"][usize::from(number) % 3]),
        "format" => json!(["plenary", "restricted"][usize::from(number) % 2]),
        _ => json!(format!("Записка {number} 日本")),
    }
}

fn get(desk: &Desk, engagement: &str, (name, inner): (&str, &str)) -> Value {
    let entity = desk
        .visit
        .value_of(&EntityKey::new(Kind::Engagement, engagement))
        .unwrap();
    if inner.is_empty() {
        entity[name].clone()
    } else {
        entity[name][inner].clone()
    }
}

fn put(desk: &mut Desk, engagement: &str, (name, inner): (&str, &str), value: &Value) {
    let whole = if inner.is_empty() {
        value.clone()
    } else {
        let mut whole = get(desk, engagement, (name, ""));
        if !whole.is_object() {
            whole = json!({});
        }
        whole[inner] = value.clone();
        whole
    };
    desk.set(Kind::Engagement, engagement, json!({ name: whole }));
}

/// The visit without the SEQUENCE of its invitations, which only ever rises, by an undo too (RFC 5546).
fn without_sequence(visit: &Visit) -> Visit {
    let mut visit = visit.clone();
    visit
        .engagements
        .values_mut()
        .for_each(|engagement| engagement.sequence = 0);
    visit
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn three_replicas_with_random_edits_converge_and_lose_nothing(
        rounds in prop::collection::vec(prop::collection::vec((0..3_usize, 0..3_u8, 0..6_u8, any::<u8>()), 0..8), 1..3)
    ) {
        let one = Desk::new(3);
        let mut replicas = vec![one.copy(2), one.copy(3), one];
        for moves in rounds {
            let mut written: Written = BTreeMap::new();
            for (replica, engagement, number, seed) in moves as Vec<Move> {
                let engagement = format!("e-{engagement}");
                let field = field(number);
                let value = value(field.0, seed);
                let changes = get(&replicas[replica], &engagement, field) != value;
                put(&mut replicas[replica], &engagement, field, &value);
                if changes || written.contains_key(&(engagement.clone(), field)) {
                    written.entry((engagement, field)).or_default().insert(replica, value);
                }
            }
            let histories: Vec<_> = replicas.iter().map(|replica| replica.open.to_bytes()).collect();
            for (number, replica) in replicas.iter_mut().enumerate() {
                for (other, bytes) in histories.iter().enumerate() {
                    if other != number {
                        replica.merge(bytes);
                    }
                }
            }
            prop_assert_eq!(&replicas[0].visit, &replicas[1].visit);
            prop_assert_eq!(&replicas[0].visit, &replicas[2].visit);
            for ((engagement, field), values) in written {
                let kept = get(&replicas[0], &engagement, field);
                prop_assert!(values.values().any(|value| *value == kept), "{} {:?}: {:?} of {:?}", engagement, field, kept, values);
            }
        }
        for (number, replica) in replicas.into_iter().enumerate() {
            let visit = replica.visit.clone();
            prop_assert_eq!(replica.reopen(10 + number as u8).visit, visit);
        }
    }

    #[test]
    fn edits_and_as_many_undos_give_the_same_visit_and_redos_the_edited_one(
        moves in prop::collection::vec((0..3_u8, 0..6_u8, any::<u8>()), 1..10)
    ) {
        let mut desk = Desk::new(3);
        let before = desk.visit.clone();
        let mut steps = 0;
        for (engagement, number, seed) in moves {
            let field = field(number);
            let recorded = desk.open.pending();
            put(&mut desk, &format!("e-{engagement}"), field, &value(field.0, seed));
            steps += desk.open.pending() - recorded;
        }
        let after = desk.visit.clone();
        prop_assert_eq!(&desk.open.read().unwrap(), &after);
        for _ in 0..steps {
            desk.undo();
        }
        let mut desk = desk.reopen(2);
        prop_assert_eq!(without_sequence(&desk.visit), without_sequence(&before));
        for _ in 0..steps {
            desk.redo();
        }
        prop_assert_eq!(without_sequence(&desk.reopen(3).visit), without_sequence(&after));
    }

    #[test]
    fn any_json_in_unknown_fields_comes_back(value in json_value(3), name in "[a-z~/ ]{1,6}") {
        prop_assume!(name != "id" && name != "facts");
        let mut visit = crate::support::visit_of("v-9", 1);
        let mut whole = serde_json::to_value(&visit).unwrap();
        whole["engagements"]["e-0"]["x"] = json!({ name.clone(): value.clone() });
        whole["x"] = value;
        visit = Visit::from_value(whole).unwrap();
        let mut desk = Desk::new(1);
        let created = desk.library.create(&visit, document_id(&visit), &crate::support::stamp(1), &crate::support::label(visit::Action::Import));
        prop_assert_eq!(&created.unwrap().read().unwrap(), &visit);
    }
}

fn json_value(depth: u32) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        "[a-zа-я日本 /~\"]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(depth, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z~/]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}
