//! Named steps with their times, so that a slow one is seen.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// The steps of one run.
pub(crate) struct Steps {
    taken: Vec<(String, Duration, bool)>,
    /// The only ones to take of those that others do not need; all where this is empty.
    only: Vec<String>,
}

impl Steps {
    /// Returns a run without steps.
    pub(crate) fn new() -> Self {
        Self::only(&[])
    }

    /// Returns a run that leaves out the steps that were not asked for and that others do not need.
    pub(crate) fn only(names: &[&str]) -> Self {
        Self {
            taken: Vec::new(),
            only: names.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// Takes a step without which the next ones make no sense.
    ///
    /// # Errors
    /// Those of the step.
    pub(crate) fn must<T>(&mut self, name: impl Into<String>, step: impl FnOnce() -> Result<T>) -> Result<T> {
        let name = name.into();
        eprintln!("\n== {name}");
        let started = Instant::now();
        let answer = step();
        self.taken.push((name, started.elapsed(), answer.is_ok()));
        answer
    }

    /// Takes a step whose failure is told at once and at the end, so that one run tells all that is wrong.
    pub(crate) fn also(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        if !self.only.is_empty() && !self.only.iter().any(|wanted| wanted == name) {
            return;
        }
        if let Err(error) = self.must(name, step) {
            eprintln!("{name}: {error:#}");
        }
    }

    /// Prints how long each step took.
    pub(crate) fn print(&self) {
        eprintln!("\n== times");
        for (name, time, well) in &self.taken {
            eprintln!(
                "{:>6.0} s  {name}{}",
                time.as_secs_f64(),
                if *well { "" } else { "  FAILED" }
            );
        }
    }

    /// Prints the times and fails if a step did.
    ///
    /// # Errors
    /// When a step failed.
    pub(crate) fn finish(&self) -> Result<()> {
        self.print();
        let failed: Vec<&str> = self
            .taken
            .iter()
            .filter(|step| !step.2)
            .map(|step| step.0.as_str())
            .collect();
        if !failed.is_empty() {
            bail!("these steps failed: {}", failed.join(", "));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_lets_the_others_run_and_fails_the_whole() {
        let mut steps = Steps::new();
        steps.also("first", || bail!("no"));
        let mut ran = false;
        steps.also("second", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        assert!(steps.finish().unwrap_err().to_string().ends_with("first"));
    }
}
