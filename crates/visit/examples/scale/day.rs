//! A day of the programme: four principals with their counterparts, together in the morning and in the evening.

use chrono::{NaiveDate, NaiveTime};
use visit::{
    At, Engagement, EngagementKind as Kind, EngagementPart, Format, Illustrative, Interpreting,
    InterpretingMode, Means, MemberId, Movement, PressAccess, Status, Text, When, Zone,
};

use crate::{TRACKS, VEHICLES, VENUES, people, random::Random, text, vehicle_id, venue_id};

/// What happens in one slot of the day.
struct Slot {
    /// The hour and minute of the start.
    start: (u32, u32),
    /// How many minutes it takes.
    minutes: u32,
    /// What it is.
    what: What,
}

enum What {
    /// A transfer of each principal.
    Transfer,
    /// Something of each principal with its counterpart, in one of several forms.
    Each(&'static [Form]),
    /// Something of all principals.
    All(Form),
}

struct Form {
    kind: Kind,
    format: Option<Format>,
    english: &'static str,
    russian: &'static str,
}

const fn form(kind: Kind, format: Option<Format>, english: &'static str, russian: &'static str) -> Form {
    Form {
        kind,
        format,
        english,
        russian,
    }
}

const fn slot(start: (u32, u32), minutes: u32, what: What) -> Slot {
    Slot { start, minutes, what }
}

const MORNING: &[Form] = &[form(
    Kind::Internal,
    None,
    "Morning meeting",
    "Утреннее совещание",
)];
const MINISTERS: &[Form] = &[form(
    Kind::Talks,
    Some(Format::Bilateral),
    "Talks of ministers",
    "Переговоры министров",
)];
const LUNCH: &[Form] = &[
    form(Kind::Meal, None, "Working lunch", "Рабочий завтрак"),
    form(
        Kind::Meal,
        None,
        "Lunch with the business council",
        "Завтрак с деловым советом",
    ),
];
const AFTERNOON: &[Form] = &[
    form(Kind::Ceremony, None, "Laying of a wreath", "Возложение венка"),
    form(Kind::Cultural, None, "Tour of the museum", "Осмотр музея"),
    form(Kind::Ceremony, None, "Signing ceremony", "Церемония подписания"),
    form(
        Kind::Talks,
        Some(Format::Plenary),
        "Talks with members of parliament",
        "Переговоры с парламентариями",
    ),
];
const FEW: &[Form] = &[
    form(
        Kind::Talks,
        Some(Format::Restricted),
        "Restricted talks",
        "Переговоры в узком составе",
    ),
    form(
        Kind::Talks,
        Some(Format::TeteATete),
        "Talks tête-à-tête",
        "Беседа один на один",
    ),
];
const LATE: &[Form] = &[
    form(Kind::FreeTime, None, "Free time", "Свободное время"),
    form(Kind::Press, None, "Interview", "Интервью"),
];
const JOINT: Form = form(
    Kind::Talks,
    Some(Format::TwoPlusTwo),
    "Joint consultations",
    "Совместные консультации",
);
const STATEMENTS: Form = form(Kind::Press, None, "Press statements", "Заявления для прессы");
const DINNER: Form = form(Kind::Meal, None, "Official dinner", "Официальный обед");

const DAY: &[Slot] = &[
    slot((7, 30), 20, What::Each(MORNING)),
    slot((8, 0), 25, What::Transfer),
    slot((8, 30), 60, What::Each(MINISTERS)),
    slot((9, 35), 20, What::Transfer),
    slot((10, 0), 90, What::All(JOINT)),
    slot((11, 35), 20, What::All(STATEMENTS)),
    slot((12, 0), 20, What::Transfer),
    slot((12, 30), 75, What::Each(LUNCH)),
    slot((13, 50), 20, What::Transfer),
    slot((14, 15), 60, What::Each(AFTERNOON)),
    slot((15, 20), 20, What::Transfer),
    slot((15, 45), 60, What::Each(FEW)),
    slot((16, 50), 25, What::Transfer),
    slot((17, 20), 60, What::Each(LATE)),
    slot((18, 30), 20, What::Transfer),
    slot((19, 0), 120, What::All(DINNER)),
    slot((21, 10), 20, What::Transfer),
];

/// The number of engagements of a day.
pub(crate) const ENGAGEMENTS: usize = count(DAY);

const fn count(slots: &[Slot]) -> usize {
    match slots {
        [] => 0,
        [
            Slot {
                what: What::All(_), ..
            },
            rest @ ..,
        ] => 1 + count(rest),
        [_, rest @ ..] => TRACKS + count(rest),
    }
}

/// Returns the engagements of a day, slot by slot.
pub(crate) fn engagements(date: NaiveDate, random: &mut Random) -> Vec<Engagement> {
    let mut all = Vec::with_capacity(ENGAGEMENTS);
    for slot in DAY {
        match &slot.what {
            What::Transfer => all.extend((0..TRACKS).map(|track| transfer(date, slot, track, random))),
            What::Each(forms) => {
                for track in 0..TRACKS {
                    if let Some(form) = forms.get(random.below(forms.len())) {
                        all.push(meeting(date, slot, form, &[track], random));
                    }
                }
            }
            What::All(form) => all.push(meeting(date, slot, form, &[0, 1, 2, 3], random)),
        }
    }
    all
}

fn meeting(date: NaiveDate, slot: &Slot, form: &Form, tracks: &[usize], random: &mut Random) -> Engagement {
    let with_host = !matches!(form.kind, Kind::Internal | Kind::FreeTime);
    let mut people: Vec<MemberId> = tracks.iter().map(|track| people::guest(*track)).collect();
    if with_host {
        people.extend(tracks.iter().map(|track| people::host(*track)));
        people.extend(
            (0..4).map(|_| people::id(people::STAFF + random.below(people::MEMBERS - people::STAFF))),
        );
    }
    let interprets = matches!(form.kind, Kind::Talks | Kind::Press);
    let interpreting = Interpreting {
        from: Some("ru".into()),
        to: Some("ja".into()),
        mode: Some(InterpretingMode::Consecutive),
        ..Interpreting::default()
    };
    // Each track keeps to its own venues, so that no room is taken twice.
    let track = tracks.first().copied().unwrap_or_default();
    let room = random.below((VENUES - 1) / TRACKS) * TRACKS + track;
    Engagement {
        kind: form.kind.clone(),
        format: form.format.clone(),
        venue: Some(venue_id(room)),
        assemble: with_host.then_some(5),
        press: press(&form.kind, random),
        participants: people
            .into_iter()
            .map(|id| (id, visit::Participation::default()))
            .collect(),
        interpreters: tracks
            .iter()
            .filter(|_| interprets)
            .map(|track| (people::interpreter(*track), interpreting.clone()))
            .collect(),
        dress: if form.kind == Kind::Meal {
            text("Dark suit", "Тёмный костюм")
        } else {
            Text::default()
        },
        remarks: if random.once_in(3) {
            text(
                "Flags and place cards by the host; water on the table.",
                "Флаги и карточки готовит принимающая сторона.",
            )
        } else {
            Text::default()
        },
        ..dated(date, slot, text(form.english, form.russian), random)
    }
}

fn transfer(date: NaiveDate, slot: &Slot, track: usize, random: &mut Random) -> Engagement {
    let cars = VEHICLES / TRACKS;
    let mut place = || Some(venue_id(random.below((VENUES - 1) / TRACKS) * TRACKS + track));
    let movement = Movement {
        from: place(),
        to: place(),
        means: Some(Means::Road),
        vehicles: (0..cars)
            .map(|car| (vehicle_id(track * cars + car), visit::Ride::default()))
            .collect(),
        ..Movement::default()
    };
    Engagement {
        kind: Kind::Movement,
        movement: Some(movement),
        participants: [people::guest(track), people::interpreter(track)]
            .map(|id| (id, visit::Participation::default()))
            .into(),
        ..dated(date, slot, text("Transfer", "Переезд"), random)
    }
}

/// Returns an engagement that has only a title, a time and a status. Some have no time yet.
fn dated(date: NaiveDate, slot: &Slot, title: Text, random: &mut Random) -> Engagement {
    let (hour, minute) = slot.start;
    let start = date.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default());
    let end = start + chrono::Duration::minutes(i64::from(slot.minutes));
    let when = match random.below(80) {
        0 => When::Within,
        1 | 2 => When::day(date),
        _ => When::At(At::new(start, end, Some(Zone::from("Asia/Tokyo")))),
    };
    let status = match random.below(24) {
        0 => Status::Cancelled,
        1 => Status::Proposed,
        2..6 => Status::Tentative,
        _ => Status::Confirmed,
    };
    Engagement {
        title,
        illustrative: match when {
            When::At(_) => Illustrative::of(&[EngagementPart::When]),
            _ => Illustrative::default(),
        },
        when,
        status,
        ..Engagement::default()
    }
}

fn press(kind: &Kind, random: &mut Random) -> Option<PressAccess> {
    match kind {
        Kind::Press => Some(PressAccess::PressStatements),
        Kind::Talks if random.once_in(2) => Some(PressAccess::PhotoOpportunity),
        Kind::Talks | Kind::Internal => Some(PressAccess::Closed),
        Kind::Ceremony => Some(PressAccess::Open),
        _ => None,
    }
}
