//! Ctrl+C, and what else asks a command to end.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

use crate::error::CliError;

/// The exit code of a command that Ctrl+C ended, as shells have it.
const INTERRUPTED: u8 = 130;

/// The exit code of a command that was told to end.
const TERMINATED: u8 = 143;

/// Whether somebody asked the command to end.
#[derive(Debug, Default)]
pub(crate) struct Interrupts {
    cancelled: Arc<AtomicBool>,
    terminated: Arc<AtomicBool>,
}

impl Interrupts {
    /// From now on the first signal cancels the work, which then leaves nothing half done; a second one ends the process on
    /// the spot.
    pub(crate) fn watch(&self) -> Result<(), CliError> {
        let watched = || {
            for (signal, code) in [(SIGINT, INTERRUPTED), (SIGTERM, TERMINATED)] {
                // Asked before the flag is set, so that only a second signal finds it set.
                flag::register_conditional_shutdown(signal, i32::from(code), Arc::clone(&self.cancelled))?;
                if signal == SIGTERM {
                    flag::register(signal, Arc::clone(&self.terminated))?;
                }
                flag::register(signal, Arc::clone(&self.cancelled))?;
            }
            Ok(())
        };
        watched().map_err(CliError::Signals)
    }

    /// Returns the flag that cancels a job.
    pub(crate) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Returns the exit code of a command that was cancelled.
    pub(crate) fn exit_code(&self) -> u8 {
        if self.terminated.load(Ordering::Relaxed) {
            TERMINATED
        } else {
            INTERRUPTED
        }
    }
}
