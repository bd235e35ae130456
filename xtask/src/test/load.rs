//! Work that keeps every core busy while the tests run, as a build beside them would.

use std::hint::black_box;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, Result};

/// One thread a core that does nothing but compute. They end with this value, or with this program.
///
/// They are threads and no processes of this program: the build before the tests may have put another program in its place.
pub(crate) struct Load {
    over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Load {
    /// Starts one thread for each core of this machine.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub(crate) fn start() -> Result<Self> {
        let cores = thread::available_parallelism()?.get();
        let mut load = Self {
            over: Arc::default(),
            threads: Vec::with_capacity(cores),
        };
        for _ in 0..cores {
            let over = Arc::clone(&load.over);
            let thread = thread::Builder::new()
                .spawn(move || compute(&over))
                .context("the load beside the tests cannot be started")?;
            load.threads.push(thread);
        }
        eprintln!("{cores} threads keep every core busy beside the tests.");
        Ok(load)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            // It does nothing that panics.
            let _ = thread.join();
        }
    }
}

fn compute(over: &AtomicBool) {
    let mut number = 0_u64;
    while !over.load(Ordering::Relaxed) {
        number = black_box(number)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_load_ends_with_the_run() {
        let load = Load::start().unwrap();
        let over = Arc::clone(&load.over);
        drop(load);
        assert_eq!(Arc::strong_count(&over), 1, "no thread has it any more");
    }
}
