//! Where the time goes when a visit is opened: `time_opening VISIT FOLDER ROUNDS`.
//!
//! Puts the visit file into a new library in FOLDER, opens it ROUNDS times, and prints the medians of the parts: `library`
//! (SQLite and what its list needs), `history` (the Automerge document) and `visit` (the model, made from it).

use std::{
    path::Path,
    time::{Duration, Instant},
};

use archive::{Access, DocumentId, Library, OpenOptions, SessionId, Stamp};
use visit::{Action, Kind, Label, Visit};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, rounds] = words.as_slice() else {
        return Err("usage: time_opening VISIT FOLDER ROUNDS".into());
    };
    let rounds: u8 = rounds.parse()?;
    let visit = Visit::from_json(&std::fs::read_to_string(file)?)?;
    let folder = Path::new(folder);
    create(folder, &visit)?;
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for round in 1..=rounds {
        let started = Instant::now();
        let (library, _) = Library::open(folder, &options(round))?;
        let listed = started.elapsed();
        let open = library.open_visit(&visit.id)?;
        let loaded = started.elapsed();
        let read = open.read()?;
        let done = started.elapsed();
        if read != visit {
            return Err("the visit came back changed".into());
        }
        for (times, time) in times.iter_mut().zip([listed, loaded - listed, done - loaded]) {
            times.push(time);
        }
    }
    for (name, times) in ["library", "history", "visit"].into_iter().zip(&mut times) {
        println!("{name} {:.3} ms", median(times)?);
    }
    Ok(())
}

fn create(folder: &Path, visit: &Visit) -> Outcome<()> {
    let stamp = Stamp {
        author: archive::Author::new("protocol", "Protocol officer"),
        time: 0,
    };
    let label = Label {
        action: Action::Create,
        kind: Kind::Facts.into(),
        subject: "Measured".to_owned(),
    };
    let (mut library, _) = Library::open(folder, &options(0))?;
    drop(library.create(visit, DocumentId([1; 16]), &stamp, &label)?);
    Ok(())
}

/// Returns the middle one of some times in milliseconds.
fn median(times: &mut [Duration]) -> Outcome<f64> {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).ok_or("there are no rounds")?;
    Ok(middle.as_secs_f64() * 1e3)
}

fn options(session: u8) -> OpenOptions {
    OpenOptions {
        session: SessionId([session; 16]),
        access: Access::Create,
    }
}
