//! The world of a command: the system's clock, its random numbers, and nobody to ask.

use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use desk::{Author, Host, JobProgress, JobStep};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::environment::Environment;

/// A terminal, or a script without one.
pub(crate) struct Terminal {
    environment: Environment,
    bar: ProgressBar,
    /// Who is at work; not asked for, and given no id, until something is changed.
    author: OnceLock<Author>,
}

impl Terminal {
    /// Returns the world of a command, which shows how far it is on a bar.
    pub(crate) fn new(environment: Environment, bar: ProgressBar) -> Self {
        Self {
            environment,
            bar,
            author: OnceLock::new(),
        }
    }
}

/// Returns a line on standard error that shows how far a command is; where that is no terminal, it shows nothing.
pub(crate) fn bar(silent: bool) -> ProgressBar {
    let target = if silent {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    ProgressBar::with_draw_target(None, target).with_style(style("{msg} ..."))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Host for Terminal {
    #[allow(
        clippy::disallowed_methods,
        reason = "the command line is where the clock comes in"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn as_of(&self) -> DateTime<Utc> {
        self.environment.as_of.unwrap_or_else(|| self.now())
    }

    fn random(&self) -> [u8; 16] {
        uuid::Uuid::new_v4().into_bytes()
    }

    fn author(&self) -> Author {
        let signed = || {
            let folder = desk::person_folder();
            self.environment.author.author(folder.as_deref(), self.random())
        };
        self.author.get_or_init(signed).clone()
    }

    fn report(&self, progress: JobProgress) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_message(words(progress.step));
        match progress.total.filter(|total| *total > 0) {
            Some(total) => {
                if self.bar.length() != Some(total) {
                    self.bar.set_length(total);
                    self.bar.set_style(style("{msg}: {percent} %"));
                }
                self.bar.set_position(progress.done);
            }
            None => {
                self.bar.unset_length();
                self.bar.set_style(style("{msg} ..."));
                self.bar.tick();
            }
        }
    }
}

/// Returns what a job is doing, in words.
fn words(step: JobStep) -> &'static str {
    match step {
        JobStep::Reading => "Reading",
        JobStep::Adding => "Adding",
        JobStep::Typesetting => "Typesetting",
        JobStep::Drawing => "Drawing",
        JobStep::Writing => "Writing",
        JobStep::Copying => "Copying",
        JobStep::Checking => "Checking",
    }
}
