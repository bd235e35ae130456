//! Writes an invented visit of any size: `cargo xtask sample --engagements N --out FILE`.
//!
//! The same N gives the same bytes. Four principals a side, thirty members and forty venues; a day has 59 engagements
//! (`day.rs`), so that 300 fill six dense days and 10,000 go on for half a year. Every time is marked as illustrative.

mod day;
mod people;
mod random;

use std::{error::Error, fs};

use chrono::{Days, NaiveDate};
use visit::{
    Brief, DatePhrase, Document as _, Engagement, EngagementId, EngagementKind, Facts, Format, Lang,
    OrderKey, Party, Prose, Side, Status, Text, Topic, TopicId, TopicMode, Vehicle, VehicleId, Venue,
    VenueId, Visit, VisitId, Zone,
};

use crate::random::Random;

/// The number of principals on each side; each has a counterpart and a programme of its own.
pub(crate) const TRACKS: usize = 4;
/// The number of venues; the last is the airport.
pub(crate) const VENUES: usize = 40;
/// The number of cars.
pub(crate) const VEHICLES: usize = 12;

/// The topics of talks, from which each agenda takes some.
const AGENDA: &[(&str, &str)] = &[
    (
        "Progress since the last meeting",
        "Ход выполнения договорённостей последней встречи",
    ),
    ("Timetable of further contacts", "График дальнейших контактов"),
    ("Regional security", "Региональная безопасность"),
    ("Trade and investment", "Торговля и инвестиции"),
    ("Transport and air services", "Транспорт и авиасообщение"),
    ("Consular questions and visas", "Консульские и визовые вопросы"),
    ("Culture and education", "Культура и образование"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (count, file) = match words.as_slice() {
        ["--engagements", count, "--out", file] | ["--out", file, "--engagements", count] => {
            (count.parse()?, *file)
        }
        _ => return Err("Usage: scale --engagements N --out FILE".into()),
    };
    let visit = scale(count)?;
    visit.validate()?;
    fs::write(file, visit.to_json())?;
    println!("{file}: {count} engagements");
    Ok(())
}

/// Returns a text in English and in Russian.
pub(crate) fn text(english: &str, russian: &str) -> Text {
    Text(
        [("en", english), ("ru", russian)]
            .map(|(lang, words)| (Lang::from(lang), words.to_owned()))
            .into(),
    )
}

/// Returns a visit of `count` engagements.
fn scale(count: usize) -> Result<Visit, Box<dyn Error>> {
    let first = NaiveDate::from_ymd_opt(2017, 3, 20).ok_or("a day")?;
    let days = count.div_ceil(day::ENGAGEMENTS).max(1);
    let last = first
        .checked_add_days(Days::new(u64::try_from(days)? - 1))
        .ok_or("too many days")?;
    let facts = Facts {
        title: text(
            &format!("An invented visit of {count} engagements"),
            &format!("Вымышленный визит: мероприятий {count}"),
        ),
        status: Status::Confirmed,
        dates: Some(DatePhrase::new(&format!("{first}/{last}"))),
        place: text("Tokyo", "Токио"),
        host: party("JP", "Asia/Tokyo", text("Tokyo", "Токио")),
        guest: party("RU", "Europe/Moscow", text("Moscow", "Москва")),
        own_side: Some(Side::Guest),
        languages: vec![Lang::from("en"), Lang::from("ru")],
        marking: Some("OFFICIAL".to_owned()),
        ..Facts::default()
    };
    let mut visit = Visit::new(VisitId(format!("scale-{count}")), facts);
    visit.members = people::members();
    visit.venues = ordered(VENUES)
        .map(|(index, order)| (venue_id(index), venue(index, order)))
        .collect();
    visit.vehicles = ordered(VEHICLES)
        .map(|(index, order)| (vehicle_id(index), vehicle(index, order)))
        .collect();
    let mut random = Random::new(2017);
    let all = first
        .iter_days()
        .flat_map(|date| day::engagements(date, &mut random))
        .take(count);
    for ((index, order), engagement) in ordered(count).zip(all) {
        let id = EngagementId(format!("engagement-{index:05}"));
        for (place, topic) in topics(index, &id, &engagement) {
            visit
                .topics
                .insert(TopicId(format!("topic-{index:05}-{place}")), topic);
        }
        visit.engagements.insert(id, Engagement { order, ..engagement });
    }
    Ok(visit)
}

/// Returns the numbers below `count`, each with its order key.
pub(crate) fn ordered(count: usize) -> impl Iterator<Item = (usize, OrderKey)> {
    OrderKey::spread(None, None, count)
        .unwrap_or_default()
        .into_iter()
        .enumerate()
}

fn party(country: &str, zone: &str, capital: Text) -> Party {
    Party {
        country: Some(country.to_owned()),
        zone: Some(Zone::from(zone)),
        capital,
        ..Party::default()
    }
}

pub(crate) fn venue_id(index: usize) -> VenueId {
    VenueId(format!("venue-{index:02}"))
}

pub(crate) fn vehicle_id(index: usize) -> VehicleId {
    VehicleId(format!("car-{index:02}"))
}

fn venue(index: usize, order: OrderKey) -> Venue {
    let number = index + 1;
    let name = match index % 5 {
        _ if index + 1 == VENUES => text("Airport", "Аэропорт"),
        0 => text(&format!("Hotel {number}"), &format!("Гостиница № {number}")),
        1 => text(
            &format!("Ministry, building {number}"),
            &format!("Министерство, корпус {number}"),
        ),
        2 => text(
            &format!("Conference hall {number}"),
            &format!("Конференц-зал № {number}"),
        ),
        3 => text(&format!("Restaurant {number}"), &format!("Ресторан № {number}")),
        _ => text(&format!("Museum, hall {number}"), &format!("Музей, зал {number}")),
    };
    let address = text(
        &format!("{number}, Street of Examples"),
        &format!("Улица примеров, {number}"),
    );
    Venue {
        name,
        address,
        city: text("Tokyo", "Токио"),
        order,
        ..Venue::default()
    }
}

fn vehicle(index: usize, order: OrderKey) -> Vehicle {
    let name = text(
        &format!("Car {}", index + 1),
        &format!("Автомобиль {}", index + 1),
    );
    Vehicle {
        name,
        seats: Some(4),
        order,
        ..Vehicle::default()
    }
}

/// Returns the agenda of talks; only those of full delegations and of heads alone have one.
fn topics(index: usize, id: &EngagementId, engagement: &Engagement) -> Vec<(usize, Topic)> {
    let count = match engagement.format {
        Some(Format::TwoPlusTwo) => 4,
        Some(Format::Bilateral) => 2,
        _ => 0,
    };
    if engagement.kind != EngagementKind::Talks {
        return Vec::new();
    }
    let topic = |(place, order): (usize, OrderKey)| {
        let subject = AGENDA.iter().cycle().nth(index + place);
        let objective = Prose(
            [(
                Lang::from("en"),
                "Agree on the next step and on its date.".to_owned(),
            )]
            .into(),
        );
        let topic = Topic {
            engagement: id.clone(),
            title: subject.map_or_else(Text::default, |(english, russian)| text(english, russian)),
            mode: TopicMode::ALL
                .get((index + place) % TopicMode::ALL.len())
                .cloned(),
            minutes: Some(15),
            lead: None,
            order,
            brief: Brief {
                objective,
                ..Brief::default()
            },
            clearance: visit::Clearance::default(),
            marking: None,
            dossier: visit::DossierEntries::default(),
            sources: visit::Citations::new(),
            remarks: Text::default(),
            removed: false,
            extra: visit::Extra::new(),
        };
        (place, topic)
    };
    ordered(count).map(topic).collect()
}
