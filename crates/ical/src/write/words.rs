//! What an entry says to people: place, categories, description.

use visit::{
    EngagementKind, Lang, PressAccess,
    programme::{Attendee, Interpreter, Leg, Place, Row},
};

use super::time::Standing;

/// Returns the place: name, address and city, each once.
pub(super) fn location(row: &Row) -> Option<String> {
    let legs = |leg: &Leg| {
        [leg.from.as_ref(), leg.to.as_ref()]
            .into_iter()
            .flatten()
            .map(place)
            .collect::<Vec<_>>()
            .join(" – ")
    };
    let text = row
        .venue
        .as_ref()
        .map(place)
        .or_else(|| row.movement.as_ref().map(legs))
        .unwrap_or_default();
    (!text.is_empty()).then_some(text)
}

fn place(place: &Place) -> String {
    let mut text = String::new();
    for part in [&place.name, &place.address, &place.city] {
        if !part.trim().is_empty() && !text.contains(part.as_str()) {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(part);
        }
    }
    text
}

/// Returns the kind in words; nothing for what has no kind of its own.
pub(crate) fn category(kind: &EngagementKind) -> Option<&str> {
    Some(match kind {
        EngagementKind::Talks => "Talks",
        EngagementKind::Ceremony => "Ceremony",
        EngagementKind::Meal => "Meal",
        EngagementKind::Press => "Press",
        EngagementKind::Cultural => "Cultural",
        EngagementKind::Movement => "Movement",
        EngagementKind::Internal => "Internal",
        EngagementKind::FreeTime => "Free time",
        EngagementKind::Other => return None,
        EngagementKind::Unknown(kind) => kind,
    })
}

fn press(access: &PressAccess) -> &str {
    match access {
        PressAccess::Closed => "closed",
        PressAccess::PhotoOpportunity => "photo opportunity",
        PressAccess::PressStatements => "press statements",
        PressAccess::PressConference => "press conference",
        PressAccess::Open => "open",
        PressAccess::Unknown(access) => access,
    }
}

/// Returns the remarks and, after them, what the calendar has no property for.
pub(super) fn description(row: &Row, standing: Standing, is_marked: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    match standing {
        _ if !is_marked => {}
        Standing::Day => lines.push("The day is known, the time is not.".to_owned()),
        Standing::Within | Standing::Undated => {
            lines.push("Within the visit; neither day nor time is known.".to_owned())
        }
        Standing::Timed => {}
    }
    if row.illustrative {
        lines.push("The time is an illustration and not from a source.".to_owned());
    }
    lines.extend(
        row.assemble
            .map(|wall| format!("Assemble at: {}", wall.format("%H:%M"))),
    );
    lines.extend(row.movement.as_ref().and_then(vehicles));
    lines.extend(people("Participants", &row.participants));
    lines.extend(interpreters(&row.interpreters));
    lines.extend(
        row.press
            .as_ref()
            .map(|access| format!("Press: {}", press(access))),
    );
    lines.extend((!row.dress.trim().is_empty()).then(|| format!("Dress: {}", row.dress)));
    let facts = lines.join("\n");
    match (row.remarks.is_empty(), facts.is_empty()) {
        (_, true) => row.remarks.clone(),
        (true, false) => facts,
        (false, false) => format!("{}\n\n{facts}", row.remarks),
    }
}

fn vehicles(leg: &Leg) -> Option<String> {
    (!leg.vehicles.is_empty()).then(|| format!("Vehicles: {}", leg.vehicles.join(", ")))
}

fn people(label: &str, members: &[Attendee]) -> Option<String> {
    let names: Vec<&str> = members
        .iter()
        .map(Attendee::shown)
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then(|| format!("{label}: {}", names.join("; ")))
}

fn interpreters(all: &[Interpreter]) -> Option<String> {
    let one = |interpreter: &Interpreter| {
        let tags: Vec<&str> = [&interpreter.from, &interpreter.to]
            .into_iter()
            .flatten()
            .map(Lang::as_str)
            .collect();
        match tags.is_empty() {
            true => interpreter.member.shown().to_owned(),
            false => format!("{} ({})", interpreter.member.shown(), tags.join("–")),
        }
    };
    let names: Vec<String> = all.iter().map(one).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| format!("Interpreters: {}", names.join("; ")))
}
