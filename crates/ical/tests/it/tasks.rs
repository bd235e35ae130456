//! The tasks of the checklist go out as VTODO and come back as the same tasks.

use chrono::{DateTime, Duration, NaiveDate};
use proptest::prelude::*;
use serde_json::json;
use visit::{
    DatePhrase, Done, Due, Facts, Lang, LeadTimeSource, LeadUnit, OrderKey, Task, TaskId, Text, Visit,
    VisitId, Zone,
};

use crate::{
    checker::complaints,
    support::{assert_as_exported, programme_of, read},
};

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\\p{Cc}]{1,60}".prop_filter("blank text is none", |text| !text.trim().is_empty()),
        Just("Флаги; ноты, \\ и гимны\nдо приезда 国旗".to_owned()),
    ]
}

fn due() -> impl Strategy<Value = Due> {
    let minutes = 0i64..30 * 365 * 24 * 60;
    let time = minutes.prop_map(|minutes| {
        let first = NaiveDate::from_ymd_opt(2005, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
        first.expect("a time") + Duration::minutes(minutes)
    });
    let zone =
        (0..chrono_tz::TZ_VARIANTS.len()).prop_map(|index| Zone::from(chrono_tz::TZ_VARIANTS[index].name()));
    let unit = prop::sample::select(vec![
        LeadUnit::CalendarDays,
        LeadUnit::WorkingDays,
        LeadUnit::Unknown("moons".to_owned()),
    ]);
    prop_oneof![
        (-400i32..400, unit).prop_map(|(days, unit)| Due::Lead { days, unit }),
        time.clone().prop_map(|time| Due::Day { date: time.date() }),
        (time, prop::option::of(zone), 0i64..3).prop_map(|(time, zone, ms)| Due::At {
            time: time + Duration::milliseconds(250 * ms),
            zone
        }),
        Just(Due::Other(
            json!({"kind": "after", "task": "c-1; \"x\"", "days": 3})
        )),
    ]
}

fn text() -> impl Strategy<Value = Text> {
    let lang = prop::sample::select(vec!["en", "ru", "ja", "sr-Latn"]);
    (lang, prop::option::of(words()))
        .prop_map(|(lang, words)| words.map_or_else(Text::default, |words| Text::new(lang, &words)))
}

fn task() -> impl Strategy<Value = Task> {
    let done = (
        prop::option::of(words()),
        prop::option::of(0i64..4_000_000_000_000),
    )
        .prop_map(|(by, at)| Done {
            by,
            at: at.and_then(DateTime::from_timestamp_millis),
            ..Done::default()
        });
    (
        (text(), text(), prop::option::of(due()), prop::option::of(done)),
        (
            prop::option::of(words()),
            prop::option::of(words()),
            prop::option::of(words()),
            prop::option::of(prop_oneof![Just("practice guess".to_owned()), words()]),
            prop::collection::vec(words(), 0..3),
        ),
        0usize..9,
    )
        .prop_map(
            |((title, remarks, due, done), (phase, owner, item, source, item_source), place)| Task {
                title,
                remarks,
                due,
                done,
                phase,
                owner,
                item,
                item_source,
                lead_time_source: source.map(|source| LeadTimeSource::from(source.as_str())),
                uid: Some("t@test".to_owned()),
                order: key(place),
                ..Task::default()
            },
        )
}

fn key(place: usize) -> OrderKey {
    let keys = OrderKey::spread(None, None, 9);
    keys.expect("room")[place].clone()
}

fn visit_with(task: &Task, has_dates: bool) -> Visit {
    let facts = Facts {
        title: Text::new("en", "A visit"),
        languages: vec![Lang::from("en")],
        dates: has_dates.then(|| DatePhrase::new("2017-03-20/2017-03-21")),
        ..Facts::default()
    };
    let mut visit = Visit::new(VisitId::from("v"), facts);
    visit.tasks.insert(TaskId::from("t"), task.clone());
    visit.settle();
    visit
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_task_comes_back_as_it_went_field_by_field(sent in task(), has_dates in any::<bool>()) {
        let text = ical::write(&programme_of(&visit_with(&sent, has_dates))).expect("a calendar");
        prop_assert_eq!(complaints(&text), Vec::<String>::new(), "{}", text);
        let back = read(text.as_bytes());
        prop_assert_eq!(&back.report, &vec![]);
        assert_as_exported(&back);
        prop_assert_eq!(back.tasks.len(), 1);
        prop_assert_eq!(&back.tasks[0].task, &sent, "{}", text);
    }

    #[test]
    fn whatever_a_visit_file_says_of_a_task_what_is_written_is_valid(
        texts in prop::collection::vec("\\PC{0,9}[\r\n\t;:,\"\\\\\\x00\\x7f\u{85}]{0,3}\\PC{0,9}", 7),
        zone in "\\PC{0,12}",
        year in -3i32..12_000,
    ) {
        let time = NaiveDate::from_ymd_opt(year, 3, 20).and_then(|day| day.and_hms_milli_opt(9, 0, 0, 5));
        let word = |index: usize| Some(texts[index].clone());
        let odd = Task {
            title: Text::new(&texts[0], &texts[1]),
            remarks: Text::new("en", &texts[2]),
            due: time.map(|time| Due::At { time, zone: Some(Zone(zone)) }),
            phase: word(3),
            owner: word(4),
            item: word(5),
            item_source: vec![texts[3].clone(), texts[6].clone()],
            lead_time_source: Some(LeadTimeSource::from(texts[5].as_str())),
            uid: word(6),
            done: Some(Done { by: word(0), at: time.map(|time| time.and_utc()), ..Done::default() }),
            ..Task::default()
        };
        let mut visit = visit_with(&odd, true);
        visit.tasks.insert(TaskId::from("twin"), odd);
        let text = ical::write(&programme_of(&visit)).expect("a calendar");
        prop_assert_eq!(complaints(&text), Vec::<String>::new(), "{}", text);
        assert_as_exported(&read(text.as_bytes()));
    }
}

fn written(task: &Task, has_dates: bool) -> String {
    let text = ical::write(&programme_of(&visit_with(task, has_dates)));
    text.expect("a calendar").replace("\r\n ", "")
}

fn lead() -> Task {
    Task {
        title: Text::new("en", "Draft programme"),
        due: Some(Due::Lead {
            days: -2,
            unit: LeadUnit::WorkingDays,
        }),
        ..Task::default()
    }
}

#[test]
fn a_lead_time_is_due_on_the_day_that_follows_from_the_dates_of_the_visit() {
    let text = written(&lead(), true);
    assert!(text.contains("\r\nDUE;VALUE=DATE:20170316\r\n"), "{text}");
    assert!(text.contains("\r\nSTATUS:NEEDS-ACTION\r\n"), "{text}");
    assert!(!written(&lead(), false).contains("\r\nDUE"), "no day is invented");
}

#[test]
fn a_day_that_another_program_gave_since_counts_and_not_the_lead_time() {
    let moved = written(&lead(), true).replace("DUE;VALUE=DATE:20170316", "DUE;VALUE=DATE:20170310");
    let day = NaiveDate::from_ymd_opt(2017, 3, 10).expect("a day");
    assert_eq!(
        read(moved.as_bytes()).tasks[0].task.due,
        Some(Due::Day { date: day })
    );
}

#[test]
fn what_is_done_says_so_in_utc() {
    let done = Task {
        done: Some(Done {
            by: Some("Ivanova".to_owned()),
            at: DateTime::from_timestamp(1_489_748_400, 0),
            ..Done::default()
        }),
        ..lead()
    };
    let text = written(&done, true);
    for line in [
        "STATUS:COMPLETED",
        "COMPLETED:20170317T110000Z",
        "UID:t+task.v@chancery",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
    }
}

#[test]
fn what_was_removed_does_not_go_out() {
    let removed = Task {
        removed: true,
        ..lead()
    };
    assert!(ical::write(&programme_of(&visit_with(&removed, true))).is_err());
}

#[test]
fn what_is_begun_elsewhere_is_not_done_here_and_the_report_says_so() {
    let text =
        written(&lead(), true).replace("STATUS:NEEDS-ACTION", "STATUS:IN-PROCESS\r\nPERCENT-COMPLETE:50");
    let back = read(text.as_bytes());
    assert_eq!(back.tasks[0].task.done, None);
    assert!(
        back.report.iter().any(|line| line.why.contains("begun")),
        "{:?}",
        back.report
    );
}

#[test]
fn a_task_called_off_and_one_at_a_hundred_percent_are_told_apart() {
    let text = written(&lead(), true);
    let full = text.replace("STATUS:NEEDS-ACTION", "PERCENT-COMPLETE:100");
    assert!(read(full.as_bytes()).tasks[0].task.done.is_some());
    let off = text.replace("STATUS:NEEDS-ACTION", "STATUS:CANCELLED");
    let off = read(off.as_bytes());
    assert!(off.tasks.is_empty() && off.report.iter().any(|line| line.why.contains("called off")));
}
