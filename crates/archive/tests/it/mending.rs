//! Two edits that are each legal can break something together. What a merge leaves is mended wherever it is read, and can be edited.

use serde_json::{Value, json};
use visit::{Document as _, EntityKey, Kind, MendingRule};

use crate::support::{AUTHOR, Desk};

const ENGAGEMENT: &str = "e-0";

fn flight() -> Value {
    json!({"kind": "at", "start": "2017-03-19T16:30:00", "end": "2017-03-20T08:00:00", "zone": "Europe/Moscow",
        "end_zone": "Asia/Tokyo"})
}

/// Two copies of a visit after each has edited, from one beginning: the first has merged the second, which has merged the first.
fn apart(begin: &[(Kind, &str, Value)], one: (Kind, &str, Value), two: (Kind, &str, Value)) -> [Desk; 2] {
    let mut first = Desk::new(3);
    for (kind, id, fields) in begin {
        first.set(*kind, id, fields.clone());
    }
    let mut second = first.copy(2);
    first.set(one.0, one.1, one.2);
    second.set(two.0, two.1, two.2);
    let bytes = first.open.to_bytes();
    first.merge(&second.open.to_bytes());
    second.merge(&bytes);
    assert_eq!(first.visit.to_json(), second.visit.to_json());
    first.visit.validate().unwrap();
    [first, second]
}

fn end_zone_without_movement() -> [Desk; 2] {
    let movement = json!({"movement": {"means": "air"}});
    apart(
        &[(Kind::Engagement, ENGAGEMENT, movement)],
        (Kind::Engagement, ENGAGEMENT, json!({"movement": null})),
        (Kind::Engagement, ENGAGEMENT, json!({"when": flight()})),
    )
}

fn engagement(desk: &Desk, id: &str) -> Value {
    desk.visit
        .value_of(&EntityKey::new(Kind::Engagement, id))
        .unwrap()
}

#[test]
fn a_time_with_two_zones_of_what_is_no_movement_any_more_is_read_in_one_and_what_was_written_stands_beside_it()
 {
    let [mut first, _] = end_zone_without_movement();
    let read = json!({"kind": "at", "start": "2017-03-19T16:30:00", "end": "2017-03-20T02:00:00", "zone": "Europe/Moscow"});
    assert_eq!(engagement(&first, ENGAGEMENT)["when"], read);
    let [conflict] = &first.open.conflicts().unwrap()[..] else {
        panic!("not one conflict")
    };
    assert_eq!(conflict.entity, EntityKey::new(Kind::Engagement, ENGAGEMENT));
    assert_eq!(
        (&conflict.path[..], conflict.mended),
        (
            &["when".to_owned()][..],
            Some(MendingRule::EndZoneWithoutMovement)
        )
    );
    let values: Vec<_> = conflict.values.iter().map(|it| it.value.clone()).collect();
    assert_eq!(values, [read.clone(), flight()]);
    let writers = conflict
        .values
        .iter()
        .map(|it| it.writer.as_ref().map(|it| it.author.name.as_str()));
    assert_eq!(writers.collect::<Vec<_>>(), [None, Some(AUTHOR)]);
    // Another entity is edited: what is mended is as it was, also after a restart.
    first.set(Kind::Facts, "", json!({"remarks": {"en": "Flags"}}));
    let mut first = first.reopen(3);
    assert_eq!(first.open.conflicts().unwrap().len(), 1);
    // The entity itself is edited: what is read is written, and what was written before is in the history.
    let recorded = first.set(Kind::Engagement, ENGAGEMENT, json!({"remarks": {"en": "Flags"}}));
    assert_eq!(first.open.conflicts().unwrap(), []);
    assert_eq!(first.open.mends().unwrap(), []);
    let differences = first.open.differences(&recorded.change.unwrap()).unwrap();
    let when = differences.iter().find(|it| it.field == "when").unwrap();
    assert_eq!((&when.before, &when.after), (&Some(flight()), &Some(read)));
    let visit = first.visit.clone();
    let first = first.reopen(4);
    assert_eq!(first.open.mends().unwrap(), []);
    assert_eq!(first.visit, visit);
}

#[test]
fn two_copies_that_mend_at_once_write_the_same_and_mend_once() {
    let [mut first, mut second] = end_zone_without_movement();
    let read = engagement(&first, ENGAGEMENT)["when"].clone();
    first.set(Kind::Engagement, ENGAGEMENT, json!({"remarks": {"en": "Flags"}}));
    second.set(Kind::Engagement, ENGAGEMENT, json!({"dress": {"en": "Uniform"}}));
    first.merge(&second.open.to_bytes());
    second.merge(&first.open.to_bytes());
    for desk in [&first, &second] {
        assert_eq!(engagement(desk, ENGAGEMENT)["when"], read);
        assert_eq!(desk.open.conflicts().unwrap(), []);
        assert_eq!(desk.open.mends().unwrap(), []);
    }
    assert_eq!(first.visit.to_json(), second.visit.to_json());
}

#[test]
fn what_is_left_of_a_calendar_item_without_its_uid_goes_and_can_be_read() {
    let item = json!({"calendar": {"uid": "a", "properties": ["X-ROOM:3"]}});
    let [mut first, _] = apart(
        &[(Kind::Engagement, ENGAGEMENT, item)],
        (Kind::Engagement, ENGAGEMENT, json!({"calendar": null})),
        (
            Kind::Engagement,
            ENGAGEMENT,
            json!({"calendar": {"properties": ["X-ROOM:4"]}}),
        ),
    );
    assert_eq!(engagement(&first, ENGAGEMENT).get("calendar"), None);
    let conflicts = first.open.conflicts().unwrap();
    assert_eq!(conflicts[0].mended, Some(MendingRule::CalendarWithoutUid));
    let values: Vec<_> = conflicts[0].values.iter().map(|it| it.value.clone()).collect();
    assert_eq!(values, [Value::Null, json!({"properties": ["X-ROOM:4"]})]);
    first.set(Kind::Engagement, ENGAGEMENT, json!({"remarks": {"en": "Flags"}}));
    assert_eq!(first.open.conflicts().unwrap(), []);
    let visit = first.visit.clone();
    assert_eq!(first.reopen(3).visit, visit);
}

#[test]
fn a_visit_whose_last_titles_two_copies_took_away_is_called_by_its_name_until_it_gets_one() {
    let [mut first, mut second] = apart(
        &[(
            Kind::Facts,
            "",
            json!({"title": {"en": "Talks", "ru": "Переговоры", "ja": null}}),
        )],
        (Kind::Facts, "", json!({"title": {"en": null}})),
        (Kind::Facts, "", json!({"title": {"ru": null}})),
    );
    assert_eq!(first.visit.title_of(&EntityKey::facts()), "v-1");
    let mends = first.open.mends().unwrap();
    assert_eq!(mends[0].rule, MendingRule::NoTitle);
    second.set(Kind::Facts, "", json!({"title": {"en": null, "ja": "会談"}}));
    first.set(Kind::Facts, "", json!({"marking": "Restricted"}));
    first.merge(&second.open.to_bytes());
    second.merge(&first.open.to_bytes());
    assert_eq!(first.visit, second.visit);
    assert_eq!(first.visit.facts.title.0.values().next_back().unwrap(), "会談");
}

#[test]
fn of_a_circle_the_last_lets_go_and_an_edit_of_any_in_it_writes_that() {
    let after = |engagement: &str| json!({"when": {"kind": "after", "engagement": engagement, "words": {"en": "then"}}});
    let circle = || {
        apart(
            &[],
            (Kind::Engagement, "e-0", after("e-1")),
            (Kind::Engagement, "e-1", after("e-0")),
        )
    };
    let [first, _] = circle();
    assert_eq!(engagement(&first, "e-1")["when"], json!({"kind": "within"}));
    assert_eq!(engagement(&first, "e-0")["when"], after("e-1")["when"]);
    let conflicts = first.open.conflicts().unwrap();
    assert_eq!(conflicts[0].mended, Some(MendingRule::Circle));
    assert_eq!(conflicts[0].values[1].value, after("e-0")["when"]);
    for id in ["e-0", "e-1"] {
        let [mut first, _] = circle();
        first.set(
            Kind::Engagement,
            id,
            json!({"when": {"kind": "day", "date": "2017-03-20"}}),
        );
        assert_eq!(first.open.mends().unwrap(), []);
        let visit = first.visit.clone();
        assert_eq!(first.open.read().unwrap(), visit, "memory and disk differ");
        assert_eq!(first.reopen(3).visit, visit);
    }
}
