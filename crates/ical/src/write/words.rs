//! What an entry says to people: place, categories, description.

use std::borrow::Cow;

use visit::{
    EngagementKind, Lang,
    programme::{Interpreter, Programme, ProgrammeEngagement, ProgrammeVenue, Route},
    vocabulary::Vocabulary,
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
pub(crate) fn category<'a>(words: &Vocabulary, kind: &'a EngagementKind) -> Option<Cow<'a, str>> {
    (*kind != EngagementKind::Other).then(|| words.kind(kind))
}

/// Returns the words of the language of a copy.
pub(super) fn words_of(programme: &Programme) -> &'static Vocabulary {
    Vocabulary::of(programme.languages.first().map_or("en", Lang::as_str))
}

/// Returns the remarks and, after them, what the calendar has no property for.
pub(super) fn description(
    words: &Vocabulary,
    engagement: &ProgrammeEngagement,
    standing: Standing,
    is_marked: bool,
) -> String {
    let mut lines: Vec<String> = Vec::new();
    match standing {
        _ if !is_marked => {}
        Standing::Day if engagement.said.is_empty() => lines.push(words.time_not_fixed.to_owned()),
        Standing::Within | Standing::Undated => lines.push(words.undated.to_owned()),
        Standing::Day | Standing::Timed => {}
    }
    lines.extend(
        Some(&engagement.said)
            .filter(|said| !said.trim().is_empty())
            .cloned(),
    );
    lines.extend(engagement.round.as_ref().map(|round| round.said(words)));
    for (label, slot, text) in [
        (words.within, "{title}", &engagement.within),
        ("{leg}", "{leg}", &engagement.leg),
        (words.room, "{text}", &engagement.room),
    ] {
        lines.extend(
            Some(text)
                .filter(|text| !text.trim().is_empty())
                .map(|text| label.replace(slot, text)),
        );
    }
    let settled = &engagement.settled;
    lines.extend(settled.lines(words, |from| {
        from.phrase.clone().unwrap_or_else(|| from.edtf.0.clone())
    }));
    lines.extend(illustrative::sentence(words, &engagement.illustrative));
    lines.extend(engagement.assemble.map(|wall| {
        words
            .assemble
            .replace("{time}", &wall.format("%H:%M").to_string())
    }));
    let vehicles = engagement.movement.iter().flat_map(|route| &route.vehicles);
    let vehicles: Vec<&str> = vehicles.map(String::as_str).collect();
    if !vehicles.is_empty() {
        lines.push(words.vehicles.replace("{text}", &vehicles.join(", ")));
    }
    let seating = engagement.movement.iter().flat_map(|route| &route.seating);
    lines.extend(seating.map(|seated| words.labelled(&seated.vehicle, &words.seated(seated))));
    let named = engagement.participants.iter();
    let named = named.map(|one| words.with_functions(one.shown(), &one.functions));
    let groups = engagement.groups.iter();
    let participants = named.chain(groups.map(|one| words.with_functions(&one.name, &one.functions)));
    lines.extend(people(words, words.columns.participants, participants));
    lines.extend(people(
        words,
        words.interpreters,
        engagement.interpreters.iter().map(interpreter),
    ));
    lines.extend(
        engagement
            .press
            .as_ref()
            .map(|access| words.press_access(access).into_owned()),
    );
    lines.extend(engagement.for_press.lines(words, |day| day.to_string()));
    if !engagement.dress.trim().is_empty() {
        lines.push(words.dress.replace("{text}", &engagement.dress));
    }
    let facts = lines.join("\n");
    match (engagement.remarks.is_empty(), facts.is_empty()) {
        (_, true) => engagement.remarks.clone(),
        (true, false) => facts,
        (false, false) => format!("{}\n\n{facts}", engagement.remarks),
    }
}

fn people(words: &Vocabulary, label: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| words.labelled(label, &names.join("; ")))
}

fn interpreter(interpreter: &Interpreter) -> String {
    let tags: Vec<&str> = [&interpreter.from, &interpreter.to]
        .into_iter()
        .flatten()
        .map(Lang::as_str)
        .collect();
    match tags.is_empty() {
        true => interpreter.member.shown().to_owned(),
        false => format!("{} ({})", interpreter.member.shown(), tags.join("–")),
    }
}
