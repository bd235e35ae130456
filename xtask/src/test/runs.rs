//! How often the tests run, how long the long ones are, and what runs beside them.

use anyhow::{Context as _, Result, bail};

/// What `cargo xtask test` was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Runs {
    /// Whether the long runs have their full length.
    pub(crate) nightly: bool,
    /// How many times in a row everything runs.
    pub(crate) times: u32,
    /// Whether every core has something else to do meanwhile.
    pub(crate) busy: bool,
}

impl Runs {
    /// All tests, once, on a machine that has nothing else to do.
    pub(crate) const ONCE: Self = Self {
        nightly: false,
        times: 1,
        busy: false,
    };

    /// Reads the words behind `test`.
    ///
    /// # Errors
    /// When one of them is not known or `--repeat` has no number of at least one.
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut runs = Self::ONCE;
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--nightly" => runs.nightly = true,
                "--busy" => runs.busy = true,
                "--repeat" => {
                    let number = words.next().context("--repeat needs a number: --repeat 5")?;
                    runs.times = number.parse().ok().filter(|times| *times > 0).with_context(|| {
                        format!("--repeat needs a number of at least 1, and '{number}' is none")
                    })?;
                }
                _ => bail!("'{word}' is no option of test: there are --nightly, --repeat N and --busy"),
            }
        }
        Ok(runs)
    }

    /// Returns how a step is called in the account of one run: with the run's number where there are several.
    pub(crate) fn step(self, run: u32, name: &str) -> String {
        if self.times == 1 {
            name.to_owned()
        } else {
            format!("run {run} of {}: {name}", self.times)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_options_everything_runs_once_and_undisturbed() {
        assert_eq!(Runs::parse(&[]).unwrap(), Runs::ONCE);
    }

    #[test]
    fn options_may_stand_in_any_order() {
        let wanted = Runs {
            nightly: true,
            times: 5,
            busy: true,
        };
        for words in [
            ["--repeat", "5", "--busy", "--nightly"],
            ["--nightly", "--busy", "--repeat", "5"],
        ] {
            assert_eq!(Runs::parse(&words).unwrap(), wanted);
        }
    }

    #[test]
    fn a_repetition_without_a_number_is_refused_with_the_word_that_is_none() {
        assert!(Runs::parse(&["--repeat"]).is_err());
        for word in ["0", "-1", "often", "--busy"] {
            let refusal = Runs::parse(&["--repeat", word]).unwrap_err().to_string();
            assert!(refusal.contains(&format!("'{word}'")), "{refusal}");
        }
        assert!(
            Runs::parse(&["--repat"])
                .unwrap_err()
                .to_string()
                .contains("--repat")
        );
    }

    #[test]
    fn a_step_says_in_which_run_it_is_only_where_there_are_several() {
        assert_eq!(Runs::ONCE.step(1, "tests"), "tests");
        let runs = Runs {
            times: 5,
            ..Runs::ONCE
        };
        assert_eq!(runs.step(3, "tests"), "run 3 of 5: tests");
    }
}
