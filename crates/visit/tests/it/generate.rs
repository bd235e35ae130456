//! Edits of every kind, legal and illegal ones.

use chrono::{Duration, NaiveDate};
use proptest::{prelude::*, sample::select};
use serde_json::{Map, Value, json};
use visit::{
    At, Day, Document as _, Edit, EngagementId, EntityKey, Kind, MemberId, MoveTo, OrderKey, Splice, When,
    Zone,
};

use crate::sample;

/// Clocks that skip and repeat hours, that have none of that, and no zones at all.
const ZONES: &[&str] = &[
    "Asia/Tokyo",
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Apia",
    "UTC",
    "Asia/Tokio",
    "",
];
/// Ids that are in the sample, ids that an edit may have added, and ids that cannot be.
const IDS: &[&str] = &[
    "lavrov",
    "two-plus-two",
    "press-statements",
    "oreshkin",
    "new-1",
    "new-2",
    "new-3",
    "not an id",
];

fn date() -> impl Strategy<Value = NaiveDate> {
    // Around the visit, and around both changes of the clocks.
    let days = [
        "2017-03-12",
        "2017-03-20",
        "2017-03-26",
        "2017-11-05",
        "2011-12-30",
    ];
    (select(days.to_vec()), -2i64..3)
        .prop_map(|(day, more)| day.parse::<NaiveDate>().expect("a date") + Duration::days(more))
}

pub(crate) fn at() -> impl Strategy<Value = At> {
    let zone = || prop::option::of(select(ZONES).prop_map(Zone::from));
    (
        date(),
        0i64..1_440,
        -60i64..600,
        zone(),
        prop::option::weighted(0.2, select(ZONES)),
    )
        .prop_map(|(day, start, length, zone, end_zone)| {
            let start = day.and_hms_opt(0, 0, 0).expect("midnight") + Duration::minutes(start);
            let mut at = At::new(start, start + Duration::minutes(length), zone);
            at.end_zone = end_zone.map(Zone::from);
            at
        })
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        1 => Just(When::Within),
        2 => (date(), prop::option::of(date())).prop_map(|(date, until)| {
            When::Day(Day { date, until, extra: Map::new().into_iter().collect() })
        }),
        5 => at().prop_map(When::At),
        1 => Just(When::Other(json!({ "kind": "tide", "of": "two-plus-two" }))),
        3 => select(vec![
            json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "zone": "Asia/Tokyo", "lasts": { "minutes": 30, "about": true } }),
            json!({ "kind": "starts", "start": "2017-03-26T02:30:00", "zone": "Europe/Berlin" }),
            json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "zone": "Asia/Tokio" }),
            json!({ "kind": "clock", "time": "10:00:00", "words": { "en": "at ten" } }),
            json!({ "kind": "part", "part": "morning", "date": "2017-03-20" }),
            json!({ "kind": "part", "part": "evening" }),
            json!({ "kind": "after_time", "time": "16:00:00", "date": "2017-03-21" }),
            json!({ "kind": "after", "engagement": "two-plus-two", "lasts": { "minutes": 0 } }),
            json!({ "kind": "after", "engagement": "two-plus-two", "words": { "en": "after the talks" } }),
            json!({ "kind": "after", "engagement": "press-statements" }),
            json!({ "kind": "after", "engagement": "stranger" }),
            json!({ "kind": "relative", "day": 2, "time": "10:00:00", "end": "11:00:00" }),
            json!({ "kind": "relative", "day": 900 }),
        ]).prop_map(|value| serde_json::from_value(value).expect("a time")),
    ]
}

/// The key of something in the sample, or of anything else.
fn key() -> impl Strategy<Value = EntityKey> {
    prop_oneof![
        4 => select(sample().keys()),
        1 => (select(<visit::Visit as visit::Document>::KINDS), select(IDS)).prop_map(|(kind, id)| EntityKey::new(kind, id)),
    ]
}

/// A field of one kind or another with a value that may be of it.
fn field() -> impl Strategy<Value = (String, Value)> {
    let fixed = select(vec![
        ("title", json!({ "en": "Working dinner", "ja": "夕食会" })),
        ("title", json!({ "en": " " })),
        ("title", json!(3)),
        ("title", Value::Null),
        ("remarks", json!({ "ru": "Примечание" })),
        ("remarks", json!({ "r_u": "?" })),
        ("status", json!("cancelled")),
        ("status", json!("from_a_newer_version")),
        ("status", json!("postponed")),
        ("condition", json!({ "en": "If the House sits" })),
        ("condition", json!({ "e_n": "?" })),
        (
            "postponed",
            json!({ "from": { "edtf": "2017-02" }, "reason": { "en": "Elections" }, "zz_newer": 1 }),
        ),
        ("postponed", json!({ "from": { "edtf": "soon" } })),
        ("illustrative", json!({ "when": true, "zz_newer": { "a": 1 } })),
        ("illustrative", json!({ "whole": "yes" })),
        ("sources", json!({ "new-1": {} })),
        (
            "sources",
            json!({ "new-1": { "fields": { "when": { "quotation": { "en": "this year" } } }, "zz_newer": 1 } }),
        ),
        ("sources", json!({ "stranger": {} })),
        (
            "issued",
            json!({ "kind": "at", "time": "2017-03-17T11:04:00", "zone": "Europe/Moscow" }),
        ),
        ("issued", json!({ "kind": "on", "edtf": "2017-03" })),
        ("issued", json!({ "kind": "at", "time": "soon" })),
        ("address", json!("https://example.org/a b")),
        ("assemble", json!(15)),
        ("assemble", json!(-1)),
        ("assemble", json!(5_000)),
        ("sequence", json!(0)),
        ("sequence", json!(7)),
        ("venue", json!("new-1")),
        (
            "movement",
            json!({ "from": "new-1", "vehicles": { "new-2": {} } }),
        ),
        ("movement", json!({})),
        ("movement", Value::Null),
        (
            "participants",
            json!({ "lavrov": { "zz_newer": null }, "kishida": {} }),
        ),
        ("participants", json!({ "stranger": {} })),
        ("interpreters", json!({ "kishida": { "from": "ja", "to": "ru" } })),
        (
            "seat",
            json!({ "office": { "en": "Envoy" }, "person": { "name": { "en": "A. B." } } }),
        ),
        ("seat", json!({ "office": {} })),
        ("rank", json!(3)),
        ("side", json!("host")),
        ("side", Value::Null),
        (
            "order",
            json!(OrderKey::between(None, Some(&OrderKey::default()))),
        ),
        ("order", json!("first")),
        ("order", json!("a0Ж")),
        (
            "host",
            json!({ "country": "JP", "zone": "America/Edmonton", "zz_newer": [1, null] }),
        ),
        ("host", json!({ "country": "Japan" })),
        ("dates", json!({ "edtf": "2017-03-2X" })),
        ("dates", json!({ "edtf": "soon" })),
        ("on", json!({ "edtf": "2018", "phrase": "next year" })),
        ("due", json!({ "kind": "day", "date": "2017-03-17" })),
        ("due", json!({ "edtf": "2017-06" })),
        (
            "brief",
            json!({ "objective": { "en": "Agree.\nThen act." }, "background": { "ru": "Справка" } }),
        ),
        (
            "history",
            json!({ "s1": { "status": "signed", "on": { "edtf": "2017-03-20" } } }),
        ),
        ("removed", json!(true)),
        ("removed", json!(false)),
        ("zz_newer", json!({ "a": [1, { "b": null }], "c": "Ж" })),
        ("zz_newer", json!({ "a": [2], "d": null })),
        ("zz_newer", Value::Null),
    ]);
    prop_oneof![
        6 => fixed.prop_map(|(name, value)| (name.to_owned(), value)),
        1 => when().prop_map(|when| ("when".to_owned(), serde_json::to_value(when).expect("a value"))),
    ]
}

fn fields() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec(field(), 0..4).prop_map(Map::from_iter)
}

/// The least that an entity of a kind can be.
fn least(kind: Kind) -> Map<String, Value> {
    let value = match kind {
        Kind::Member => json!({ "side": "guest", "role": "interpreter" }),
        Kind::Topic => json!({ "engagement": "two-plus-two" }),
        Kind::Waiver => json!({
            "check": "P-001", "subject": { "kind": "engagement", "id": "two-plus-two" },
            "by": "chief of protocol", "at": "2017-03-17T08:00:00Z", "reason": "agreed",
        }),
        Kind::Comment => json!({
            "subject": { "kind": "facts" }, "body": "Please check.", "by": "aide", "at": "2017-03-17T08:00:00Z",
        }),
        Kind::Edition => json!({
            "number": 1, "audience": "delegation", "as_of": "2017-03-17T08:00:00Z", "by": "protocol officer",
        }),
        _ => json!({}),
    };
    value.as_object().cloned().unwrap_or_default()
}

/// Texts that merge by character, and what is none.
const PARTS: &[&str] = &[
    "brief/objective/en",
    "brief/points_to_make/ru",
    "brief/background/ja",
    "title/en",
    "brief",
    "",
];

fn splices() -> impl Strategy<Value = Vec<Splice>> {
    let splice = (
        0..6_u32,
        0..4_u32,
        select(["", "A", "Речь", "日本", "\u{1f600}"].as_slice()),
    );
    prop::collection::vec(splice, 0..3).prop_map(|splices| {
        let splices = splices.into_iter();
        splices
            .map(|(at, delete, insert)| Splice {
                at,
                delete,
                insert: insert.to_owned(),
            })
            .collect()
    })
}

fn single() -> impl Strategy<Value = Edit> {
    let engagement = || {
        prop_oneof![
            6 => select(sample().engagements.into_keys().collect::<Vec<_>>()),
            1 => select(IDS).prop_map(EngagementId::from),
        ]
    };
    let members = || {
        prop::collection::vec(
            select(
                [
                    "lavrov",
                    "kishida",
                    "defence-minister-ru",
                    "defence-minister-jp",
                    "new-1",
                ]
                .as_slice(),
            )
            .prop_map(MemberId::from),
            0..3,
        )
    };
    prop_oneof![
        3 => (select(<visit::Visit as visit::Document>::KINDS), prop::option::weighted(0.9, select(IDS)), fields()).prop_map(|(kind, id, fields)| {
            let mut value = least(kind);
            value.extend(fields.into_iter().filter(|(_, field)| !field.is_null()));
            Edit::Add { kind, id: id.map(str::to_owned), value }
        }),
        6 => (key(), fields()).prop_map(|(key, patch)| Edit::Set { key, patch }),
        4 => (engagement(), when()).prop_map(|(id, when)| Edit::move_to(&id, when)),
        2 => (prop::collection::vec(engagement(), 1..3), -2_000..2_000_i32).prop_map(|(ids, minutes)| Edit::Move {
            keys: ids.iter().map(EntityKey::from).collect(),
            move_to: MoveTo::By(minutes),
        }),
        2 => (engagement(), -2_000..2_000_i32).prop_map(|(id, by)| Edit::Shift { after: EntityKey::from(&id), by }),
        3 => (key(), select(PARTS), splices()).prop_map(|(key, path, splices)| Edit::Text {
            key,
            path: path.split('/').map(str::to_owned).collect(),
            base: Vec::new(),
            splices,
        }),
        3 => (key(), prop::option::of(key())).prop_map(|(key, after)| Edit::Place { key, after: after.map(|key| key.id) }),
        3 => (engagement(), members(), members()).prop_map(|(id, come, go)| {
            let ids = |members: &[MemberId]| members.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
            let (come, go) = (ids(&come), ids(&go));
            Edit::participants(&id, come.iter().map(String::as_str), go.iter().map(String::as_str))
        }),
        2 => key().prop_map(|key| Edit::Remove { key }),
        1 => key().prop_map(|key| Edit::Restore { key }),
    ]
}

/// An edit of any kind, about half of them illegal.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => single(),
        1 => prop::collection::vec(single(), 0..4).prop_map(|edits| Edit::Several { edits }),
    ]
}
