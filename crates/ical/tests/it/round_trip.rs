//! What Chancery writes, Chancery reads.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use serde_json::json;
use visit::{
    At, Day, Document as _, Engagement, EngagementId, EngagementKind, EngagementPart, Facts, Illustrative,
    Lang, PressAccess, Status, Text, Visit, VisitId, When, Zone, zone::is_repeated,
};

use crate::support::{assert_as_exported, programme_of, read};

fn when() -> impl Strategy<Value = When> {
    let start = (0i64..30 * 365 * 24 * 12).prop_map(|minutes| {
        NaiveDate::from_ymd_opt(2005, 1, 1)
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .expect("a time")
            + Duration::minutes(5 * minutes)
    });
    let zone =
        (0..chrono_tz::TZ_VARIANTS.len()).prop_map(|index| Zone::from(chrono_tz::TZ_VARIANTS[index].name()));
    let at = (start.clone(), 0i64..600, prop::option::of(zone)).prop_map(|(start, minutes, zone)| {
        When::At(At::new(start, start + Duration::minutes(minutes), zone))
    });
    let day = (start, 0i64..4).prop_map(|(start, days)| {
        let mut day = Day::new(start.date());
        day.until = (days > 0).then(|| start.date() + Duration::days(days));
        When::Day(day)
    });
    // What comes after another engagement is not read back as such: the other one need not be in the file.
    let loose = prop::sample::select(vec![
        json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "zone": "Asia/Tokyo", "lasts": { "minutes": 30, "about": true } }),
        json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "words": { "en": "from ten; \\ on,\nsharp" } }),
        json!({ "kind": "clock", "time": "10:00:00", "words": { "ru": "в десять" } }),
        json!({ "kind": "part", "part": "morning", "date": "2017-03-20" }),
        json!({ "kind": "part", "part": "evening" }),
        json!({ "kind": "after_time", "time": "16:00:00", "date": "2017-03-21" }),
        json!({ "kind": "relative", "day": 2, "time": "10:00:00", "end": "11:00:00" }),
    ]);
    let loose = loose.prop_map(|value| serde_json::from_value(value).expect("a time"));
    prop_oneof![6 => at, 2 => day, 1 => Just(When::Within), 3 => loose]
}

fn words() -> impl Strategy<Value = Text> {
    prop_oneof![
        "[^\\p{Cc}]{1,60}".prop_filter("blank text is none", |text| !text.trim().is_empty()),
        Just("Переговоры; ужин, \\ с переводом\nи чай 会談".to_owned()),
    ]
    .prop_map(|text| Text::new("en", &text))
}

fn engagement() -> impl Strategy<Value = Engagement> {
    let kind = prop::sample::select(EngagementKind::ALL).prop_filter("a movement may cross zones", |kind| {
        *kind != EngagementKind::Movement
    });
    let status = prop::sample::select(Status::ALL);
    let press = prop::option::of(prop::sample::select(PressAccess::ALL));
    (
        words(),
        prop::option::of(words()),
        when(),
        kind,
        status,
        press,
        prop::option::of(0u32..1440),
        illustrative(),
        0u32..9,
    )
        .prop_map(
            |(title, remarks, when, kind, status, press, assemble, illustrative, sequence)| Engagement {
                title,
                remarks: remarks.unwrap_or_default(),
                assemble: assemble.filter(|_| matches!(when, When::At(_))),
                when,
                kind,
                status,
                press,
                illustrative,
                sequence,
                ..Engagement::default()
            },
        )
}

fn illustrative() -> impl Strategy<Value = Illustrative> {
    let parts = prop::sample::subsequence(EngagementPart::ALL, 0..=EngagementPart::ALL.len());
    (any::<bool>(), parts).prop_map(|(whole, parts)| Illustrative {
        whole,
        ..Illustrative::of(&parts)
    })
}

fn is_twice(at: &At) -> bool {
    let tz = at.zone.as_ref().and_then(Zone::tz);
    tz.is_some_and(|tz| {
        [at.start, at.end]
            .iter()
            .any(|wall: &NaiveDateTime| is_repeated(*wall, tz))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_engagement_comes_back_as_it_went(sent in engagement(), has_dates in any::<bool>()) {
        let facts = Facts { title: Text::new("en", "A visit"), languages: vec![Lang::from("en")], ..Facts::default() };
        let mut visit = Visit::new(VisitId::from("v"), facts);
        if has_dates {
            let day = NaiveDate::from_ymd_opt(2017, 3, 20).expect("a day");
            visit.engagements.insert(EngagementId::from("dated"), Engagement { when: When::day(day), ..Engagement::default() });
        }
        visit.engagements.insert(EngagementId::from("it"), sent.clone());
        // Some wall clocks end before they start, where a clock is set back in between; a visit refuses those.
        prop_assume!(visit.validate().is_ok());
        let text = ical::write(&programme_of(&visit)).expect("a calendar");
        let back = read(text.as_bytes());
        prop_assert_eq!(&back.report, &vec![]);
        assert_as_exported(&back);
        let found = back.events.iter().find(|event| event.engagement.calendar.as_ref().is_some_and(|item| item.uid == "it.v@chancery"));
        let found = &found.expect("the engagement").engagement;
        match (&sent.when, &found.when) {
            (When::At(sent), When::At(found)) if is_twice(sent) => {
                prop_assert_eq!(sent.instants(chrono_tz::Tz::UTC), found.instants(chrono_tz::Tz::UTC));
            }
            (When::At(sent), When::At(found)) => {
                let tz = |at: &At| at.zone.as_ref().and_then(Zone::tz);
                prop_assert_eq!((sent.start, sent.end), (found.start, found.end));
                prop_assert!(tz(sent) == tz(found) || tz(found) == Some(chrono_tz::Tz::UTC));
            }
            (sent, found) => prop_assert_eq!(sent, found),
        }
        let facts = |it: &Engagement| (it.title.clone(), it.remarks.clone(), it.kind.clone(), it.status.clone(), it.press.clone(), it.assemble, it.illustrative.clone(), it.sequence);
        prop_assert_eq!(facts(&sent), facts(found));
        prop_assert_eq!(ical::write(&programme_of(&visit)), Ok(text));
    }
}

#[test]
fn events_with_one_uid_get_the_same_uids_in_whatever_order_the_file_has_them() {
    let event = |sequence: u32, title: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20170101T000000Z\r\nSEQUENCE:{sequence}\r\nDTSTART:20170320T083000Z\r\nSUMMARY:{title}\r\n\
             END:VEVENT\r\n"
        )
    };
    let titles = |events: [String; 3]| {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{}END:VCALENDAR\r\n",
            events.concat()
        );
        let imported = ical::read(text.as_bytes(), &Lang::from("en")).expect("a calendar");
        let events = imported.events.iter();
        let mut titles: Vec<_> = events
            .map(|event| {
                let engagement = &event.engagement;
                let uid = engagement.calendar.as_ref().map(|item| item.uid.clone());
                (uid, engagement.title.0.values().cloned().collect::<String>())
            })
            .collect();
        titles.sort();
        titles
    };
    let (first, second, third) = (event(3, "First"), event(4, "Second"), event(3, "Third"));
    let one = titles([first.clone(), second.clone(), third.clone()]);
    assert_eq!(
        one[0],
        (Some("a".to_owned()), "Second".to_owned()),
        "the newest keeps it"
    );
    assert_eq!(one, titles([third, second, first]));
}

/// The lines of one entry of a calendar, unfolded.
fn entry(when: serde_json::Value) -> Vec<String> {
    let value = json!({
        "id": "v",
        "facts": { "title": { "en": "A visit" }, "dates": { "edtf": "2017-03-20/2017-03-21" }, "host": { "zone": "Asia/Tokyo" } },
        "engagements": {
            "it": { "title": { "en": "It" }, "when": when },
            "lunch": { "title": { "en": "Lunch" }, "when": { "kind": "day", "date": "2017-03-21" } },
        },
    });
    let visit = Visit::from_json(&value.to_string()).expect("a visit");
    let text = ical::write(&programme_of(&visit))
        .expect("a calendar")
        .replace("\r\n ", "");
    let lines = text.lines().skip_while(|line| *line != "UID:it.v@chancery");
    lines
        .take_while(|line| *line != "END:VEVENT")
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_start_without_an_end_has_no_end_in_a_calendar_and_its_words_stand_there() {
    let starts = json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "zone": "Asia/Tokyo", "words": { "en": "from ten on" } });
    let lines = entry(starts);
    assert!(
        lines.contains(&"DTSTART;TZID=Asia/Tokyo:20170320T100000".to_owned()),
        "{lines:?}"
    );
    assert!(
        !lines
            .iter()
            .any(|line| line.starts_with("DTEND") || line.starts_with("DURATION")),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("DESCRIPTION:from ten on")),
        "{lines:?}"
    );
}

#[test]
fn no_hour_is_made_of_what_has_none() {
    for (when, start, said) in [
        (
            json!({ "kind": "part", "part": "morning", "date": "2017-03-20" }),
            "20170320",
            "morning",
        ),
        (
            json!({ "kind": "after_time", "time": "16:00:00", "date": "2017-03-20" }),
            "20170320",
            "after 16:00",
        ),
        (
            json!({ "kind": "after", "engagement": "lunch" }),
            "20170321",
            "after: Lunch",
        ),
        (
            json!({ "kind": "clock", "time": "10:00:00" }),
            "20170320",
            "10:00\\, day not fixed",
        ),
    ] {
        let lines = entry(when);
        assert!(
            lines.contains(&format!("DTSTART;VALUE=DATE:{start}")),
            "{lines:?}"
        );
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("DESCRIPTION:") && line.contains(said)),
            "{said}: {lines:?}"
        );
        assert!(lines.contains(&"TRANSP:TRANSPARENT".to_owned()), "{lines:?}");
    }
}
