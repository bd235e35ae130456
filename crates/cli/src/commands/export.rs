//! `chancery export`.

mod all;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use desk::{Desk, ExportFormat, ExportOptions, Exported, Job};
use serde_json::json;
use visit::{Lang, VisitId};

use crate::{
    FAILED, arguments::Export, error::CliError, interrupt::Interrupts, notice::Notice, print::Printer,
};

/// What every export of one command has in common.
struct Exporter<'a> {
    desk: &'a Desk,
    job: &'a Job,
    printer: &'a Printer,
    format: ExportFormat,
    options: ExportOptions,
    out: &'a Path,
}

/// How far an export came.
#[derive(Default)]
struct Outcome {
    /// The files that were written.
    written: Vec<PathBuf>,
    /// What was not exported, and why.
    failed: Vec<Notice>,
    /// Whether somebody cancelled it in the middle.
    cancelled: bool,
}

/// Exports one visit, or all.
pub(crate) fn export(
    desk: &Desk,
    request: &Export,
    job: &Job,
    printer: &Printer,
    interrupts: &Interrupts,
) -> Result<ExitCode, CliError> {
    let languages = request
        .languages
        .iter()
        .map(|tag| Lang::parse(tag).unwrap_or_else(|| Lang::from(tag.trim())));
    let exporter = Exporter {
        desk,
        job,
        printer,
        format: ExportFormat::from(request.format),
        options: ExportOptions {
            languages: languages.collect(),
            days: request.days,
        },
        out: &request.out,
    };
    let outcome = match &request.visit {
        Some(name) => exporter.one(&desk.find_visit(name)?)?,
        None => exporter.all()?,
    };
    outcome.failed.iter().for_each(|failed| printer.notice(failed));
    if !exporter.to_standard_output() {
        let written: Vec<String> = outcome
            .written
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        printer.answer(&json!({ "written": written }), || {
            written.iter().map(|path| format!("Wrote {path}")).collect()
        })?;
    }
    Ok(if outcome.cancelled {
        ExitCode::from(interrupts.exit_code())
    } else if outcome.failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}

impl Exporter<'_> {
    fn one(&self, id: &VisitId) -> Result<Outcome, CliError> {
        let exported = self.desk.export(id, self.format, &self.options, self.job)?;
        self.write(&exported, id.as_str())?;
        Ok(Outcome {
            written: vec![self.out.to_owned()],
            ..Outcome::default()
        })
    }

    fn to_standard_output(&self) -> bool {
        self.out == Path::new("-")
    }

    /// Writes what was exported to where it was asked for.
    fn write(&self, exported: &Exported, subject: &str) -> Result<(), CliError> {
        self.job.go_on()?;
        if self.to_standard_output() {
            self.printer.bytes(&exported.bytes)?;
        } else {
            self.desk.write_file(self.out, &exported.bytes, self.job)?;
        }
        self.remark(&exported.notes, subject);
        Ok(())
    }

    /// Tells what the reader of an export should know.
    fn remark(&self, notes: &[String], subject: &str) {
        let notes = notes
            .iter()
            .map(|note| Notice::warning("export_note", note, subject));
        self.printer.warnings(&notes.collect::<Vec<_>>());
    }
}
