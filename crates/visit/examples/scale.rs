//! Writes a visit of any size: `cargo xtask sample --engagements N --out FILE`.
//!
//! The same N gives the same bytes. Four principals and thirty-six others go through days of fifteen hours; every
//! seventh hour all principals meet, every fifth is a movement, and every fortieth engagement has a day but no time.

use std::error::Error;
use std::fs;

use serde_json::{Map, Value, json};
use visit::{OrderKey, Visit};

/// Engagements of one principal on one day: one an hour from seven in the morning.
const HOURS: usize = 15;
const PRINCIPALS: usize = 4;
const MEMBERS: usize = 40;
const VENUES: usize = 30;
const VEHICLES: usize = 6;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (count, file) = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--engagements", count, "--out", file] | ["--out", file, "--engagements", count] => {
            (count.parse()?, (*file).to_owned())
        }
        _ => return Err("usage: scale --engagements N --out FILE".into()),
    };
    fs::write(&file, Visit::from_value(scale(count))?.to_json())?;
    println!("{file}: {count} engagements");
    Ok(())
}

/// Returns a visit of `count` engagements.
fn scale(count: usize) -> Value {
    let days = count.div_ceil(HOURS * PRINCIPALS).max(1);
    json!({
        "schema": visit::SCHEMA,
        "id": format!("scale-{count}"),
        "facts": {
            "title": { "en": format!("A visit of {count} engagements"), "ru": format!("Визит: {count}") },
            "status": "confirmed",
            "dates": { "edtf": format!("{}/{}", date(0), date(days - 1)) },
            "place": { "en": "Tokyo" },
            "host": { "country": "JP", "zone": "Asia/Tokyo" },
            "guest": { "country": "RU", "zone": "Europe/Moscow" },
            "own_side": "guest",
            "languages": ["en", "ru"],
            "marking": "OFFICIAL",
        },
        "members": entities("member", MEMBERS, member),
        "venues": entities("venue", VENUES, |index, order| json!({
            "name": { "en": format!("Venue {index}"), "ja": format!("会場{index}") },
            "city": { "en": "Tokyo" },
            "zone": "Asia/Tokyo",
            "order": order,
        })),
        "vehicles": entities("vehicle", VEHICLES, |index, order| json!({
            "name": { "en": format!("Car {index}") }, "seats": 4, "order": order,
        })),
        "engagements": entities("engagement", count, engagement),
    })
}

/// Returns `count` entities by id, each made from its number and its order key.
fn entities(name: &str, count: usize, make: impl Fn(usize, &OrderKey) -> Value) -> Value {
    let mut order: Option<OrderKey> = None;
    let mut all = Map::new();
    for index in 0..count {
        let key = OrderKey::between(order.as_ref(), None);
        all.insert(format!("{name}-{index:05}"), make(index, &key));
        order = Some(key);
    }
    Value::Object(all)
}

fn member(index: usize, order: &OrderKey) -> Value {
    let principal = index < PRINCIPALS;
    json!({
        "side": if index.is_multiple_of(2) { "guest" } else { "host" },
        "role": if principal { "principal" } else { "member" },
        "seat": {
            "office": { "en": format!("Office {index}"), "ru": format!("Должность {index}") },
            "person": {
                "name": { "en": format!("Person {index}"), "ru": format!("Лицо {index}") },
                "email": format!("person{index}@example.org"),
            },
        },
        "rank": index + 1,
        "order": order,
    })
}

fn engagement(index: usize, order: &OrderKey) -> Value {
    let (principal, hour) = (index % PRINCIPALS, index / PRINCIPALS % HOURS);
    let day = date(index / (PRINCIPALS * HOURS));
    let (shared, moving) = (hour % 7 == 3, hour % 5 == 4);
    let minutes = if moving { 25 } else { 50 };
    let when = if index % 40 == 39 {
        json!({ "kind": "day", "date": day })
    } else {
        json!({
            "kind": "at",
            "start": format!("{day}T{:02}:00:00", hour + 7),
            "end": format!("{day}T{:02}:{minutes:02}:00", hour + 7),
            "zone": "Asia/Tokyo",
        })
    };
    let mut people: Vec<usize> = if shared {
        (0..PRINCIPALS).collect()
    } else {
        vec![principal]
    };
    people.extend((0..5).map(|other| PRINCIPALS + (index * 5 + other) % (MEMBERS - PRINCIPALS)));
    let participants: Map<String, Value> = people
        .into_iter()
        .map(|member| (format!("member-{member:05}"), json!({})))
        .collect();
    let venue = |index: usize| format!("venue-{:05}", index % VENUES);
    let kind = if moving {
        "movement"
    } else {
        ["talks", "meal", "ceremony", "press", "internal"][hour % 5]
    };
    let mut engagement = json!({
        "title": { "en": format!("Engagement {index}"), "ru": format!("Мероприятие {index}") },
        "kind": kind,
        "when": when,
        "order": order,
        "assemble": 10,
        "status": if index.is_multiple_of(3) { "tentative" } else { "confirmed" },
        "press": if index.is_multiple_of(4) { "photo_opportunity" } else { "closed" },
        "participants": participants,
        "remarks": { "en": format!("Remark {index}, as long as remarks are when somebody has thought about them.") },
        "illustrative": true,
    });
    if let Some(fields) = engagement.as_object_mut() {
        if moving {
            let vehicle = format!("vehicle-{:05}", index % VEHICLES);
            let ride = json!({ "from": venue(index), "to": venue(index + 1), "means": "car", "vehicles": { vehicle: {} } });
            fields.insert("movement".to_owned(), ride);
        } else {
            fields.insert("venue".to_owned(), venue(index).into());
        }
    }
    engagement
}

/// Returns the day of this number, counted from 20 March 2017.
fn date(day: usize) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2017, 3, 20).unwrap_or_default();
    let day = u64::try_from(day).unwrap_or_default();
    first
        .checked_add_days(chrono::Days::new(day))
        .unwrap_or(first)
        .to_string()
}
