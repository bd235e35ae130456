//! Work that keeps every core busy while the tests run, as a build beside them would.

use std::hint::black_box;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::{env, io, process, thread};

use anyhow::{Context as _, Result};

/// The verb with which this program calls itself to keep one core busy.
pub(crate) const KEEP_BUSY: &str = "keep-busy";

/// One process a core that does nothing but compute. They end with this value.
pub(crate) struct Load {
    processes: Vec<Child>,
}

impl Load {
    /// Starts one process for each core of this machine.
    ///
    /// # Errors
    /// When a process cannot be started.
    pub(crate) fn start() -> Result<Self> {
        let cores = thread::available_parallelism()?.get();
        let mut load = Self {
            processes: Vec::with_capacity(cores),
        };
        for _ in 0..cores {
            let process = Command::new(env::current_exe()?)
                .arg(KEEP_BUSY)
                .stdin(Stdio::piped())
                .spawn()
                .context("the load beside the tests cannot be started")?;
            load.processes.push(process);
        }
        eprintln!("{cores} processes keep every core busy beside the tests.");
        Ok(load)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        for process in &mut self.processes {
            // One that has ended already is as good.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Keeps one core busy until standard input ends, which it does however the run that started this one ends.
pub(crate) fn keep_busy() -> Result<()> {
    thread::spawn(|| {
        let mut number = 0_u64;
        loop {
            number = black_box(number)
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
        }
    });
    io::stdin().read_to_end(&mut Vec::new())?;
    process::exit(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_load_ends_with_the_run() {
        let mut sleeper = Command::new("sleep");
        let process = sleeper.arg("1000").spawn().unwrap();
        let id = process.id();
        drop(Load {
            processes: vec![process],
        });
        assert!(!std::path::Path::new("/proc").join(id.to_string()).exists());
    }
}
