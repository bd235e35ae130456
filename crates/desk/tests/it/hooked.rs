//! A host that does what a test asks at the moments when the desk asks it something.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::{Host, JobProgress};

use crate::world::Still;

type Hook<T> = Box<dyn Fn(T) + Send + Sync>;

/// A still host with hooks. The desk asks for the moment in the middle of an edit: memory is changed by then, the disk is not.
pub(crate) struct Hooked {
    still: Arc<Still>,
    pub(crate) now: Hook<()>,
    pub(crate) report: Hook<JobProgress>,
}

impl Hooked {
    pub(crate) fn new() -> Self {
        Self {
            still: Still::new(),
            now: Box::new(|()| {}),
            report: Box::new(|_| {}),
        }
    }
}

impl Host for Hooked {
    fn now(&self) -> DateTime<Utc> {
        (self.now)(());
        self.still.now()
    }

    fn random(&self) -> [u8; 16] {
        self.still.random()
    }

    fn author(&self) -> desk::Author {
        self.still.author()
    }

    fn report(&self, progress: JobProgress) {
        (self.report)(progress);
    }
}
