//! What each command does.

mod calendar;
mod export;
mod rescue;
mod show;

use std::{path::Path, process::ExitCode};

use desk::{
    Damage, Desk, DocumentCounts, FileToImport, ImportReport, ImportedPart, ImportedVisit, Job, ListedVisit,
    VisitOutcome,
};
use serde_json::json;
use visit::DocumentKind;

use crate::{
    FAILED,
    arguments::Command,
    error::CliError,
    interrupt::Interrupts,
    print::Printer,
    report::{Report, counted, grouped},
};

pub(crate) use rescue::{accept, rescue};

/// Runs a command.
pub(crate) fn run(
    desk: &Desk,
    command: &Command,
    file: Option<&FileToImport>,
    job: &Job,
    printer: &Printer,
    interrupts: &Interrupts,
) -> Result<ExitCode, CliError> {
    match command {
        Command::Import { file: path, into } => {
            let into = into.as_deref().map(|name| desk.find_visit(name)).transpose()?;
            let report = match file {
                Some(read) => desk.import_file(read, into.as_ref(), job)?,
                None => desk.import(path, into.as_ref(), job)?,
            };
            import(path, &report, printer)?;
        }
        Command::Sample => {
            let listed = desk.open_sample()?;
            printer.answer(&listed, || vec![line(&listed)])?;
        }
        Command::List { trash } => list(desk, *trash, printer)?,
        Command::Show { visit } => show::show(desk, &desk.find_visit(visit)?, printer)?,
        Command::Export(export) => return export::export(desk, export, job, printer, interrupts),
        Command::CheckLibrary => return check(desk, job, printer),
        Command::Backup { file } => {
            desk.back_up(file, job)?;
            let written = file.display().to_string();
            printer.answer(&json!({ "written": written }), || {
                vec![format!("Wrote {written}")]
            })?;
            // A copy of something damaged is no backup, and whoever runs it by the clock reads the exit code only.
            if desk
                .damage()
                .iter()
                .any(|damage| !matches!(damage, Damage::Visit { .. } | Damage::Document { .. }))
            {
                return Ok(ExitCode::from(FAILED));
            }
        }
        // They do without a library that can be opened: see `rescue` and `accept`.
        Command::Rescue { .. } | Command::AcceptLibrary => {}
        Command::Recover { visit } => return rescue::recover(desk, visit, job, printer),
    }
    Ok(ExitCode::SUCCESS)
}

/// Tells what came of the import of a file.
fn import(file: &Path, imported_file: &ImportReport, printer: &Printer) -> Result<(), CliError> {
    let mut report = Report::default();
    for skipped in &imported_file.skipped {
        let kind = match serde_json::to_value(skipped.outcome) {
            Ok(serde_json::Value::String(outcome)) => format!("that were {outcome}"),
            _ => "like these".to_owned(),
        };
        report.add(&kind, || {
            let place = skipped.line.map_or(String::new(), |line| format!(":{line}"));
            format!("{}{place}: {}: {}", file.display(), skipped.what, skipped.why)
        });
    }
    printer.remarks(report);
    printer.answer(imported_file, || imported(file, imported_file))
}

fn imported(file: &Path, report: &ImportReport) -> Vec<String> {
    let mut lines = vec![format!(
        "Imported {}: {} taken, {} reported",
        file.display(),
        report.taken,
        report.skipped.len()
    )];
    if report.visits.is_empty() {
        lines.push(line(&report.summary));
        lines.extend(report.calendar.iter().flat_map(calendar::lines));
    } else {
        let mut visits = Report::default();
        for visit in &report.visits {
            visits.add("visits", || became(visit));
        }
        lines.extend(visits.lines());
    }
    lines.extend(report.parts.iter().flat_map(part));
    lines
}

/// Returns what came of the part of a dossier, or of the house, that a file carries.
fn part(part: &ImportedPart) -> Vec<String> {
    let document = match part.document.document {
        DocumentKind::House => "house".to_owned(),
        kind => format!("{} {}", kind.as_str(), part.document.name),
    };
    let mut lines = vec![format!(
        "In the {document}: {} added, {} completed, {} left as here",
        grouped(part.added.len()),
        grouped(part.completed.len()),
        grouped(part.kept.len())
    )];
    let mut kept = Report::default();
    for entry in &part.kept {
        kept.add("entries that are otherwise here", || {
            let fields = if entry.fields.is_empty() {
                String::new()
            } else {
                format!(" ({})", entry.fields.join(", "))
            };
            format!(
                "Left as it is here: {} '{}'{fields}",
                entry.key.kind.as_str(),
                entry.title
            )
        });
    }
    lines.extend(kept.lines());
    lines
}

/// Returns what became of a visit of a file: id, title, and what is to be known.
fn became(imported: &ImportedVisit) -> String {
    let outcome = match (imported.outcome, &imported.copy_of) {
        (VisitOutcome::New, _) => String::new(),
        (VisitOutcome::AlreadyThere, None) => "  (already there, the same)".to_owned(),
        (VisitOutcome::AlreadyThere, Some(of)) => format!("  (already there, as a copy of {of})"),
        (VisitOutcome::Copy, of) => {
            let of = of.as_ref().map_or("another one", |of| of.as_str());
            format!("  (a copy: the library has {of} with another content)")
        }
    };
    let restored = if imported.restored {
        "  (taken out of the trash)"
    } else {
        ""
    };
    format!(
        "{}  {}{outcome}{restored}",
        imported.visit,
        imported.title.read(&[])
    )
}

fn list(desk: &Desk, trash: bool, printer: &Printer) -> Result<(), CliError> {
    let mut visits = desk.visits()?;
    visits.retain(|visit| trash || !visit.trashed);
    printer.answer(&visits, || {
        if visits.is_empty() && printer.way_out().is_some() {
            return vec!["No visits are left that can be listed.".to_owned()];
        }
        if visits.is_empty() {
            return vec!["No visits yet. 'chancery import FILE' or 'chancery sample' adds one.".to_owned()];
        }
        visits.iter().map(line).collect()
    })
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

/// Returns how many documents there are, kind by kind.
fn counts(documents: &DocumentCounts) -> String {
    let kinds = [
        (documents.visits, "visit"),
        (documents.dossiers, "dossier"),
        (documents.houses, "house"),
        (documents.newer, "newer document"),
    ];
    let there = kinds
        .iter()
        .filter(|(count, kind)| *count > 0 || *kind == "visit");
    let words: Vec<String> = there.map(|(count, kind)| counted(*count, kind)).collect();
    format!("It has {}.", words.join(", "))
}

fn check(desk: &Desk, job: &Job, printer: &Printer) -> Result<ExitCode, CliError> {
    let check = desk.check_library(job)?;
    printer.answer(&check, || {
        if check.sound {
            return vec![
                format!("The library in {} is sound.", desk.folder().display()),
                counts(&check.documents),
            ];
        }
        let mut report = Report::default();
        for finding in &check.findings {
            report.add("findings", || finding.clone());
        }
        let mut lines = report.lines();
        lines.push(printer.way_out().map_or_else(
            || {
                "'chancery recover VISIT' makes a new visit of what can be read of a damaged one, 'chancery rescue DIR' a new library \
                 of all."
                    .to_owned()
            },
            str::to_owned,
        ));
        lines
    })?;
    Ok(if check.sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}
