//! Where two copies have each written something else, both stands, is told, and reads alike on every copy.

use archive::{Conflict, Edited, Spot, Stamp, UndoStep};
use proptest::prelude::*;
use serde_json::{Value, json};
use visit::{Action, Document as _, Edit, EntityKey, Kind, Splice, Visit};

use crate::support::{AUTHOR, Desk, label, set, stamp};

fn engagement() -> EntityKey {
    EntityKey::new(Kind::Engagement, "e-0")
}

fn path(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Two copies of one visit that have each made an edit, and then taken in the other's.
fn apart(one: &Edit, other: &Edit) -> (Desk, Desk) {
    let mut first = Desk::new(2);
    let mut second = first.copy(2);
    first.edit(one);
    second.time = 7_000;
    second.edit(other);
    first.merge(&second.open.to_bytes());
    second.merge(&first.open.to_bytes());
    assert_eq!(first.visit, second.visit);
    assert_eq!(first.open.conflicts().unwrap(), second.open.conflicts().unwrap());
    (first, second)
}

fn only(desk: &Desk) -> Conflict {
    let mut conflicts = desk.open.conflicts().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    conflicts.remove(0)
}

/// Who has written a value that somebody wrote.
fn writer(value: &archive::WrittenValue) -> &archive::Writer {
    value.writer.as_ref().unwrap()
}

#[test]
fn the_value_that_lost_is_told_with_its_author_its_time_and_its_change_after_the_one_that_is_read() {
    let (first, _) = apart(
        &set(Kind::Engagement, "e-0", json!({"dress": {"en": "Uniform"}})),
        &set(
            Kind::Engagement,
            "e-0",
            json!({"dress": {"en": "Black tie", "ru": "Смокинг"}}),
        ),
    );
    let conflict = only(&first);
    assert_eq!(
        (&conflict.entity, &conflict.path),
        (&engagement(), &path(&["dress", "en"]))
    );
    let read = first.visit.value_of(&engagement()).unwrap()["dress"]["en"].clone();
    assert_eq!(conflict.values[0].value, read);
    let mut told: Vec<_> = conflict
        .values
        .iter()
        .map(|value| (writer(value).time, value.value.as_str().unwrap()))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [(2_000, "Uniform"), (8_000, "Black tie")]);
    let history = first.open.history();
    for value in &conflict.values {
        let writer = writer(value);
        let change = history
            .iter()
            .find(|entry| entry.change == writer.change)
            .unwrap();
        assert_eq!((change.time, writer.author.name.as_str()), (writer.time, AUTHOR));
    }
    let conflicts = first.open.conflicts().unwrap();
    assert_eq!(first.reopen(3).open.conflicts().unwrap(), conflicts);
}

#[test]
fn two_copies_that_write_the_same_are_of_one_mind() {
    let same = set(Kind::Engagement, "e-0", json!({"dress": {"en": "Uniform"}}));
    let (first, _) = apart(&same, &same);
    assert_eq!(first.open.conflicts().unwrap(), []);
}

#[test]
fn a_conflict_ends_when_somebody_writes_the_place_also_where_that_changes_nothing() {
    let (mut first, mut second) = apart(
        &set(Kind::Engagement, "e-0", json!({"dress": {"en": "Uniform"}})),
        &set(Kind::Engagement, "e-0", json!({"dress": {"en": "Black tie"}})),
    );
    // An edit of something else is no decision.
    first.set(Kind::Engagement, "e-0", json!({"remarks": {"en": "Flags"}}));
    assert_eq!(first.open.conflicts().unwrap().len(), 1);
    let changed = [engagement()];
    let settled = [Spot {
        entity: engagement(),
        path: path(&["dress", "en"]),
    }];
    let label = label(Action::Set);
    let edited = Edited {
        settled: &settled,
        ..Edited::new(&changed, &label)
    };
    let step = UndoStep::Edit(visit::Patch::default());
    let before = first.visit.clone();
    let recorded = first
        .library
        .record(&mut first.open, &before, &edited, &stamp(9_000), &step);
    assert!(recorded.unwrap().change.is_some());
    assert_eq!(first.open.conflicts().unwrap(), []);
    assert_eq!(first.open.read().unwrap(), before);
    second.set(Kind::Engagement, "e-1", json!({"dress": {"en": "Uniform"}}));
    second.merge(&first.open.to_bytes());
    assert_eq!(second.open.conflicts().unwrap(), []);
}

#[test]
fn who_wrote_what_stands_now_is_told_for_values_texts_and_objects() {
    let mut desk = Desk::new(1);
    let writer = |desk: &Desk, key: &EntityKey, names: &[&str]| {
        let writer = desk.open.writer_of(key, &path(names)).unwrap();
        writer.map(|writer| (writer.author, writer.time))
    };
    let anna = |time| Some((stamp(0).author, time));
    assert_eq!(writer(&desk, &engagement(), &["title", "en"]), anna(1_000));
    desk.set(
        Kind::Engagement,
        "e-0",
        json!({"title": {"en": "Talks", "ru": "Переговоры 0"}}),
    );
    assert_eq!(writer(&desk, &engagement(), &["title", "en"]), anna(2_000));
    assert_eq!(writer(&desk, &engagement(), &["title", "ru"]), anna(1_000));
    assert_eq!(writer(&desk, &engagement(), &["title"]), anna(2_000));
    assert_eq!(writer(&desk, &engagement(), &["title", "ja"]), None);
    assert_eq!(
        writer(&desk, &EntityKey::new(Kind::Venue, "none"), &["name"]),
        None
    );
    let topic = EntityKey::new(Kind::Topic, "t-1");
    let points = ["brief", "points_to_make", "en"];
    assert_eq!(writer(&desk, &topic, &points), anna(1_000));
    let boris = Stamp {
        author: archive::Author::new("boris", "Boris Ivanov"),
        time: 5_000,
    };
    let mut topics = desk.visit.value_of(&topic).unwrap();
    topics["brief"]["points_to_make"]["en"] = "We say one good thing.".into();
    desk.visit.put_value(&topic, topics).unwrap();
    let (changed, label) = ([topic.clone()], label(Action::Set));
    let step = UndoStep::Edit(visit::Patch::default());
    let edited = Edited::new(&changed, &label);
    desk.library
        .record(&mut desk.open, &desk.visit, &edited, &boris, &step)
        .unwrap();
    let desk = desk.reopen(2);
    assert_eq!(
        writer(&desk, &topic, &points),
        Some((archive::Author::new("boris", "Boris Ivanov"), 5_000))
    );
}

#[test]
fn where_one_copy_takes_an_object_away_and_another_writes_in_it_what_was_written_stands() {
    let mut base = Desk::new(1);
    let person = json!({"seat": {"office": {"en": "Minister"}, "person": {"name": {"en": "Sergei Ivanov", "ru": "Сергей Иванов"}}}});
    base.set(Kind::Member, "m-1", person);
    let mut other = base.copy(2);
    base.set(Kind::Member, "m-1", json!({"seat": {"person": null}}));
    let named = json!({"seat": {"office": {"en": "Minister"}, "person": {"name": {"en": "Sergei Ivanov", "ru": "Сергей Иванов", "ja": "イワノフ"}}}});
    other.set(Kind::Member, "m-1", named);
    base.merge(&other.open.to_bytes());
    other.merge(&base.open.to_bytes());
    assert_eq!(base.visit, other.visit);
    let member = base.visit.value_of(&EntityKey::new(Kind::Member, "m-1")).unwrap();
    assert_eq!(member["seat"]["person"]["name"], json!({"ja": "イワノフ"}));
    let written = ["seat", "person", "name", "ja"];
    let writer = base
        .open
        .writer_of(&EntityKey::new(Kind::Member, "m-1"), &path(&written));
    assert_eq!(writer.unwrap().unwrap().time, other.time);
    // It can be edited, whichever way.
    base.set(Kind::Member, "m-1", json!({"seat": {"person": null}}));
    assert_eq!(base.open.read().unwrap(), base.visit);
    assert_eq!(base.reopen(3).visit.members, other_without_person(&other.visit));
}

fn other_without_person(visit: &Visit) -> std::collections::BTreeMap<visit::MemberId, visit::Member> {
    let mut members = visit.members.clone();
    members.get_mut(&"m-1".into()).unwrap().seat.person = None;
    members
}

#[test]
fn where_one_copy_puts_a_value_and_another_an_object_the_object_is_read_and_both_are_told() {
    // A field of a newer version, which the edits of this one carry along.
    let with = |venue: Value| {
        let mut value = Desk::new(2).visit.value_of(&engagement()).unwrap();
        value["parade"] = venue;
        value
    };
    let mut first = Desk::new(2);
    let mut second = first.copy(2);
    for (desk, value) in [
        (&mut first, with(json!("tomorrow"))),
        (&mut second, with(json!({"band": 12}))),
    ] {
        desk.visit.put_value(&engagement(), value).unwrap();
        let (changed, label) = ([engagement()], label(Action::Set));
        let step = UndoStep::Edit(visit::Patch::default());
        let edited = Edited::new(&changed, &label);
        desk.library
            .record(&mut desk.open, &desk.visit, &edited, &stamp(4_000), &step)
            .unwrap();
    }
    first.merge(&second.open.to_bytes());
    second.merge(&first.open.to_bytes());
    assert_eq!(first.visit, second.visit);
    assert_eq!(
        first.visit.value_of(&engagement()).unwrap()["parade"],
        json!({"band": 12})
    );
    let conflict = only(&second);
    assert_eq!(conflict.path, path(&["parade"]));
    let values: Vec<_> = conflict.values.into_iter().map(|value| value.value).collect();
    assert_eq!(values, [json!({"band": 12}), json!("tomorrow")]);
    // The next edit of the entity writes what is read.
    second.set(Kind::Engagement, "e-0", json!({"dress": {"en": "Uniform"}}));
    assert_eq!(second.open.conflicts().unwrap(), []);
    assert_eq!(
        second.reopen(3).visit.value_of(&engagement()).unwrap()["parade"],
        json!({"band": 12})
    );
}

/// Adds an engagement, as an import does: under an id that comes from elsewhere.
fn add(desk: &mut Desk, value: Value) {
    let Value::Object(value) = value else { panic!() };
    desk.edit(&Edit::Add {
        kind: Kind::Topic,
        id: Some("t-9".into()),
        value,
    });
}

#[test]
fn an_entity_that_two_copies_have_each_added_is_one_and_neither_loses_a_word() {
    let key = EntityKey::new(Kind::Topic, "t-9");
    let mut first = Desk::new(1);
    let mut second = first.copy(2);
    add(
        &mut first,
        json!({"engagement": "e-0", "title": {"en": "Peace"}, "marking": "Secret",
        "brief": {"background": {"ru": "Мы за мир."}}}),
    );
    add(
        &mut second,
        json!({"engagement": "e-0", "title": {"en": "A treaty", "ja": "条約"}, "minutes": 5}),
    );
    first.merge(&second.open.to_bytes());
    second.merge(&first.open.to_bytes());
    assert_eq!(first.visit, second.visit);
    let topic = first.visit.value_of(&key).unwrap();
    assert_eq!(
        (&topic["marking"], &topic["minutes"]),
        (&json!("Secret"), &json!(5))
    );
    assert_eq!(topic["title"]["ja"], "条約");
    assert_eq!(topic["brief"]["background"]["ru"], "Мы за мир.");
    let titles = first.open.conflicts().unwrap();
    let titles = titles
        .iter()
        .find(|conflict| conflict.path == path(&["title", "en"]))
        .unwrap();
    assert_eq!(titles.values.len(), 2);
    assert_eq!(titles.values[0].value, topic["title"]["en"]);
    // Both go on in the same one: a text, a field that goes, one that comes.
    let brief = path(&["brief", "background", "ru"]);
    let base = first.open.heads();
    let more = first
        .open
        .rebase(&key, &brief, &base, &[Splice::insert(10, " И за диалог.")])
        .unwrap();
    assert_eq!(more, [Splice::insert(10, " И за диалог.")]);
    let mut written = topic["brief"].clone();
    written["background"]["ru"] = "Мы за мир. И за диалог.".into();
    first.set(Kind::Topic, "t-9", json!({"brief": written, "marking": null}));
    second.set(
        Kind::Topic,
        "t-9",
        json!({"minutes": 7, "title": {"en": "A treaty", "ja": null, "ru": "Договор"}}),
    );
    first.merge(&second.open.to_bytes());
    second.merge(&first.open.to_bytes());
    assert_eq!(first.visit, second.visit);
    let topic = first.visit.value_of(&key).unwrap();
    assert_eq!(topic["brief"]["background"]["ru"], "Мы за мир. И за диалог.");
    assert_eq!((topic.get("marking"), &topic["minutes"]), (None, &json!(7)));
    assert_eq!(topic["title"], json!({"en": "A treaty", "ru": "Договор"}));
    assert_eq!(first.reopen(3).visit, second.reopen(4).visit);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever JSON two copies write into one field: they read the same, nothing keeps them from editing on, and what was read is what
    /// the next edit writes.
    #[test]
    fn whatever_shapes_two_copies_write_they_read_alike_and_can_go_on(one in shape(3), other in shape(3), then in shape(2)) {
        let mut first = Desk::new(1);
        let mut second = first.copy(2);
        let write = |desk: &mut Desk, value: &Value| {
            let mut entity = desk.visit.value_of(&engagement()).unwrap();
            entity["parade"] = value.clone();
            desk.visit.put_value(&engagement(), entity).unwrap();
            let (changed, label) = ([engagement()], label(Action::Set));
            let step = UndoStep::Edit(visit::Patch::default());
            let edited = Edited::new(&changed, &label);
            desk.library.record(&mut desk.open, &desk.visit, &edited, &stamp(4_000), &step).unwrap();
            desk.open.read().unwrap() == desk.visit
        };
        let before = json!({"a": {"b": 1}, "c": "x"});
        prop_assert!(write(&mut first, &before));
        second.merge(&first.open.to_bytes());
        prop_assert!(write(&mut first, &one) && write(&mut second, &other));
        first.merge(&second.open.to_bytes());
        second.merge(&first.open.to_bytes());
        prop_assert_eq!(&first.visit, &second.visit);
        prop_assert_eq!(first.open.conflicts().unwrap(), second.open.conflicts().unwrap());
        // An edit of something else, which writes what is read.
        first.set(Kind::Engagement, "e-0", json!({"dress": {"en": "Uniform"}}));
        prop_assert_eq!(&first.open.read().unwrap(), &first.visit);
        second.merge(&first.open.to_bytes());
        prop_assert_eq!(&first.visit, &second.visit);
        prop_assert!(write(&mut second, &then));
        prop_assert_eq!(&second.visit.clone(), &second.reopen(3).visit);
    }
}

fn shape(depth: u32) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!({})),
        Just(json!([1])),
        "[xyz]".prop_map(Value::from)
    ];
    leaf.prop_recursive(depth, 12, 3, |inner| {
        prop::collection::btree_map("[abc]", inner, 0..3)
            .prop_map(|map| Value::Object(map.into_iter().collect()))
    })
}
