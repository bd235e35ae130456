//! What of a programme goes out: in which words, and on which days.

use std::fmt::Write as _;

use serde::Deserialize;
use ts_rs::TS;
use visit::{
    DayRange, Lang, LeftOut, Refusal, RefusalCode, Visit,
    audience::{CopyOptions, delegation_programme},
    programme::Programme,
};

use crate::{Desk, DeskError, ExportFormat, import::controls};

/// What of a programme goes out, and in which words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ExportOptions {
    /// The languages, best first. Where there are none, those of the visit are taken.
    #[serde(default)]
    #[ts(as = "Option<Vec<Lang>>")]
    pub languages: Vec<Lang>,
    /// The days; the whole programme, where none are named.
    #[serde(default)]
    pub days: Option<DayRange>,
}

impl Desk {
    /// Makes the programmes of visits, as far as they fall on the days that are asked for; those that do not are left out.
    /// With them comes what their reader should know.
    pub(super) fn programmes(
        &self,
        visits: &[Visit],
        format: ExportFormat,
        options: &ExportOptions,
    ) -> Result<(Vec<Programme>, Vec<String>), DeskError> {
        let copy = CopyOptions {
            languages: options.languages.clone(),
            as_of: self.host.as_of(),
        };
        let mut programmes: Vec<Programme> = visits
            .iter()
            .map(|visit| delegation_programme(visit, &copy))
            .collect();
        if format == ExportFormat::Pdf {
            // A programme on paper has no checklist, so there is nothing to say of it either.
            programmes
                .iter_mut()
                .for_each(|programme| programme.tasks.clear());
        }
        let Some(days) = options.days else {
            let notes = Vec::from_iter(controls_left_out(&programmes));
            return Ok((programmes, notes));
        };
        // An interface can send what a person could not type.
        DayRange::new(days.first, days.last)
            .map_err(|error| refused("This is no range of days.", &error.to_string()))?;
        let mut left_out = LeftOut::default();
        for programme in &mut programmes {
            let more = programme.keep_days(&days);
            left_out.elsewhere += more.elsewhere;
            left_out.undated += more.undated;
            left_out.tasks += more.tasks;
        }
        programmes.retain(|programme| programme.count() > 0 || !programme.tasks.is_empty());
        if programmes.is_empty() {
            return Err(nothing_on(&days, visits).into());
        }
        let mut note = format!("The export has what falls on {days}.");
        // Writing into a string does not fail.
        let _ = match left_out.elsewhere {
            0 => Ok(()),
            1 => write!(note, " 1 engagement on other days is left out."),
            more => write!(note, " {more} engagements on other days are left out."),
        };
        let _ = match left_out.undated {
            0 => Ok(()),
            1 => write!(
                note,
                " 1 engagement without a day belongs to the whole visit and is left out, too."
            ),
            more => write!(
                note,
                " {more} engagements without a day belong to the whole visit and are left out, too."
            ),
        };
        let _ = match left_out.tasks {
            0 => Ok(()),
            1 => write!(note, " 1 task that is not due on them is left out."),
            more => write!(note, " {more} tasks that are not due on them are left out."),
        };
        let notes = std::iter::once(note)
            .chain(controls_left_out(&programmes))
            .collect();
        Ok((programmes, notes))
    }
}

/// Tells of the control characters in what goes out, which neither documents nor calendars can have.
fn controls_left_out(programmes: &[Programme]) -> Option<String> {
    let count = controls::count_of(&programmes);
    (count > 0).then(|| {
        format!("Control characters in the texts were left out, since they cannot be shown: {count} in all.")
    })
}

/// Refuses days for a visit as JSON, which is whole so that it can be read again.
pub(super) fn whole(options: &ExportOptions) -> Result<(), Refusal> {
    options.days.map_or(Ok(()), |_| {
        Err(refused(
            "A visit goes out as JSON whole, not some days of it.",
            "Leave the days out, or export the programme as PDF or iCalendar.",
        ))
    })
}

fn nothing_on(days: &DayRange, visits: &[Visit]) -> Refusal {
    let of_visits = visits.iter().filter_map(Visit::days);
    let all = of_visits.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let remedy = match all {
        Some((first, last)) => format!("Name days from {first} to {last}, or leave the days out."),
        None => "Leave the days out: what is planned has no days yet.".to_owned(),
    };
    refused(
        &format!("On the days {days} there is nothing of the programme."),
        &remedy,
    )
}

fn refused(message: &str, remedy: &str) -> Refusal {
    Refusal::new(RefusalCode::OutOfRange, "/days", message, remedy)
}
