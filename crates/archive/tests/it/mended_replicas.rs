//! Whatever is edited on three copies, everything can still be edited after they are merged, and they agree.

use proptest::prelude::*;
use serde_json::{Value, json};
use visit::{Document as _, Edit, EntityKey, Kind, Splice};

use crate::support::{Desk, path, set};

/// One thing that somebody does: on which copy, of what sort, on which engagement, with which value.
type Doing = (usize, u8, u8, u8);

fn chosen<const N: usize>(values: [Value; N], number: u8) -> Value {
    values
        .into_iter()
        .cycle()
        .nth(usize::from(number))
        .unwrap_or_default()
}

fn when(number: u8) -> Value {
    let flight = |start: &str, zones: [&str; 2]| json!({"kind": "at", "start": start, "end": "2017-10-29T10:10:00", "zone": zones[0], "end_zone": zones[1]});
    chosen(
        [
            flight("2017-10-28T16:30:00", ["Europe/Moscow", "Asia/Tokyo"]),
            flight("2017-10-29T02:50:00", ["Europe/Berlin", "Asia/Tokyo"]),
            json!({"kind": "day", "date": "2017-03-20"}),
            json!({"kind": "after", "engagement": "e-0", "words": {"ru": "затем"}}),
            json!({"kind": "after", "engagement": "e-1"}),
            json!({"kind": "after", "engagement": "e-2"}),
        ],
        number,
    )
}

/// An edit of an engagement, of the facts or of a topic; often one that is refused.
fn edit(sort: u8, engagement: u8, number: u8) -> Edit {
    let id = format!("e-{}", engagement % 3);
    let key = EntityKey::new(Kind::Engagement, &id);
    let of_it = |fields: Value| set(Kind::Engagement, &id, fields);
    match sort % 9 {
        0 => of_it(json!({"movement": chosen([Value::Null, json!({}), json!({"means": "air"})], number)})),
        1 | 2 => of_it(json!({"when": when(number)})),
        3 => of_it(json!({"calendar": chosen([
            Value::Null,
            json!({"uid": "a"}),
            json!({"properties": [format!("X-ROOM:{number}")]}),
            json!({"uid": null}),
        ], number)})),
        4 => {
            let words = chosen([Value::Null, json!("会談"), json!(" ")], number);
            let language = ["en", "ru", "ja"][usize::from(engagement) % 3];
            set(Kind::Facts, "", json!({"title": {language: words}}))
        }
        5 => Edit::Remove { key },
        6 => Edit::Restore { key },
        7 => Edit::Text {
            key: EntityKey::new(Kind::Topic, "t-1"),
            path: path(["points_to_make", "ru"]),
            base: Vec::new(),
            splices: vec![Splice {
                at: 0,
                delete: u32::from(engagement % 2),
                insert: format!("Пункт {number}. "),
            }],
        },
        _ => set(
            Kind::Topic,
            "t-1",
            json!({"title": {"ja": format!("議題{number}")}}),
        ),
    }
}

/// Everything that can be edited takes an edit, as it would from a person who meets it.
fn everything_can_be_edited(desk: &Desk) {
    for key in desk.visit.keys() {
        let words = set(key.kind, &key.id, json!({"remarks": {"en": "It can be edited"}}));
        let edited = desk.visit.clone().apply(&words);
        assert!(edited.is_ok(), "{key:?}: {edited:?}\n{}", desk.visit.to_json());
    }
}

fn merge_all(replicas: &mut [Desk]) {
    let histories: Vec<_> = replicas.iter().map(|replica| replica.open.to_bytes()).collect();
    for (number, replica) in replicas.iter_mut().enumerate() {
        for (other, bytes) in histories.iter().enumerate() {
            if other != number {
                replica.merge(bytes);
            }
        }
        replica.visit.validate().unwrap();
    }
    for other in &replicas[1..] {
        assert_eq!(replicas[0].visit.to_json(), other.visit.to_json());
        assert_eq!(replicas[0].open.mends().unwrap(), other.open.mends().unwrap());
    }
}

/// Three copies of a visit in which nothing stands in the way of breaking it.
fn replicas() -> [Desk; 3] {
    let mut one = Desk::new(3);
    for number in 0..2 {
        let fields = json!({"movement": {"means": "air"}, "when": when(number), "calendar": {"uid": "a", "properties": []}});
        one.set(Kind::Engagement, &format!("e-{number}"), fields);
    }
    one.set(Kind::Facts, "", json!({"title": {"ja": null}}));
    [one.copy(2), one.copy(3), one]
}

fn go_through(rounds: Vec<Vec<Doing>>) {
    let mut replicas = replicas();
    for doings in rounds {
        for (replica, sort, engagement, number) in doings {
            let desk = &mut replicas[replica];
            match sort {
                9 | 10 => desk.undo_what_stands(),
                _ => desk.edit_if_legal(&edit(sort, engagement, number)),
            }
            assert_eq!(
                desk.open.read().unwrap(),
                desk.visit,
                "the disk has something else than memory"
            );
        }
        merge_all(&mut replicas);
        replicas.iter().for_each(everything_can_be_edited);
    }
    // Each copy edits everything at once: what was mended is written three times, and is mended once.
    for desk in &mut replicas {
        for key in desk.visit.keys() {
            desk.edit(&set(
                key.kind,
                &key.id,
                json!({"remarks": {"ru": "Можно править"}}),
            ));
        }
        assert_eq!(desk.open.mends().unwrap(), []);
    }
    merge_all(&mut replicas);
    assert_eq!(replicas[0].open.mends().unwrap(), []);
    for (number, replica) in (10..).zip(replicas) {
        let visit = replica.visit.to_json();
        assert_eq!(replica.reopen(number).visit.to_json(), visit);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn after_any_merge_every_entity_can_be_edited_and_the_copies_agree_byte_for_byte(
        rounds in prop::collection::vec(prop::collection::vec((0..3_usize, 0..11_u8, any::<u8>(), any::<u8>()), 0..10), 1..4)
    ) {
        go_through(rounds);
    }
}

#[test]
fn what_two_people_write_into_one_text_stands_however_long_it_becomes_and_its_topic_can_be_edited() {
    let [mut one, mut two, _] = replicas();
    let words = |letter: &str| Splice {
        at: 0,
        delete: 0,
        insert: letter.repeat(70_000),
    };
    one.splice(["background", "ru"], &[words("ш")]);
    two.splice(["background", "ru"], &[words("щ")]);
    one.merge(&two.open.to_bytes());
    assert_eq!(one.words(["background", "ru"]).len(), 280_000);
    everything_can_be_edited(&one);
}
