//! iCalendar: reading and writing ten thousand events.

use std::ffi::OsStr;

use anyhow::Result;

use super::table::{Limit, Measurement, ms};
use super::{Bench, measured, peers};
use crate::{build, paths, sh};

/// Measures ours against libical and Python's icalendar, on the same file.
///
/// `time_calendar FILE ROUNDS` prints `read N ms`, `write N ms` and `events N`, as the peers do.
///
/// # Errors
/// When a program fails.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measurement>> {
    let (library, file) = (bench.folder.join("calendar"), bench.folder.join("scale.ics"));
    let visit = bench.visit(10_000)?;
    sh::run(
        build::companion(true)
            .arg("--library")
            .arg(&library)
            .arg("import")
            .arg(visit),
    )?;
    let mut export = build::companion(true);
    export
        .arg("--library")
        .arg(&library)
        .args(["export", "scale-10000", "--format", "ics", "--out"])
        .arg(&file);
    sh::run(&mut export)?;

    let rounds = OsStr::new("9");
    let ours = measured(
        &paths::built_example("time_calendar", true),
        &[file.as_os_str(), rounds],
    )?;
    let libical = measured(&bench.peers.ical, &[file.as_os_str(), rounds])?;
    let script = peers::source("ical.py");
    let python = measured(
        &bench.python,
        &[script.as_os_str(), file.as_os_str(), OsStr::new("3")],
    )?;
    let mut rows = Vec::new();
    for verb in ["read", "write"] {
        for (name, peer, limit) in [("libical", &libical, 1.0), ("Python's icalendar", &python, 20.0)] {
            let (ours, theirs) = (ours.get(verb)?, peer.get(verb)?);
            rows.push(Measurement {
                what: format!(
                    "iCalendar, {:.0} events, {verb}: times faster than {name}",
                    peer.get("events")?
                ),
                ours: ms(ours),
                peer: ms(theirs),
                figure: theirs / ours,
                limit: Limit::AtLeast(limit, "x"),
            });
        }
    }
    Ok(rows)
}
