//! One engagement as a row of a table.

use std::iter;

use chrono::NaiveDate;
use visit::programme::{ProgrammeEngagement, ProgrammeVenue};
use visit::vocabulary::Vocabulary;
use visit::{EngagementKind, EngagementPart, Format, Status, When};

use crate::clean;
use crate::dates;
use crate::programme::illustrative::{sign_of_time, signed};
use crate::programme::sheet::{Row, Time};
use crate::programme::{people, series, settled};

/// From so many lines on (a page has about sixty) a row may be broken across pages.
const LONG: usize = 26;

/// From so many letters on a word may be too long for a column.
const LONG_WORD: usize = 14;

/// The row of an engagement in the table of `day`, or in that of the engagements without one.
pub(super) fn row(labels: &Vocabulary, day: Option<NaiveDate>, it: &ProgrammeEngagement) -> Row {
    let title = clean::line(&it.title);
    let movement = it.movement.is_some() || it.kind == EngagementKind::Movement;
    let mut row = Row {
        title: if title.is_empty() {
            labels.untitled_engagement.to_owned()
        } else {
            signed(it, EngagementPart::Title, title)
        },
        movement,
        cancelled: it.status == Status::Cancelled,
        height: 0,
        long: false,
        time: time(labels, day, it),
        badges: badges(labels, it),
        details: details(labels, movement, day.is_some(), it),
        route: route(it),
        address: it
            .venue
            .as_ref()
            .filter(|_| it.movement.is_none())
            .map_or_else(Vec::new, |place| address(labels, it, place)),
        people: people::groups(labels, it),
        press: it.press.as_ref().map(|press| {
            signed(
                it,
                EngagementPart::Press,
                clean::line(&labels.press_access(press)),
            )
        }),
        remarks: it
            .for_press
            .lines(labels, |day| dates::full(labels, day))
            .iter()
            .flat_map(|line| clean::lines(line))
            .map(|line| signed(it, EngagementPart::Press, line))
            .chain(clean::lines(&it.remarks))
            .collect(),
    };
    row.height = height(&row);
    row.long = row.height > LONG;
    row
}

/// Whether a word in one of the rows may be too long for a column.
pub(super) fn have_long_word(rows: &[Row]) -> bool {
    rows.iter().flat_map(texts).any(has_long_word)
}

/// Whether [`LONG_WORD`] letters follow each other, which is what `engagements` in `templates/table.typ` looks for.
fn has_long_word(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphabetic())
        .any(|word| word.chars().nth(LONG_WORD - 1).is_some())
}

/// Returns all that is printed of a row, but times.
fn texts(row: &Row) -> impl Iterator<Item = &str> {
    let people = row
        .people
        .iter()
        .flat_map(|group| iter::once(&group.label).chain(&group.names));
    iter::once(&row.title)
        .chain(&row.time.notes)
        .chain(&row.badges)
        .chain(&row.details)
        .chain(&row.route)
        .chain(&row.address)
        .chain(people)
        .chain(&row.press)
        .chain(&row.remarks)
        .map(String::as_str)
}

fn time(labels: &Vocabulary, day: Option<NaiveDate>, it: &ProgrammeEngagement) -> Time {
    let Some(day) = day else { return Time::default() };
    let said = Some(clean::line(&it.said)).filter(|said| !said.is_empty());
    let Some(start) = it.start else {
        let range = match &it.when {
            When::Day(days) if days.last() > days.date => Some(dates::range(labels, days.date, days.last())),
            _ => None,
        };
        let mut notes: Vec<String> = range
            .into_iter()
            .chain([said.unwrap_or_else(|| labels.time_not_fixed.to_owned())])
            .collect();
        if let (Some(sign), Some(note)) = (sign_of_time(it), notes.first_mut()) {
            note.push_str(&sign);
        }
        return Time {
            notes,
            ..Time::default()
        };
    };
    let assemble = it.assemble.map(|time| {
        let time = dates::moment(labels, day, time);
        signed(
            it,
            EngagementPart::Assemble,
            labels.assemble.replace("{time}", &time),
        )
    });
    // A start that has no end stands alone.
    let end = it.end.unwrap_or(start);
    Time {
        host: Some(dates::span(labels, day, start.host, end.host)),
        sign: sign_of_time(it),
        home: start
            .home
            .zip(end.home)
            .map(|(start, end)| dates::span(labels, day, start, end)),
        notes: said.into_iter().chain(assemble).collect(),
    }
}

/// What is not settled is said in a word, and so is what is illustrative as a whole.
fn badges(labels: &Vocabulary, it: &ProgrammeEngagement) -> Vec<String> {
    let status = match &it.status {
        Status::Confirmed if !it.illustrative.marks(EngagementPart::Status) => None,
        status => Some(signed(
            it,
            EngagementPart::Status,
            clean::line(&labels.status(status)),
        )),
    };
    let whole = it.illustrative.whole.then(|| labels.illustrative.to_owned());
    status.into_iter().chain(whole).collect()
}

fn details(labels: &Vocabulary, movement: bool, timed: bool, it: &ProgrammeEngagement) -> Vec<String> {
    let mut first = vec![];
    // Where there is no column of times, the words of the time stand here.
    let said = Some(clean::line(&it.said)).filter(|said| !timed && !said.is_empty());
    first.extend(said.map(|said| signed(it, EngagementPart::When, said)));
    if movement {
        first.push(clean::line(&labels.kind(&EngagementKind::Movement)));
    } else if it.kind != EngagementKind::Other {
        first.push(signed(
            it,
            EngagementPart::Kind,
            clean::line(&labels.kind(&it.kind)),
        ));
    }
    first.extend(
        it.movement
            .as_ref()
            .and_then(|route| route.means.as_ref())
            .map(|means| signed(it, EngagementPart::Movement, clean::line(&labels.by(means)))),
    );
    first.extend(
        it.format
            .as_ref()
            .map(|format: &Format| signed(it, EngagementPart::Format, clean::line(&labels.format(format)))),
    );
    let vehicles: Vec<String> = it
        .movement
        .iter()
        .flat_map(|route| &route.vehicles)
        .map(|name| clean::line(name))
        .filter(|name| !name.is_empty())
        .collect();
    let seating: Vec<String> = it
        .movement
        .iter()
        .flat_map(|route| &route.seating)
        .map(|seated| clean::line(&labels.labelled(&seated.vehicle, &labels.seated(seated))))
        .collect();
    let dress = clean::line(&it.dress);
    let calendar = &it.calendar;
    let with = |label: &str, slot: &str, text: &str| {
        let text = clean::line(text);
        (!text.is_empty()).then(|| label.replace(slot, &text))
    };
    let mut lines = vec![first.join(" · ")];
    lines.extend(it.round.as_ref().map(|round| clean::line(&round.said(labels))));
    lines.extend(with(labels.within, "{title}", &it.within));
    lines.extend(with("{leg}", "{leg}", &it.leg));
    lines.extend(settled::lines(labels, &it.settled));
    lines.push(if vehicles.is_empty() {
        String::new()
    } else {
        labels.vehicles.replace("{text}", &vehicles.join(", "))
    });
    lines.extend(seating);
    lines.push(if dress.is_empty() {
        dress
    } else {
        signed(it, EngagementPart::Dress, labels.dress.replace("{text}", &dress))
    });
    lines.extend(series::phrase(
        labels,
        &calendar.recurrence,
        calendar.recurrence_id.is_some(),
    ));
    lines.retain(|line| !line.is_empty());
    lines
}

/// The name of the place, or from where to where.
fn route(it: &ProgrammeEngagement) -> Vec<String> {
    let name = |place: &ProgrammeVenue| clean::line(&place.name);
    let venue = |place: &ProgrammeVenue| signed(it, EngagementPart::Venue, name(place));
    match &it.movement {
        Some(route) => {
            let from = route.from.as_ref().map(name).filter(|name| !name.is_empty());
            let to = route
                .to
                .as_ref()
                .map(name)
                .filter(|name| !name.is_empty())
                .map(|name| format!("→ {name}"));
            let known: Vec<String> = from
                .into_iter()
                .chain(to)
                .map(|name| signed(it, EngagementPart::Movement, name))
                .collect();
            if known.is_empty() {
                it.venue.as_ref().map(venue).into_iter().collect()
            } else {
                known
            }
        }
        None => it
            .venue
            .as_ref()
            .map(venue)
            .filter(|name| !name.is_empty())
            .into_iter()
            .collect(),
    }
}

/// The room of the place, and where the place is.
fn address(labels: &Vocabulary, it: &ProgrammeEngagement, place: &ProgrammeVenue) -> Vec<String> {
    let city = clean::line(&place.city);
    let room = Some(clean::line(&it.room)).filter(|room| !room.is_empty());
    let mut lines: Vec<String> = room
        .map(|room| signed(it, EngagementPart::Venue, labels.room.replace("{text}", &room)))
        .into_iter()
        .chain(clean::lines(&place.address))
        .collect();
    if !city.is_empty() && !lines.iter().any(|line| line.contains(&city)) {
        lines.push(city);
    }
    lines
}

/// About how many lines the highest cell of a row takes, a little on the safe side.
fn height(row: &Row) -> usize {
    let of = |texts: &[String], width: usize| texts.iter().map(|text| wrapped(text, width)).sum::<usize>();
    let title = wrapped(&row.title, 22) + row.badges.len() + of(&row.details, 28);
    let place = of(&row.route, 15) + of(&row.address, 19);
    let people = row
        .people
        .iter()
        .map(|group| wrapped(&group.label, 24) + of(&group.names, 20))
        .sum();
    let remarks = row.press.as_deref().map_or(0, |press| wrapped(press, 18)) + of(&row.remarks, 22);
    let time = row.time.notes.len() + 3;
    [title, place, people, remarks, time]
        .into_iter()
        .max()
        .unwrap_or(0)
}

/// The lines of a text in a column of so many letters; a sign of a script without an alphabet is as wide as two.
fn wrapped(text: &str, width: usize) -> usize {
    let letters: usize = text
        .chars()
        .map(|c| if (c as u32) < 0x2E80 { 1 } else { 2 })
        .sum();
    letters.div_ceil(width).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_long_by_its_letters_in_any_script() {
        for long in ["of representatives", "консультативный"] {
            assert!(has_long_word(long), "{long}");
        }
        for short in ["", "two consultations", "1234567890123456", "Two-Plus-Two-talks"] {
            assert!(!has_long_word(short), "{short}");
        }
    }
}
