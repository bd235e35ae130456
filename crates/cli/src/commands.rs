//! What each command does.

mod export;
mod show;

use std::{path::Path, process::ExitCode};

use desk::{Desk, DeskError, ImportReport, ListedVisit};
use serde_json::json;

use crate::{arguments::Command, print::Printer};

/// The exit code of a command that was not done.
pub(crate) const FAILED: u8 = 1;

/// The name under which the one job of a command runs.
pub(crate) const JOB: &str = "command";

/// Runs a command.
pub(crate) fn run(desk: &Desk, command: &Command, printer: &Printer) -> Result<ExitCode, DeskError> {
    match command {
        Command::Import { file, into } => import(desk, file, into.as_deref(), printer)?,
        Command::Sample => {
            let listed = desk.open_sample()?;
            printer.answer(&listed, || vec![line(&listed)]);
        }
        Command::List { trash } => list(desk, *trash, printer)?,
        Command::Show { visit } => show::show(desk, &desk.find_visit(visit)?, printer)?,
        Command::Export(export) => export::export(desk, export, printer)?,
        Command::CheckLibrary => return check(desk, printer),
        Command::Backup { file } => {
            desk.back_up(file, &desk.begin(JOB))?;
            printer.answer(&json!({ "written": file }), || {
                vec![format!("Wrote {}", file.display())]
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn import(desk: &Desk, file: &Path, into: Option<&str>, printer: &Printer) -> Result<(), DeskError> {
    let into = into.map(|name| desk.find_visit(name)).transpose()?;
    let report = desk.import(file, into.as_ref(), &desk.begin(JOB))?;
    printer.answer(&report, || imported(file, &report));
    if !printer.json {
        for skipped in &report.skipped {
            let place = skipped.line.map_or(String::new(), |line| format!(":{line}"));
            eprintln!("{}{place}: {}: {}", file.display(), skipped.what, skipped.why);
        }
    }
    Ok(())
}

fn imported(file: &Path, report: &ImportReport) -> Vec<String> {
    vec![
        format!(
            "Imported {}: {} taken, {} reported",
            file.display(),
            report.taken,
            report.skipped.len()
        ),
        line(&report.summary),
    ]
}

fn list(desk: &Desk, trash: bool, printer: &Printer) -> Result<(), DeskError> {
    let mut visits = desk.visits()?;
    visits.retain(|visit| trash || !visit.trashed);
    printer.answer(&visits, || {
        if visits.is_empty() {
            return vec!["No visits yet. 'chancery import FILE' or 'chancery sample' adds one.".to_owned()];
        }
        visits.iter().map(line).collect()
    });
    Ok(())
}

/// Returns the line of a visit in a list: id, days, title.
fn line(listed: &ListedVisit) -> String {
    let visit = &listed.summary;
    let days = match (visit.first, visit.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}/{last}"),
        _ => "without dates".to_owned(),
    };
    let state = match (listed.damaged, listed.trashed) {
        (true, _) => "  (damaged)",
        (_, true) => "  (in the trash)",
        _ => "",
    };
    format!("{}  {days:<21}  {}{state}", visit.id, visit.title.read(&[]))
}

fn check(desk: &Desk, printer: &Printer) -> Result<ExitCode, DeskError> {
    let check = desk.check_library(&desk.begin(JOB))?;
    printer.answer(&check, || {
        if check.sound {
            return vec![format!("The library in {} is sound.", desk.folder().display())];
        }
        check.findings.clone()
    });
    Ok(if check.sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}
