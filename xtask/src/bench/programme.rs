//! The programme as PDF.

use std::ffi::OsStr;

use anyhow::{Context as _, Result};

use super::table::{Limit, Row, ms};
use super::{Bench, measured, peers};
use crate::{place, sh};

/// Measures ours against WeasyPrint. `time_programme` itself fails where two runs give different bytes.
///
/// # Errors
/// When a program fails.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>> {
    let sizes = [30, 300];
    let mut ours = sh::command(place::built_example("time_programme", true));
    let ours = sh::output(ours.args(sizes.map(|size: usize| size.to_string())))?;
    print!("{ours}");
    let script = peers::source("programme.py");
    let mut rows = Vec::new();
    for size in sizes {
        let visit = bench.visit(size)?;
        let theirs = measured(
            &bench.python,
            &[script.as_os_str(), visit.as_os_str(), OsStr::new("3")],
        )?;
        let (ours, theirs) = (time_of(&ours, size)?, theirs.get("programme")?);
        rows.push(Row {
            what: format!("Programme PDF, {size} engagements: times faster than WeasyPrint"),
            ours: ms(ours),
            peer: ms(theirs),
            figure: theirs / ours,
            limit: Limit::AtLeast(10.0, "x"),
        });
    }
    Ok(rows)
}

/// Returns the time of one size: the last column of the line that starts with it.
fn time_of(text: &str, size: usize) -> Result<f64> {
    let size = size.to_string();
    let line = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    let time = line
        .into_iter()
        .find(|words| words.first() == Some(&size.as_str()));
    let time = time.and_then(|words| words.last().and_then(|word| word.parse().ok()));
    time.with_context(|| format!("there is no time of {size} engagements"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_the_last_column_of_the_size() {
        let text = " engagements  pages  bytes  ms\n 30 2 9000 51.5\n 300 15 90000 400.0\n";
        assert_eq!(
            (time_of(text, 30).unwrap(), time_of(text, 300).unwrap()),
            (51.5, 400.0)
        );
        assert!(time_of(text, 3).is_err());
    }
}
