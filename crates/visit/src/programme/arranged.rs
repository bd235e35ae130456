//! What a copy says of legs, groups, the press and seats in cars.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::{PhrasedDate, Settled};
use crate::{CarPlace, Category, Function, LegId, Side, Status, vocabulary::Vocabulary};

/// A leg of the visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeLeg {
    /// The leg.
    pub id: LegId,
    /// The name: its title, else its place, else the capital of its host.
    pub name: String,
    /// The country of its host (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// The dates, as they are known.
    pub dates: Option<PhrasedDate>,
    /// The category.
    pub category: Option<Category>,
    /// How settled it is.
    pub status: Status,
    /// On what that depends, or from when it was put off.
    pub settled: Settled,
}

/// Which round of which mechanism an engagement is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeRound {
    /// The mechanism.
    pub mechanism: String,
    /// The number of the round.
    pub number: Option<u32>,
}

/// A group that takes part without being named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnnamedGroup {
    /// How it is called.
    pub name: String,
    /// The side, where it was said.
    pub side: Option<Side>,
    /// What it does.
    pub functions: Vec<Function>,
}

/// What is arranged for the press.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ForPress {
    /// Who may come.
    pub who: String,
    /// When they are to be there, as a clock of the place shows it.
    pub call: Option<NaiveTime>,
    /// By which entrance.
    pub entrance: String,
    /// By which day, and by which time of it, one must be accredited.
    pub accreditation: Option<(NaiveDate, Option<NaiveTime>)>,
    /// For how many minutes from the start cameras may stay.
    pub cameras: Option<u32>,
}

/// Who sits where in which car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seated {
    /// The car, by name.
    pub vehicle: String,
    /// Who.
    pub name: String,
    /// Where.
    pub place: Option<CarPlace>,
}

impl ProgrammeRound {
    /// Says it: 'Intergovernmental commission, round 3'.
    pub fn said(&self, words: &Vocabulary) -> String {
        match self.number {
            None => self.mechanism.clone(),
            Some(number) => words
                .round
                .replace("{n}", &number.to_string())
                .replace("{text}", &self.mechanism),
        }
    }
}

impl ForPress {
    /// Says it, a line for each thing that is said; `date` says a day in the words of the same language.
    pub fn lines(&self, words: &Vocabulary, date: impl Fn(NaiveDate) -> String) -> Vec<String> {
        let with = |label: &str, text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| label.replace("{text}", text))
        };
        let clock = |time: NaiveTime| time.format("%H:%M").to_string();
        let by = self.accreditation.map(|(day, time)| {
            let day = std::iter::once(date(day));
            words.listed(&day.chain(time.map(clock)).collect::<Vec<_>>())
        });
        let lines = [
            with(words.press_who, &self.who),
            self.call
                .map(|time| words.press_call.replace("{time}", &clock(time))),
            with(words.press_entrance, &self.entrance),
            by.map(|by| words.press_accreditation.replace("{date}", &by)),
            self.cameras
                .map(|minutes| words.press_cameras.replace("{n}", &minutes.to_string())),
        ];
        lines.into_iter().flatten().collect()
    }
}

impl Vocabulary {
    /// Says a name with the functions that go with it: 'Fumio Kishida (chair, signatory)'.
    pub fn with_functions(&self, name: &str, functions: &[Function]) -> String {
        if functions.is_empty() || name.is_empty() {
            return name.to_owned();
        }
        let functions: Vec<_> = functions.iter().map(|it| self.function(it)).collect();
        self.bracketed(name, &self.listed(&functions))
    }

    /// Says who sits in a car, and where.
    pub fn seated(&self, it: &Seated) -> String {
        let place = it.place.as_ref().map(|place| self.car_place(place));
        place.map_or_else(|| it.name.clone(), |place| self.bracketed(&it.name, &place))
    }

    /// Returns words with others in brackets after them.
    pub fn bracketed(&self, words: &str, aside: &str) -> String {
        match self.language {
            crate::vocabulary::Language::English | crate::vocabulary::Language::Russian => {
                format!("{words} ({aside})")
            }
            crate::vocabulary::Language::Japanese => format!("{words}（{aside}）"),
        }
    }
}
