//! What an entry says to people: place, categories, description.

use visit::{
    EngagementKind, Lang, PressAccess,
    programme::{Attendee, Interpreter, ProgrammeEngagement, ProgrammeVenue, Route, Settled},
};

use super::time::Standing;
use crate::illustrative;

/// Returns the place: name, address and city, each once.
pub(super) fn location(engagement: &ProgrammeEngagement) -> Option<String> {
    let route = |route: &Route| {
        [route.from.as_ref(), route.to.as_ref()]
            .into_iter()
            .flatten()
            .map(place)
            .collect::<Vec<_>>()
            .join(" – ")
    };
    let text = engagement
        .venue
        .as_ref()
        .map(place)
        .or_else(|| engagement.movement.as_ref().map(route))
        .unwrap_or_default();
    (!text.is_empty()).then_some(text)
}

fn place(place: &ProgrammeVenue) -> String {
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
pub(super) fn description(engagement: &ProgrammeEngagement, standing: Standing, is_marked: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    match standing {
        _ if !is_marked => {}
        Standing::Day => lines.push("The day is known, the time is not.".to_owned()),
        Standing::Within | Standing::Undated => {
            lines.push("Within the visit; neither day nor time is known.".to_owned())
        }
        Standing::Timed => {}
    }
    lines.extend(settled(&engagement.settled));
    lines.extend(illustrative::sentence(&engagement.illustrative));
    lines.extend(
        engagement
            .assemble
            .map(|wall| format!("Assemble at: {}", wall.format("%H:%M"))),
    );
    lines.extend(engagement.movement.as_ref().and_then(vehicles));
    lines.extend(people("Participants", &engagement.participants));
    lines.extend(interpreters(&engagement.interpreters));
    lines.extend(
        engagement
            .press
            .as_ref()
            .map(|access| format!("Press: {}", press(access))),
    );
    lines.extend((!engagement.dress.trim().is_empty()).then(|| format!("Dress: {}", engagement.dress)));
    let facts = lines.join("\n");
    match (engagement.remarks.is_empty(), facts.is_empty()) {
        (_, true) => engagement.remarks.clone(),
        (true, false) => facts,
        (false, false) => format!("{}\n\n{facts}", engagement.remarks),
    }
}

/// Says what is said of the status beyond its name.
fn settled(settled: &Settled) -> Vec<String> {
    let with = |label: &str, text: &str| (!text.trim().is_empty()).then(|| format!("{label}: {text}"));
    let from = settled
        .from
        .as_ref()
        .map(|from| from.phrase.as_ref().unwrap_or(&from.edtf.0));
    let lines = [
        with("On condition", &settled.condition),
        from.map(|from| format!("Postponed from: {from}")),
        with("Reason", &settled.reason),
        with("Agreed with", &settled.agreed_with),
    ];
    lines.into_iter().flatten().collect()
}

fn vehicles(route: &Route) -> Option<String> {
    (!route.vehicles.is_empty()).then(|| format!("Vehicles: {}", route.vehicles.join(", ")))
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
