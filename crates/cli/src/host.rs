//! The world of a command: the system's clock, its random numbers, and nobody to ask.

use chrono::{DateTime, Utc};
use desk::{Host, Progress};

/// A terminal, or a script without one.
pub(crate) struct Terminal {
    author: String,
}

impl Terminal {
    /// Looks up who is at work: `CHANCERY_AUTHOR`, else the name of the account.
    pub(crate) fn new() -> Self {
        let names = ["CHANCERY_AUTHOR", "USER"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok());
        let author = names
            .map(|name| name.trim().to_owned())
            .find(|name| !name.is_empty());
        Self {
            author: author.unwrap_or_else(|| "command line".to_owned()),
        }
    }
}

impl Host for Terminal {
    #[allow(
        clippy::disallowed_methods,
        reason = "the command line is where the clock comes in"
    )]
    fn now(&self) -> DateTime<Utc> {
        // A fixed clock makes the same bytes from the same data, which scripts that compare files ask for.
        let fixed = std::env::var("SOURCE_DATE_EPOCH")
            .ok()
            .and_then(|seconds| seconds.parse().ok());
        fixed
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .unwrap_or_else(Utc::now)
    }

    fn random(&self) -> [u8; 16] {
        uuid::Uuid::new_v4().into_bytes()
    }

    fn author(&self) -> String {
        self.author.clone()
    }

    fn report(&self, _: Progress) {}
}
