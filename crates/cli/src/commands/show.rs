//! `chancery show`.

use desk::Desk;
use visit::{
    EngagementPart, Illustrative, Lang, Status, Text, Visit, VisitId, When, Zone, vocabulary::Vocabulary,
    zone::wall_clock,
};

use crate::{error::CliError, print::Printer};

/// Shows a visit: its file, with what it refers to in other documents, for scripts; facts and programme for people.
pub(crate) fn show(desk: &Desk, id: &VisitId, printer: &Printer) -> Result<(), CliError> {
    let (file, _) = desk.visit_file(id)?;
    printer.answer(&file, || lines(&file.visit))
}

fn lines(visit: &Visit) -> Vec<String> {
    let facts = &visit.facts;
    let read = |text: &Text| text.read(&facts.languages as &[Lang]).to_owned();
    let mut lines = vec![read(&facts.title), format!("  id        {}", visit.id)];
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            lines.push(format!("  {name:<9} {value}"));
        }
    };
    if let Some(dates) = &facts.dates {
        let phrase = dates
            .phrase
            .as_ref()
            .map_or(String::new(), |phrase| format!(" ({phrase})"));
        fact("dates", format!("{}{phrase}", dates.edtf));
    }
    fact("status", facts.status.to_string());
    fact("place", read(&facts.place));
    fact("inviter", read(&facts.inviter));
    for (name, party) in [("guest", &facts.guest), ("host", &facts.host)] {
        let parts = [
            party.country.clone(),
            party.zone.as_ref().map(|zone| zone.as_str().to_owned()),
        ];
        fact(name, parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    let mut legs: Vec<_> = visit.legs.values().filter(|leg| !leg.removed).collect();
    legs.sort_by_key(|leg| &leg.order);
    for leg in legs {
        let dates = leg.dates.as_ref().map_or("", |dates| dates.edtf.0.as_str());
        fact("leg", format!("{} {dates} [{}]", read(leg.name()), leg.status));
    }
    let said = |when: &When| visit.said(when, Vocabulary::of("en"), &facts.languages);
    for (id, engagement) in visit.engagements_in_order() {
        let when = match &engagement.when {
            When::At(at) => {
                let zone = |zone: &Option<Zone>| {
                    zone.as_ref()
                        .map_or(String::new(), |zone| format!(" {}", zone.as_str()))
                };
                let (start, end) = (at.start.format("%F %R"), at.end.format("%F %R"));
                match &at.end_zone {
                    Some(_) => format!("{start}{} to {end}{}", zone(&at.zone), zone(&at.end_zone)),
                    None => format!("{start} to {end}{}", zone(&at.zone)),
                }
            }
            When::Day(day) if day.last() != day.date => format!("{} to {}, no time", day.date, day.last()),
            When::Day(day) => format!("{}, no time", day.date),
            When::Starts(it) => {
                let zone = it.zone.as_ref().map_or("", Zone::as_str);
                let start = it.start.format("%F %R");
                let parts = [
                    format!("{start} {zone}").trim().to_owned(),
                    said(&engagement.when),
                ];
                parts
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            When::Within | When::Other(_) => "within the visit".to_owned(),
            when => {
                let known = visit.known(when);
                let day = known.day.map(|day| day.to_string());
                let said = Some(said(when)).filter(|said| !said.is_empty());
                let start = known
                    .start
                    .map(|at| wall_clock(at, visit.facts.host_tz()).format("%R").to_string());
                day.into_iter()
                    .chain(start)
                    .chain(said)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        };
        let is_settled =
            engagement.status == Status::Confirmed && !engagement.illustrative.marks(EngagementPart::Status);
        let status = if is_settled {
            String::new()
        } else {
            format!(" [{}]", engagement.status)
        };
        let sign = illustrative(&engagement.illustrative);
        lines.push(format!(
            "  {when}: {}{status}{sign}  #{id}",
            read(&engagement.title)
        ));
    }
    lines
}

/// Says what of an engagement is from no source.
fn illustrative(marks: &Illustrative) -> String {
    let parts: Vec<&str> = marks.parts().map(EngagementPart::as_str).collect();
    match (marks.whole, parts.as_slice()) {
        (true, _) => " (illustrative)".to_owned(),
        (false, []) => String::new(),
        (false, parts) => format!(" (illustrative: {})", parts.join(", ")),
    }
}
