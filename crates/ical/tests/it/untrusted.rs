//! What a visit file from elsewhere says of its calendar, and whatever people type, is written as a valid calendar.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use visit::{
    At, CalendarItem, Day, Engagement, EngagementId, EngagementKind, Facts, Lang, Member, MemberId,
    Participation, Person, PressAccess, Seat, Status, Text, Venue, VenueId, Visit, VisitId, When, Zone,
};

use crate::{
    any_input::cases,
    checker::complaints,
    damage::{Chance, line, text},
    support::{programme_of, read},
};

fn words(chance: &mut Chance) -> Text {
    Text([(Lang::from("en"), text(chance))].into())
}

/// Returns a time of any year that a visit may have.
fn time(chance: &mut Chance) -> NaiveDateTime {
    let year = [1, 2, 1582, 1883, 1900, 1969, 2026, 2038, 2101, 9998, 9999][chance.below(11)];
    let month = [1, 3, 6, 10, 12][chance.below(5)];
    let day = [1, 25, 28, 29, 31][chance.below(5)];
    let date = NaiveDate::from_ymd_opt(year, month, day).or_else(|| NaiveDate::from_ymd_opt(year, month, 1));
    let clock = (chance.below(24), chance.below(60), chance.below(60));
    let number = |part: usize| u32::try_from(part).unwrap_or(0);
    date.and_then(|date| date.and_hms_opt(number(clock.0), number(clock.1), number(clock.2)))
        .expect("a time")
}

fn when(chance: &mut Chance) -> When {
    let start = time(chance);
    match chance.below(4) {
        0 => When::Within,
        1 => {
            let mut day = Day::new(start.date());
            day.until = (chance.below(2) == 0)
                .then(|| NaiveDate::from_ymd_opt(9999, 12, 31))
                .flatten();
            When::Day(day)
        }
        _ => {
            let all = chrono_tz::TZ_VARIANTS;
            let zone = (chance.below(4) > 0).then(|| Zone::from(all[chance.below(all.len())].name()));
            let end = start + chrono::Duration::minutes(i64::try_from(chance.below(90)).unwrap_or(0));
            // A visit has no times after the year 9999.
            When::At(At::new(start, if end.year() > 9999 { start } else { end }, zone))
        }
    }
}

fn engagement(chance: &mut Chance) -> Engagement {
    let item = CalendarItem {
        uid: text(chance),
        recurrence: (0..chance.below(3)).map(|_| line(chance)).collect(),
        recurrence_id: (chance.below(3) == 0).then(|| line(chance)),
        properties: (0..chance.below(6)).map(|_| line(chance)).collect(),
        ..CalendarItem::default()
    };
    Engagement {
        title: words(chance),
        remarks: words(chance),
        when: when(chance),
        kind: EngagementKind::from(text(chance).as_str()),
        status: Status::from(text(chance).as_str()),
        press: (chance.below(2) == 0).then(|| PressAccess::from(text(chance).as_str())),
        sequence: [0, 5, u32::MAX][chance.below(3)],
        venue: Some(VenueId::from("p")),
        participants: BTreeMap::from([(MemberId::from("m"), Participation::default())]),
        calendar: (chance.below(4) > 0).then_some(item),
        ..Engagement::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(32)))]

    #[test]
    fn whatever_a_visit_says_its_calendar_is_valid(seed in any::<u64>()) {
        let mut chance = Chance::new(seed);
        let facts = Facts { title: words(&mut chance), languages: vec![Lang::from("en")], ..Facts::default() };
        let mut visit = Visit::new(VisitId::from("v"), facts);
        let venue = Venue { name: words(&mut chance), address: words(&mut chance), ..Venue::default() };
        visit.venues.insert(VenueId::from("p"), venue);
        let person = Person { name: words(&mut chance), email: Some(text(&mut chance)), ..Person::default() };
        let seat = Seat { person: Some(person), ..Seat::default() };
        let member: Member = serde_json::from_value(serde_json::json!({ "side": "guest", "seat": seat })).expect("a member");
        visit.members.insert(MemberId::from("m"), member);
        for number in 0..=chance.below(4) {
            visit.engagements.insert(EngagementId::from(format!("e{number}").as_str()), engagement(&mut chance));
        }
        let text = ical::write(&programme_of(&visit)).expect("there is an engagement");
        prop_assert_eq!(complaints(&text), Vec::<String>::new());
        let again = read(text.as_bytes());
        prop_assert_eq!(again.events.len(), visit.engagements.len(), "{:?}", again.report);
        prop_assert!(again.report.iter().all(|line| line.outcome != ical::Outcome::Skipped), "{:?}", again.report);
    }
}

#[test]
fn a_visit_that_begins_before_the_first_day_of_the_calendar_is_written_all_the_same() {
    let facts = Facts {
        languages: vec![Lang::from("en")],
        ..Facts::default()
    };
    let mut visit = Visit::new(VisitId::from("v"), facts);
    let first = NaiveDate::from_ymd_opt(1, 1, 1)
        .and_then(|day| day.and_hms_opt(0, 30, 0))
        .expect("a time");
    let early = Engagement {
        when: When::at(first, first, "Asia/Tokyo"),
        ..Engagement::default()
    };
    visit.engagements.insert(EngagementId::from("early"), early);
    visit
        .engagements
        .insert(EngagementId::from("within"), Engagement::default());
    let text = ical::write(&programme_of(&visit)).expect("a calendar");
    assert_eq!(complaints(&text), Vec::<String>::new(), "{text}");
}
