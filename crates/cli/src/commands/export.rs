//! `chancery export`.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use desk::{Desk, DeskError, ExportFormat, Job};
use serde_json::json;
use visit::{Lang, VisitId};

use crate::{arguments::Export, commands::JOB, print::Printer};

/// Exports one visit, or all.
pub(crate) fn export(desk: &Desk, request: &Export, printer: &Printer) -> Result<(), DeskError> {
    let job = desk.begin(JOB);
    let languages: Vec<Lang> = request
        .languages
        .iter()
        .map(|tag| Lang::from(tag.trim()))
        .collect();
    let format = ExportFormat::from(request.format);
    let written = match &request.visit {
        Some(name) => {
            let exported = desk.export(&desk.find_visit(name)?, format, &languages, &job)?;
            exported.notes.iter().for_each(|note| printer.warning(note));
            write(&request.out, &exported.bytes)?;
            vec![request.out.clone()]
        }
        None => all(desk, format, &languages, &request.out, &job, printer)?,
    };
    if request.out != Path::new("-") {
        printer.answer(&json!({ "written": written }), || {
            written
                .iter()
                .map(|path| format!("Wrote {}", path.display()))
                .collect()
        });
    }
    Ok(())
}

/// Exports every visit that is not in the trash: all in one file, or a file a visit in a folder.
fn all(
    desk: &Desk,
    format: ExportFormat,
    languages: &[Lang],
    out: &Path,
    job: &Job,
    printer: &Printer,
) -> Result<Vec<PathBuf>, DeskError> {
    let mut visits = Vec::new();
    for listed in desk.visits()?.into_iter().filter(|listed| !listed.trashed) {
        if listed.damaged {
            printer.warning(&format!(
                "The visit {} cannot be read and is left out. 'chancery check-library' says what is wrong with it.",
                listed.summary.id
            ));
        } else {
            visits.push(listed.summary);
        }
    }
    if visits.is_empty() {
        return Err(DeskError::EmptyLibrary);
    }
    let one_file =
        out == Path::new("-") || out.extension().is_some_and(|ending| ending == format.extension());
    if one_file {
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id.clone()).collect();
        let exported = match ids.as_slice() {
            [id] => desk.export(id, format, languages, job)?,
            ids => desk.export_several(ids, format, languages, job)?,
        };
        exported.notes.iter().for_each(|note| printer.warning(note));
        write(out, &exported.bytes)?;
        return Ok(vec![out.to_owned()]);
    }
    fs::create_dir_all(out).map_err(|source| DeskError::Unwritable {
        path: out.to_owned(),
        source,
    })?;
    let mut names = BTreeSet::new();
    let mut written = Vec::new();
    for visit in visits {
        let mut name = desk::file_name_from(visit.title.read(languages));
        if !names.insert(name.clone()) {
            name = format!("{name}-{}", visit.id);
        }
        let path = out.join(format!("{name}.{}", format.extension()));
        desk.export_to(&visit.id, format, languages, &path, job)?
            .iter()
            .for_each(|note| printer.warning(note));
        written.push(path);
    }
    Ok(written)
}

fn write(out: &Path, bytes: &[u8]) -> Result<(), DeskError> {
    if out != Path::new("-") {
        return Desk::write_file(out, bytes);
    }
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|source| DeskError::Unwritable {
        path: out.to_owned(),
        source,
    })
}
