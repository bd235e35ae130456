//! What the measuring programs print: one measure a line, `NAME VALUE [UNIT]`, for example `read 12.5 ms`.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

/// The measures of one program by name.
pub(crate) struct Measures(BTreeMap<String, f64>);

impl Measures {
    /// Reads what a program printed. Lines that are no measure are for people.
    pub(crate) fn parse(text: &str) -> Self {
        let measure = |line: &str| {
            let mut words = line.split_whitespace();
            let (name, value) = (words.next()?, words.next()?.parse().ok()?);
            (name.parse::<f64>().is_err() && words.count() <= 1).then(|| (name.to_owned(), value))
        };
        Self(text.lines().filter_map(measure).collect())
    }

    /// Returns the measure of a name.
    ///
    /// # Errors
    /// When the program did not print it.
    pub(crate) fn get(&self, name: &str) -> Result<f64> {
        self.0
            .get(name)
            .copied()
            .with_context(|| format!("the measure '{name}' was not printed"))
    }
}

/// Returns the middle one of some values.
///
/// # Errors
/// When there are none.
pub(crate) fn median(values: &mut [f64]) -> Result<f64> {
    values.sort_by(f64::total_cmp);
    values
        .get(values.len() / 2)
        .copied()
        .context("nothing was measured")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_found_between_lines_for_people() {
        let measures = Measures::parse("reading now\nread 12.5 ms\nevents 10000\n  30  2  9000  51.0\n");
        assert_eq!(
            (measures.get("read").unwrap(), measures.get("events").unwrap()),
            (12.5, 10_000.0)
        );
        assert!(measures.get("30").is_err());
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]).unwrap(), 2.0);
        assert!(median(&mut []).is_err());
    }
}
