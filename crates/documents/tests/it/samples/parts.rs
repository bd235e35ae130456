//! What the programmes are put together from.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use visit::programme::{Attendee, Calendar, Clock, ForPress, ProgrammeEngagement, ProgrammeVenue, Settled};
use visit::{EngagementId, EngagementKind, Illustrative, MemberId, Role, Side, Status, When};

/// A text of the reference case in the three languages.
pub(crate) type Trilingual = [&'static str; 3];

/// Picks the text of a language.
pub(crate) fn pick(lang: &str, text: Trilingual) -> String {
    let index = match lang {
        "ru" => 1,
        "ja" => 2,
        _ => 0,
    };
    text[index].to_owned()
}

pub(crate) const LAVROV: Trilingual = ["Sergey Lavrov", "Сергей Лавров", "セルゲイ・ラヴロフ"];
pub(crate) const LAVROV_OFFICE: Trilingual = [
    "Minister of Foreign Affairs of the Russian Federation",
    "Министр иностранных дел Российской Федерации",
    "ロシア連邦外務大臣",
];
pub(crate) const GUEST_DEFENCE: Trilingual = [
    "Minister of Defence of the Russian Federation",
    "Министр обороны Российской Федерации",
    "ロシア連邦国防大臣",
];
pub(crate) const KISHIDA: Trilingual = ["Fumio Kishida", "Фумио Кисида", "岸田文雄"];
pub(crate) const KISHIDA_OFFICE: Trilingual = [
    "Minister for Foreign Affairs of Japan",
    "Министр иностранных дел Японии",
    "日本国外務大臣",
];
pub(crate) const HOST_DEFENCE: Trilingual = [
    "Minister of Defence of Japan",
    "Министр обороны Японии",
    "日本国防衛大臣",
];

pub(crate) fn attendee(lang: &str, id: &str, side: Side, name: Trilingual, office: Trilingual) -> Attendee {
    Attendee {
        id: MemberId::from(id),
        side,
        role: Role::Principal,
        country: None,
        name: pick(lang, name),
        reading: String::new(),
        office: pick(lang, office),
        further: Vec::new(),
        functions: Vec::new(),
        email: None,
    }
}

pub(crate) fn principals(lang: &str) -> Vec<Attendee> {
    vec![
        attendee(lang, "lavrov", Side::Guest, LAVROV, LAVROV_OFFICE),
        attendee(lang, "guest-defence", Side::Guest, ["", "", ""], GUEST_DEFENCE),
        attendee(lang, "kishida", Side::Host, KISHIDA, KISHIDA_OFFICE),
        attendee(lang, "host-defence", Side::Host, ["", "", ""], HOST_DEFENCE),
    ]
}

/// The ministers of foreign affairs alone.
pub(crate) fn foreign_ministers(lang: &str) -> Vec<Attendee> {
    principals(lang).into_iter().step_by(2).collect()
}

pub(crate) fn utc(text: &str) -> DateTime<Utc> {
    wall(text).and_utc()
}

pub(crate) fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
}

/// The clock of Tokyo with that of Moscow.
pub(crate) fn clock(host: NaiveDateTime) -> Clock {
    Clock {
        utc: (host - TimeDelta::hours(9)).and_utc(),
        host,
        home: Some(host - TimeDelta::hours(6)),
    }
}

pub(crate) fn place(lang: &str, name: Trilingual, address: Trilingual) -> ProgrammeVenue {
    ProgrammeVenue {
        name: pick(lang, name),
        address: pick(lang, address),
        city: pick(lang, ["Tokyo", "Токио", "東京"]),
    }
}

pub(crate) fn iikura(lang: &str) -> ProgrammeVenue {
    place(
        lang,
        ["Iikura House", "Резиденция «Иикура»", "飯倉公館"],
        [
            "Azabudai, Minato-ku, Tokyo",
            "Адзабудай, район Минато, Токио",
            "東京都港区麻布台",
        ],
    )
}

/// An engagement with a title and nothing else.
pub(crate) fn bare(id: &str, title: &str) -> ProgrammeEngagement {
    ProgrammeEngagement {
        id: EngagementId::from(id),
        title: title.to_owned(),
        kind: EngagementKind::Other,
        format: None,
        status: Status::Confirmed,
        settled: Settled::default(),
        leg: String::new(),
        within: String::new(),
        round: None,
        when: When::Within,
        said: String::new(),
        day: None,
        start: None,
        end: None,
        assemble: None,
        venue: None,
        room: String::new(),
        movement: None,
        participants: Vec::new(),
        groups: Vec::new(),
        interpreters: Vec::new(),
        press: None,
        for_press: ForPress::default(),
        dress: String::new(),
        remarks: String::new(),
        illustrative: Illustrative::default(),
        calendar: Calendar {
            uid: id.to_owned(),
            sequence: 0,
            recurrence: Vec::new(),
            recurrence_id: None,
            without_status: false,
            properties: Vec::new(),
            imported: false,
        },
    }
}

/// An engagement with a time in Tokyo.
pub(crate) fn timed(mut engagement: ProgrammeEngagement, start: &str, end: &str) -> ProgrammeEngagement {
    engagement.day = Some(wall(start).date());
    engagement.start = Some(clock(wall(start)));
    engagement.end = Some(clock(wall(end)));
    engagement.when = When::at(wall(start), wall(end), "Asia/Tokyo");
    engagement
}
