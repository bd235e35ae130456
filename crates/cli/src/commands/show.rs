//! `chancery show`.

use desk::Desk;
use visit::{EngagementPart, Illustrative, Lang, Status, Text, Visit, VisitId, When, Zone};

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
    for (name, party) in [("guest", &facts.guest), ("host", &facts.host)] {
        let parts = [
            party.country.clone(),
            party.zone.as_ref().map(|zone| zone.as_str().to_owned()),
        ];
        fact(name, parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
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
            When::Within | When::Other(_) => "within the visit".to_owned(),
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
