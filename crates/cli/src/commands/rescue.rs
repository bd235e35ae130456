//! `chancery rescue`, `chancery recover` and `chancery accept-library`.

use std::{path::Path, process::ExitCode, sync::Arc};

use desk::{Desk, Host, Job, LostChange};
use serde_json::{Value, json};

use super::line;
use crate::{
    FAILED,
    error::CliError,
    print::Printer,
    report::{Report, grouped},
};

/// Takes the library in a folder as it is now.
pub(crate) fn accept(folder: &Path, printer: &Printer) -> Result<ExitCode, CliError> {
    let missing = desk::accept_library(folder)?;
    let library = folder.display().to_string();
    printer.answer(&json!({ "accepted": library, "missing": missing }), || {
        vec![if missing {
            format!("The library in {library} is used as it is now.")
        } else {
            format!("Nothing is missing in the library in {library}; nothing was changed.")
        }]
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Saves what can be read of the library in a folder into a new one.
pub(crate) fn rescue(
    folder: &Path,
    to: &Path,
    host: &Arc<dyn Host>,
    job: &Job,
    printer: &Printer,
) -> Result<ExitCode, CliError> {
    let rescued = desk::rescue(folder, to, host, job)?;
    let mut report = Report::default();
    for visit in &rescued.lost {
        report.add("visits of which nothing was saved", || {
            format!(
                "Nothing was saved of '{}' ({}): {}.",
                visit.title, visit.id, visit.why
            )
        });
    }
    let mut partly = 0;
    for visit in &rescued.saved {
        if visit.why.is_none() && visit.lost.is_empty() {
            continue;
        }
        partly += 1;
        report.add("visits that were saved in part", || {
            let why = visit.why.as_ref().map_or(String::new(), |why| format!(": {why}"));
            format!("Not all was saved of '{}' ({}){why}.", visit.title, visit.id)
        });
        lost_changes(&visit.lost, &mut report);
    }
    printer.answer(&rescued, || {
        vec![format!(
            "Saved in {}: {} visits, {} of them in part; nothing of {} others",
            to.display(),
            grouped(rescued.saved.len()),
            grouped(partly),
            grouped(rescued.lost.len()),
        )]
    })?;
    printer.remarks(report);
    Ok(ended(partly == 0 && rescued.lost.is_empty()))
}

/// Makes a new visit of what can be read of a damaged one.
pub(crate) fn recover(desk: &Desk, visit: &str, job: &Job, printer: &Printer) -> Result<ExitCode, CliError> {
    let recovered = desk.recover(&desk.find_visit(visit)?, job)?;
    let mut report = Report::default();
    lost_changes(&recovered.lost, &mut report);
    printer.answer(&recovered, || {
        vec![
            format!(
                "Recovered as a new visit; {} changes are lost",
                grouped(recovered.lost.len())
            ),
            line(&recovered.summary),
        ]
    })?;
    printer.remarks(report);
    Ok(ended(recovered.lost.is_empty()))
}

/// Returns how a command ends that saved all, or not all.
fn ended(whole: bool) -> ExitCode {
    if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    }
}

/// Reports the changes that are lost: who made them, when, and what they were.
fn lost_changes(lost: &[LostChange], report: &mut Report) {
    for change in lost {
        report.add("changes that are lost", || {
            let what = match &change.label {
                Some(label) => {
                    let action = match serde_json::to_value(label.action) {
                        Ok(Value::String(action)) => action,
                        _ => "change".to_owned(),
                    };
                    format!("{action} {} '{}'", label.kind.as_str(), label.subject)
                }
                None => "what it was cannot be read".to_owned(),
            };
            format!(
                "Lost: {}, {}: {what}.",
                change.author,
                change.at.format("%F %R UTC")
            )
        });
    }
}
