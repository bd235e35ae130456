//! One edit, from the desk to the disk, and opening a visit.

use anyhow::Result;

use super::table::{Limit, Measurement, ms};
use super::{Bench, measured};
use crate::paths;

/// How many edits are timed.
const ROUNDS: &str = "300";

/// How often a visit is opened for the parts of the time.
const OPENINGS: &str = "5";

/// Measures edits and opening at both sizes.
///
/// `time_edits VISIT FOLDER ROUNDS` works in a new library in the folder and prints `edit N ms` (the median until the durable
/// answer), `bytes N` (by how much an edit lets the library grow) and `open N ms`; `time_opening` prints the parts of that.
///
/// # Errors
/// When a program fails.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measurement>> {
    let mut rows = Vec::new();
    let mut medians = Vec::new();
    for (size, open_limit) in [(300, 100.0), (10_000, 2_000.0)] {
        let visit = bench.visit(size)?;
        let program = paths::built_example("time_edits", true);
        let folder = bench.folder.join(format!("library-{size}"));
        let ours = measured(
            &program,
            &[visit.as_os_str(), folder.as_os_str(), ROUNDS.as_ref()],
        )?;
        let bytes = format!("{:.0}", ours.get("bytes")?);
        let floor = measured(
            &bench.peers.append,
            &[bench.folder.as_os_str(), bytes.as_ref(), ROUNDS.as_ref()],
        )?;
        let (edit, floor) = (ours.get("edit")?, floor.get("append_fsync")?);
        medians.push(edit);
        rows.push(Measurement {
            what: format!("One durable edit, {size} engagements: median over 3 raw appends + 1 ms"),
            ours: ms(edit),
            peer: format!("append and fsync of {bytes} bytes: {}", ms(floor)),
            figure: edit / floor.mul_add(3.0, 1.0),
            limit: Limit::AtMost(1.0, "x"),
        });
        let open = ours.get("open")?;
        let folder = bench.folder.join(format!("opening-{size}"));
        let parts = measured(
            &paths::built_example("time_opening", true),
            &[visit.as_os_str(), folder.as_os_str(), OPENINGS.as_ref()],
        )?;
        rows.push(Measurement {
            what: format!("Opening a visit of {size} engagements"),
            ours: ms(open),
            peer: format!(
                "of it: library {}, history {}, model {}",
                ms(parts.get("library")?),
                ms(parts.get("history")?),
                ms(parts.get("visit")?)
            ),
            figure: open,
            limit: Limit::AtMost(open_limit, " ms"),
        });
    }
    if let [small, large] = medians.as_slice() {
        rows.push(Measurement {
            what: String::from("One durable edit, 10000 against 300 engagements"),
            ours: ms(*large),
            peer: ms(*small),
            figure: (large / small).max(small / large),
            limit: Limit::AtMost(1.5, "x"),
        });
    }
    Ok(rows)
}
