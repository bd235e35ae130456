//! The window: from the start until it can be used, and its memory when it rests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::measures::{Measures, median};
use super::table::{Limit, Measurement, ms};
use super::{Bench, WINDOWS};
use crate::{build, display, paths, picture, sh};

/// How often each window is started; the first start of each warms the caches and does not count.
const ROUNDS: usize = 12;

/// Measures ours, with the sample visit, against an empty Tauri window on the same screen.
///
/// # Errors
/// When a window is not painted.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measurement>> {
    let frames = display::frames()?;
    let mut inside = display::under(Some(&frames), std::env::current_exe()?);
    inside
        .arg(WINDOWS)
        .arg(&frames)
        .arg(paths::built(build::APPLICATION, true))
        .arg(&bench.peers.window);
    inside.env("CHANCERY_LIBRARY", bench.folder.join("window"));
    for folder in ["DATA", "CONFIG", "CACHE", "STATE"] {
        inside.env(
            format!("XDG_{folder}_HOME"),
            bench.folder.join("home").join(folder),
        );
    }
    let text = sh::output(&mut inside)?;
    print!("{text}");
    let measures = Measures::parse(&text);
    let (start, empty_start) = (measures.get("start")?, measures.get("empty_start")?);
    let (memory, empty_memory) = (measures.get("memory")?, measures.get("empty_memory")?);
    Ok(vec![
        Measurement {
            what: String::from("Start to usable window, against an empty Tauri window"),
            ours: ms(start),
            peer: ms(empty_start),
            figure: start / empty_start,
            limit: Limit::AtMost(1.3, "x"),
        },
        Measurement {
            what: String::from("Memory at rest (PSS of all processes), against an empty Tauri window"),
            ours: format!("{memory:.0} MiB"),
            peer: format!("{empty_memory:.0} MiB"),
            figure: memory / empty_memory,
            limit: Limit::AtMost(1.3, "x"),
        },
    ])
}

/// The same from inside the screen: starts both in turn and prints the medians.
///
/// # Errors
/// When a window is not painted.
pub(crate) fn inside(frames: &Path, programs: &[&str]) -> Result<()> {
    let [ours, empty] = programs else {
        bail!("two programs are needed")
    };
    let (mut starts, mut memories) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for round in 0..ROUNDS {
        let both = [(*ours, &["--sample"][..]), (*empty, &[][..])];
        for ((program, words), (times, sizes)) in both.into_iter().zip(starts.iter_mut().zip(&mut memories)) {
            let (start, memory) = once(frames, program, words)?;
            if round > 0 {
                times.push(start);
                sizes.push(memory);
            }
        }
    }
    let [start, empty_start] = starts.each_mut().map(|times| median(times));
    let [memory, empty_memory] = memories.each_mut().map(|sizes| median(sizes));
    println!("start {:.1} ms\nempty_start {:.1} ms", start?, empty_start?);
    println!("memory {:.1} MiB\nempty_memory {:.1} MiB", memory?, empty_memory?);
    Ok(())
}

/// Starts one window, waits for its rest, and returns milliseconds and MiB.
fn once(frames: &Path, program: &str, words: &[&str]) -> Result<(f64, f64)> {
    let mut child = Command::new(program)
        .args(words)
        .spawn()
        .with_context(|| format!("{program} cannot be started"))?;
    let settled = picture::settle(frames, || Ok(child.try_wait()?.is_none()));
    let memory = memory_of_tree(child.id());
    display::end(&mut child)?;
    // Or the next window would be taken for painted before it is there.
    picture::emptied(frames)?;
    Ok((settled?.after.as_secs_f64() * 1e3, memory?))
}

/// Returns the proportional memory of a process and all below it, in MiB.
fn memory_of_tree(root: u32) -> Result<f64> {
    let mut parents: BTreeMap<u32, u32> = BTreeMap::new();
    for entry in fs::read_dir("/proc")? {
        let entry = entry?;
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process that has ended meanwhile takes no memory.
        let Ok(status) = fs::read_to_string(entry.path().join("status")) else {
            continue;
        };
        let Some(parent) = field(&status, "PPid:") else {
            continue;
        };
        parents.insert(process, parent);
    }
    let mut tree = vec![root];
    let mut next = 0;
    while let Some(parent) = tree.get(next).copied() {
        tree.extend(
            parents
                .iter()
                .filter(|(_, of)| **of == parent)
                .map(|(process, _)| *process),
        );
        next += 1;
    }
    let size = |process: &u32| {
        let smaps = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
        field(&smaps, "Pss:").map(f64::from)
    };
    let kibibytes: f64 = tree.iter().filter_map(size).sum();
    Ok(kibibytes / 1024.0)
}

fn field(text: &str, name: &str) -> Option<u32> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_takes_memory() {
        assert!(memory_of_tree(std::process::id()).unwrap() > 0.5);
    }
}
