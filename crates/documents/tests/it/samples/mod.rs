//! Programmes for the tests, the golden files and the timings. The visit is the reference case; whatever its source
//! does not say is marked illustrative.

mod parts;

use chrono::{NaiveDate, TimeDelta};
use visit::programme::{Capital, Interpreter, Programme, ProgrammeDay, ProgrammeEngagement, Route, Settled};
use visit::{
    EngagementKind, EngagementPart, Format, Illustrative, Lang, Means, PressAccess, Side, Status, VisitId,
    When, Zone,
};

use parts::{attendee, clock, foreign_ministers, pick, place, utc, wall};
pub(crate) use parts::{bare, iikura, principals, timed};

/// A programme with nothing in it, not even a title.
pub(crate) fn empty(lang: &str) -> Programme {
    Programme {
        visit: VisitId::from("tokyo-2017"),
        languages: vec![Lang::from(lang)],
        title: String::new(),
        category: None,
        format: None,
        status: Status::Confirmed,
        settled: Settled::default(),
        dates: None,
        days_of_visit: None,
        part: None,
        place: String::new(),
        inviter: String::new(),
        legs: Vec::new(),
        marking: None,
        as_of: utc("2017-03-17 08:00"),
        as_of_wall: wall("2017-03-17 11:00"),
        host: Capital {
            country: Some("JP".into()),
            name: pick(lang, ["Tokyo", "Токио", "東京"]),
            zone: Zone::from("Asia/Tokyo"),
        },
        home: Some(Capital {
            country: Some("RU".into()),
            name: pick(lang, ["Moscow", "Москва", "モスクワ"]),
            zone: Zone::from("Europe/Moscow"),
        }),
        principals: Vec::new(),
        days: Vec::new(),
        sources: Vec::new(),
        undated: Vec::new(),
        tasks: Vec::new(),
    }
}

/// The reference case in English, Russian or Japanese.
pub(crate) fn reference(lang: &str) -> Programme {
    let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let mut programme = empty(lang);
    programme.title = pick(
        lang,
        [
            "Second round of the Two Plus Two consultations of the foreign and defence ministers",
            "Второй раунд консультаций министров иностранных дел и обороны в формате «два плюс два»",
            "第2回日露外務・防衛閣僚協議（「2＋2」）",
        ],
    );
    programme.format = Some(Format::TwoPlusTwo);
    programme.days_of_visit = Some((date("2017-03-20"), date("2017-03-21")));
    programme.place = pick(lang, ["Tokyo", "Токио", "東京"]);
    programme.marking = Some(pick(
        lang,
        ["For official use", "Для служебного пользования", "取扱注意"],
    ));
    programme.principals = principals(lang);
    programme.days = vec![
        ProgrammeDay {
            date: date("2017-03-20"),
            engagements: monday(lang),
        },
        ProgrammeDay {
            date: date("2017-03-21"),
            engagements: tuesday(lang),
        },
    ];
    let mut remarks = bare(
        "press",
        &pick(
            lang,
            ["Remarks to the press", "Подход к прессе", "ぶら下がり会見"],
        ),
    );
    remarks.kind = EngagementKind::Press;
    remarks.status = Status::Proposed;
    remarks.press = Some(PressAccess::PressStatements);
    remarks.illustrative = Illustrative::whole();
    programme.undated = vec![remarks];
    programme
}

fn monday(lang: &str) -> Vec<ProgrammeEngagement> {
    let vnukovo = place(
        lang,
        ["Moscow, Vnukovo-2", "Москва, Внуково-2", "モスクワ・ヴヌコヴォ2"],
        ["", "", ""],
    );
    let haneda = place(
        lang,
        [
            "Tokyo, Haneda Airport",
            "Токио, аэропорт Ханэда",
            "東京・羽田空港",
        ],
        ["", "", ""],
    );
    let mut flight = timed(
        bare(
            "flight",
            &pick(lang, ["Flight to Tokyo", "Перелёт в Токио", "東京へ移動"]),
        ),
        "2017-03-20 02:45",
        "2017-03-20 12:15",
    );
    flight.kind = EngagementKind::Movement;
    flight.illustrative = Illustrative::whole();
    flight.remarks = pick(
        lang,
        [
            "Met by the Chief of Protocol.",
            "Встречает шеф протокола.",
            "儀典長が出迎え。",
        ],
    );
    flight.movement = Some(Route {
        from: Some(vnukovo),
        to: Some(haneda.clone()),
        means: Some(Means::Air),
        vehicles: Vec::new(),
        seating: Vec::new(),
    });
    let mut drive = timed(
        bare(
            "drive",
            &pick(
                lang,
                ["Transfer to Iikura House", "Переезд в «Иикуру»", "飯倉公館へ移動"],
            ),
        ),
        "2017-03-20 13:00",
        "2017-03-20 13:40",
    );
    drive.kind = EngagementKind::Movement;
    drive.illustrative = Illustrative::whole();
    drive.movement = Some(Route {
        from: Some(haneda),
        to: Some(iikura(lang)),
        means: Some(Means::Road),
        vehicles: vec![
            pick(lang, ["Car 1", "Автомобиль 1", "1号車"]),
            pick(lang, ["Car 2", "Автомобиль 2", "2号車"]),
        ],
        seating: Vec::new(),
    });
    let mut talks = timed(
        bare(
            "two-plus-two",
            &pick(
                lang,
                [
                    "Two Plus Two consultations",
                    "Консультации в формате «два плюс два»",
                    "日露外務・防衛閣僚協議",
                ],
            ),
        ),
        "2017-03-20 14:00",
        "2017-03-20 16:30",
    );
    talks.kind = EngagementKind::Talks;
    talks.format = Some(Format::TwoPlusTwo);
    talks.illustrative = Illustrative::of(&[
        EngagementPart::When,
        EngagementPart::Assemble,
        EngagementPart::Status,
        EngagementPart::Press,
        EngagementPart::Venue,
        EngagementPart::Interpreters,
    ]);
    talks.assemble = Some(wall("2017-03-20 13:50"));
    talks.venue = Some(iikura(lang));
    talks.participants = principals(lang);
    talks.interpreters = vec![Interpreter {
        member: attendee(
            lang,
            "interpreter",
            Side::Guest,
            ["", "", ""],
            [
                "Interpreter of the delegation",
                "Переводчик делегации",
                "代表団通訳",
            ],
        ),
        from: Some(Lang::from("ru")),
        to: Some(Lang::from("ja")),
        mode: None,
    }];
    talks.press = Some(PressAccess::PhotoOpportunity);
    talks.remarks = pick(
        lang,
        [
            "Cameras at the start only.\nPlenary after the photograph.",
            "Съёмка только в начале.\nЗатем пленарное заседание.",
            "撮影は冒頭のみ。\n撮影後、全体会合。",
        ],
    );
    let mut dinner = timed(
        bare(
            "dinner",
            &pick(lang, ["Working dinner", "Рабочий обед", "ワーキング・ディナー"]),
        ),
        "2017-03-20 23:00",
        "2017-03-21 00:30",
    );
    dinner.kind = EngagementKind::Meal;
    dinner.status = Status::Conditional;
    dinner.settled.condition = pick(
        lang,
        [
            "the talks end in time",
            "переговоры закончатся вовремя",
            "会談が時間どおり終わること",
        ],
    );
    dinner.illustrative = Illustrative::whole();
    dinner.venue = Some(iikura(lang));
    dinner.participants = foreign_ministers(lang);
    dinner.press = Some(PressAccess::Closed);
    dinner.dress = pick(lang, ["business suit", "деловой костюм", "平服"]);
    vec![flight, drive, talks, dinner]
}

fn tuesday(lang: &str) -> Vec<ProgrammeEngagement> {
    let mut talks = bare(
        "separate-talks",
        &pick(
            lang,
            [
                "Talks with the Minister for Foreign Affairs of Japan",
                "Переговоры с министром иностранных дел Японии",
                "日露外相会談",
            ],
        ),
    );
    talks.kind = EngagementKind::Talks;
    talks.format = Some(Format::Bilateral);
    talks.when = When::day("2017-03-21".parse().expect("a date"));
    talks.day = "2017-03-21".parse().ok();
    talks.illustrative = Illustrative::of(&[EngagementPart::When, EngagementPart::Status]);
    talks.participants = foreign_ministers(lang);
    let mut wreath = timed(
        bare(
            "wreath",
            &pick(lang, ["Wreath-laying", "Возложение венка", "献花"]),
        ),
        "2017-03-21 09:00",
        "2017-03-21 09:20",
    );
    wreath.kind = EngagementKind::Ceremony;
    wreath.status = Status::Cancelled;
    wreath.illustrative = Illustrative::whole();
    let mut briefing = timed(
        bare(
            "briefing",
            &pick(lang, ["Morning briefing", "Утреннее совещание", "朝の打合せ"]),
        ),
        "2017-03-21 08:00",
        "2017-03-21 08:20",
    );
    briefing.kind = EngagementKind::Internal;
    briefing.illustrative = Illustrative::whole();
    briefing.calendar.recurrence = vec!["RRULE:FREQ=DAILY;UNTIL=20170322".into()];
    vec![talks, briefing, wreath]
}

/// A programme of so many engagements, ten a day.
pub(crate) fn scale(engagements: usize) -> Programme {
    let mut programme = reference("en");
    let samples: Vec<ProgrammeEngagement> = programme
        .days
        .iter()
        .flat_map(|day| day.engagements.clone())
        .collect();
    let first: NaiveDate = "2017-03-20".parse().expect("a date");
    programme.undated.clear();
    programme.days = (0..engagements.div_ceil(10))
        .map(|day| {
            let date = first + TimeDelta::days(i64::try_from(day).expect("a small number"));
            let left = engagements - day * 10;
            let of_the_day = (0..left.min(10)).map(|slot| {
                let mut engagement = samples[(day + slot) % samples.len()].clone();
                engagement.title = format!("{} ({}.{})", engagement.title, day + 1, slot + 1);
                let hour = u32::try_from(8 + slot).expect("an hour");
                let start = date.and_hms_opt(hour, 0, 0).expect("a time");
                engagement.start = Some(clock(start));
                engagement.end = Some(clock(start + TimeDelta::minutes(50)));
                engagement.assemble = None;
                engagement
            });
            ProgrammeDay {
                date,
                engagements: of_the_day.collect(),
            }
        })
        .collect();
    programme
}
