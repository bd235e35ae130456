//! The programme as PDF.

use std::ffi::OsStr;

use anyhow::Result;

use super::table::{Limit, Measurement, ms};
use super::{Bench, measured, peers};
use crate::paths;

/// Measures ours against WeasyPrint, with the same visits. `time_programme VISIT ROUNDS` prints `programme N ms`, as the peer
/// does, and fails where two rounds give different bytes.
///
/// # Errors
/// When a program fails.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measurement>> {
    let mut rows = Vec::new();
    for size in [30, 300] {
        let visit = bench.visit(size)?;
        let ours = measured(
            &paths::built_example("time_programme", true),
            &[visit.as_os_str(), OsStr::new("9")],
        )?;
        let script = peers::source("programme.py");
        let theirs = measured(
            &bench.python,
            &[script.as_os_str(), visit.as_os_str(), OsStr::new("3")],
        )?;
        let (ours, theirs) = (ours.get("programme")?, theirs.get("programme")?);
        rows.push(Measurement {
            what: format!("Programme PDF, {size} engagements: times faster than WeasyPrint"),
            ours: ms(ours),
            peer: ms(theirs),
            figure: theirs / ours,
            limit: Limit::AtLeast(10.0, "x"),
        });
    }
    Ok(rows)
}
