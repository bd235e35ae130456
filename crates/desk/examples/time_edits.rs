//! How long an edit takes until it is safe on disk, and the opening of a visit: `time_edits VISIT FOLDER ROUNDS`.
//!
//! Imports the visit file into a new library in FOLDER, opens it as the window does, and moves its engagements ROUNDS times.
//! Prints the medians `open N ms` and `edit N ms`, and `bytes N`: by how much the library grew for an edit.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "what it shares with the tests may stop at what cannot happen, as a test may"
)]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use desk::{Access, Desk, LIBRARY_FILE};
use visit::{Edit, EntityKey, Kind, VisitId};

#[path = "../tests/it/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

/// How often the visit is opened.
const OPENINGS: usize = 5;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, rounds] = words.as_slice() else {
        return Err("usage: time_edits VISIT FOLDER ROUNDS".into());
    };
    let (folder, rounds) = (Path::new(folder), rounds.parse::<u32>()?);
    let desk = Desk::open(folder, Access::Create, world::Still::new())?;
    let id = desk.import(Path::new(file), None, &desk.begin("import"))?.visit;
    drop(desk);

    let mut openings = Vec::new();
    for _ in 0..OPENINGS {
        let started = Instant::now();
        let desk = Desk::open(folder, Access::Create, world::Still::new())?;
        desk.open_visit(&id)?;
        openings.push(started.elapsed());
    }
    println!("open {:.3} ms", median(&mut openings)?);

    let before = size(folder)?;
    let mut edits = move_engagements(folder, &id, rounds)?;
    println!("edit {:.4} ms", median(&mut edits)?);
    println!("bytes {}", (size(folder)? - before) / u64::from(rounds));
    Ok(())
}

/// Moves one engagement after another to another hour, and returns how long each took.
fn move_engagements(folder: &Path, id: &VisitId, rounds: u32) -> Outcome<Vec<Duration>> {
    let desk = Desk::open(folder, Access::Create, world::Still::new())?;
    let visit = desk.open_visit(id)?.visit;
    let engagements: Vec<String> = visit.engagements.keys().map(|id| id.0.clone()).collect();
    let edits = engagements.iter().cycle().take(rounds.try_into()?).enumerate();
    edits
        .map(|(number, engagement)| {
            let when = serde_json::to_value(world::at(8 + u32::try_from(number)? % 10))?;
            let key = EntityKey::new(Kind::Engagement, engagement);
            let edit = Edit::set(key, [("when".to_owned(), when)].into_iter().collect());
            let started = Instant::now();
            desk.edit(id, edit)?;
            Ok(started.elapsed())
        })
        .collect()
}

/// Returns the size of a library that is closed, so that everything is in its one file.
fn size(folder: &Path) -> Outcome<u64> {
    Ok(fs::metadata(folder.join(LIBRARY_FILE))?.len())
}

/// Returns the middle one of some times in milliseconds.
fn median(times: &mut [Duration]) -> Outcome<f64> {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).ok_or("nothing was timed")?;
    Ok(middle.as_secs_f64() * 1e3)
}
