//! Long work: it runs beside the window, tells how far it is, and can be cancelled.

use std::{
    collections::HashMap,
    ops::ControlFlow,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{Desk, DeskError, Host, JobProgress, JobStep, locked};

/// The jobs that are under way, by the name that their starter gave them, with the flags that cancel them. They are flags and no
/// tokens of a library, since a signal of the system may set a flag and do nothing else.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<HashMap<String, Arc<AtomicBool>>>);

/// One job: tells how far it is, and learns that it is no longer wanted.
#[derive(Clone)]
pub struct Job {
    name: String,
    cancelled: Arc<AtomicBool>,
    host: Arc<dyn Host>,
}

impl Job {
    /// Begins a job that belongs to no open library, such as [`crate::rescue`].
    pub fn alone(name: &str, host: &Arc<dyn Host>) -> Self {
        Self::until(name, host, Arc::default())
    }

    /// Begins a job that belongs to no open library and is no longer wanted as soon as a flag is set: by a signal, for
    /// example.
    pub fn until(name: &str, host: &Arc<dyn Host>, cancelled: Arc<AtomicBool>) -> Self {
        Self {
            name: name.to_owned(),
            cancelled,
            host: Arc::clone(host),
        }
    }

    /// Says that the job is no longer wanted. Every clone of it hears that.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Tells how far the job is.
    pub fn report(&self, step: JobStep, done: u64, total: Option<u64>) {
        self.host.report(JobProgress {
            job: self.name.clone(),
            done,
            total,
            step,
        });
    }

    /// Tells how far work on the library is, and whether it is to go on.
    pub(crate) fn follow(&self, step: JobStep, progress: archive::Progress) -> ControlFlow<()> {
        self.report(step, count(progress.done), Some(count(progress.total)));
        self.flow()
    }

    /// Tells how many bytes there are of a file whose length need not be known, and whether it is to go on.
    pub(crate) fn follow_bytes(&self, step: JobStep, bytes: u64) -> ControlFlow<()> {
        self.report(step, bytes, None);
        self.flow()
    }

    /// Returns whether it is to go on, for work that says nothing of how far it is.
    pub(crate) fn flow(&self) -> ControlFlow<()> {
        if self.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Returns whether the job is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Returns an error where the job is no longer wanted.
    ///
    /// # Errors
    /// [`DeskError::Cancelled`].
    pub fn go_on(&self) -> Result<(), DeskError> {
        if self.is_cancelled() {
            Err(DeskError::Cancelled)
        } else {
            Ok(())
        }
    }
}

impl documents::Watch for Job {
    fn step(&self, step: documents::Step) {
        match step {
            documents::Step::Typesetting { part, parts } => {
                self.report(JobStep::Typesetting, count(part), Some(count(parts)))
            }
            documents::Step::Writing => self.report(JobStep::Writing, 0, None),
            documents::Step::Drawing { page, pages } => {
                self.report(JobStep::Drawing, count(page), Some(count(pages)))
            }
        }
    }

    fn cancelled(&self) -> bool {
        self.is_cancelled()
    }
}

impl Desk {
    /// Begins a job under a name, which [`Desk::cancel`] takes.
    pub fn begin(&self, name: &str) -> Job {
        let cancelled = Arc::new(AtomicBool::new(false));
        locked(&self.jobs.0).insert(name.to_owned(), Arc::clone(&cancelled));
        Job {
            name: name.to_owned(),
            cancelled,
            host: Arc::clone(&self.host),
        }
    }

    /// Cancels a job. One that has ended already is left alone.
    pub fn cancel(&self, name: &str) {
        if let Some(cancelled) = locked(&self.jobs.0).get(name) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Runs long work beside the window, under a name that [`Desk::cancel`] takes.
    ///
    /// # Errors
    /// Those of the work; [`DeskError::Stopped`] where it ended without an answer.
    pub async fn in_background<T, F>(self: &Arc<Self>, name: &str, work: F) -> Result<T, DeskError>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &Job) -> Result<T, DeskError> + Send + 'static,
    {
        let desk = Arc::clone(self);
        let job = self.begin(name);
        let outcome = tokio::task::spawn_blocking(move || work(&desk, &job)).await;
        locked(&self.jobs.0).remove(name);
        outcome.map_err(|error| DeskError::Stopped(error.to_string()))?
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
