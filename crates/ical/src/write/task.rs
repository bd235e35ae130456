//! A task of the checklist as VTODO.

use chrono::{Datelike, NaiveDateTime, SubsecRound, Timelike};
use visit::{
    Due, Text, Zone,
    programme::{Programme, ProgrammeTask},
};

use super::{
    fold::Output,
    time::{TimeForm, form_of},
    uids::Uids,
};
use crate::{
    exported::{self, Prints},
    line::escaped,
    time_value::{date_text, wall_text},
};

/// Writes one task. What a VTODO has no place for stands in `X-CHANCERY-*`, so that it comes back as the same task.
pub(super) fn write(out: &mut Output, programme: &Programme, task: &ProgrammeTask, uids: &mut Uids) {
    out.line("BEGIN:VTODO");
    out.parts(&["UID:", &uids.of_task(programme, task)]);
    out.parts(&["DTSTAMP:", &wall_text(programme.as_of.naive_utc()), "Z"]);
    due(out, task);
    text(out, "SUMMARY", &task.title);
    text(out, "DESCRIPTION", &task.remarks);
    done(out, task);
    out.line(if programme.marking.is_some() {
        "CLASS:CONFIDENTIAL"
    } else {
        "CLASS:PRIVATE"
    });
    out.text("CATEGORIES", task.phase.as_deref().unwrap_or_default());
    out.text("X-CHANCERY-PHASE", task.phase.as_deref().unwrap_or_default());
    out.text("X-CHANCERY-OWNER", task.owner.as_deref().unwrap_or_default());
    out.text("X-CHANCERY-ITEM", task.item.as_deref().unwrap_or_default());
    for source in &task.item_source {
        out.text("X-CHANCERY-ITEM-SOURCE", source);
    }
    let source = task
        .lead_time_source
        .as_ref()
        .map_or("", |source| source.as_str());
    out.text("X-CHANCERY-LEAD-TIME-SOURCE", source);
    out.text("X-CHANCERY-ORDER", task.order.as_str());
    let prints = Prints::of_programme_task(task).value(programme, 0);
    out.parts(&[exported::NAME, ":", &prints]);
    out.line("END:VTODO");
}

/// Returns the zone to which the DUE of a task refers.
pub(super) fn zone(task: &ProgrammeTask) -> Option<&str> {
    match &task.due {
        Some(Due::At { zone, .. }) => match form_of(zone.as_ref()) {
            TimeForm::Zone(name) => Some(name),
            TimeForm::Utc | TimeForm::Floating => None,
        },
        _ => None,
    }
}

/// Writes DUE, and beside it what it cannot say: that the day follows from a lead time, and any other form.
///
/// The parameter holds the value of DUE, so that a reader sees whether another program has moved it since.
fn due(out: &mut Output, task: &ProgrammeTask) {
    let Some(due) = &task.due else { return };
    let value = match (due, task.due_day) {
        (Due::At { time, zone }, Some(_)) => Some(at(out, *time, zone.as_ref())),
        (_, Some(day)) => {
            let value = date_text(day);
            out.parts(&["DUE;VALUE=DATE:", &value]);
            Some(value)
        }
        (_, None) => None,
    };
    let is_said = match due {
        Due::Day { .. } => value.is_some(),
        // A calendar has years of four digits.
        Due::At { .. } if value.is_none() => false,
        Due::At { time, zone } => time.nanosecond() == 0 && zone.as_ref().is_none_or(|zone| !is_lost(zone)),
        Due::Lead { .. } | Due::Other(_) => false,
    };
    if is_said {
        return;
    }
    if let Ok(json) = serde_json::to_string(due) {
        let of = value.map_or(String::new(), |value| format!(";X-CHANCERY-OF={value}"));
        out.parts(&["X-CHANCERY-DUE", &of, ":", &escaped(&json)]);
    }
}

/// Returns whether a calendar does not keep the name of a zone.
fn is_lost(zone: &Zone) -> bool {
    match form_of(Some(zone)) {
        TimeForm::Zone(_) => false,
        TimeForm::Utc => zone.as_str() != "UTC",
        TimeForm::Floating => true,
    }
}

fn at(out: &mut Output, time: NaiveDateTime, zone: Option<&Zone>) -> String {
    let text = wall_text(time);
    match form_of(zone) {
        TimeForm::Zone(name) => out.parts(&["DUE;TZID=", name, ":", &text]),
        TimeForm::Floating => out.parts(&["DUE:", &text]),
        TimeForm::Utc => {
            out.parts(&["DUE:", &text, "Z"]);
            return text + "Z";
        }
    }
    text
}

fn done(out: &mut Output, task: &ProgrammeTask) {
    let Some(done) = &task.done else {
        out.line("STATUS:NEEDS-ACTION");
        return;
    };
    out.line("STATUS:COMPLETED");
    if let Some(at) = done.at {
        let has_form = (1..=9999).contains(&at.year());
        if has_form {
            out.parts(&["COMPLETED:", &wall_text(at.naive_utc()), "Z"]);
        }
        if !has_form || at != at.trunc_subsecs(0) {
            out.parts(&["X-CHANCERY-COMPLETED:", &at.to_rfc3339()]);
        }
    }
    out.text("X-CHANCERY-COMPLETED-BY", done.by.as_deref().unwrap_or_default());
}

/// Writes a text with its language, so that it comes back in the same one.
fn text(out: &mut Output, name: &str, text: &Text) {
    for (lang, words) in text
        .0
        .iter()
        .filter(|(_, words)| !escaped(words).trim().is_empty())
    {
        if lang.is_valid() {
            out.parts(&[name, ";LANGUAGE=", lang.as_str(), ":", &escaped(words)]);
        } else {
            out.parts(&[name, ":", &escaped(words)]);
        }
    }
}
