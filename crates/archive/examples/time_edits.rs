//! Measures one edit and one opening at 300 and at 10,000 engagements: `cargo run --release -p archive --example time_edits -- FOLDER`.
//!
//! FOLDER should be on the disk in question; it must not exist. Beside the edits stands what the disk itself takes to append and sync as
//! many bytes.

use std::{
    fs::OpenOptions as FileOptions,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use archive::{Library, OpenOptions, SessionId, Stamp, UndoStep};
use serde_json::{Map, Value, json};
use visit::{Action, Edit, EntityKey, Kind, Label, Visit};

const EDITS: usize = 200;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: time_edits FOLDER")?);
    std::fs::create_dir(&folder)?;
    for engagements in [300, 10_000] {
        measure(&folder, engagements)?;
    }
    let raw = sync_of(&folder.join("raw"), 4096)?;
    println!("append and sync 4096 bytes: median {raw:.3?}");
    Ok(std::fs::remove_dir_all(&folder)?)
}

fn measure(folder: &Path, engagements: usize) -> Outcome<()> {
    let folder = folder.join(engagements.to_string());
    let stamp = |time: usize| Stamp {
        author: "Anna Orlova".to_owned(),
        time: i64::try_from(time).unwrap_or(i64::MAX),
    };
    let label = Label {
        action: Action::Create,
        kind: Kind::Facts,
        subject: "Measured".to_owned(),
    };
    let mut visit = sample(engagements)?;

    let (mut library, _) = Library::open(&folder, &options(1))?;
    let started = Instant::now();
    drop(library.create(&visit, &stamp(0), &label)?);
    println!("{engagements} engagements: create {:.1?}", started.elapsed());
    drop(library);

    let started = Instant::now();
    let (mut library, _) = Library::open(&folder, &options(2))?;
    let opened = started.elapsed();
    let mut open = library.open_visit(&visit.id)?;
    let loaded = started.elapsed();
    let read = open.visit()?;
    println!(
        "{engagements} engagements: open {:.1?} (library {opened:.1?}, history {:.1?}, visit {:.1?})",
        started.elapsed(),
        loaded - opened,
        started.elapsed() - loaded
    );
    assert_eq!(read, visit, "the visit came back changed");

    let mut times = Vec::with_capacity(EDITS);
    for number in 0..EDITS {
        let key = EntityKey::new(Kind::Engagement, &format!("e-{:05}", number * 7 % engagements));
        let hour = 8 + number % 10;
        let when = json!({"kind": "at", "start": format!("2017-03-20T{hour:02}:00:00"), "end": format!("2017-03-20T{hour:02}:45:00"), "zone": "Asia/Tokyo"});
        let applied = visit.apply(&Edit::Set {
            key,
            fields: Map::from_iter([("when".to_owned(), when)]),
        })?;
        let step = UndoStep::Edit(applied.undo);
        let started = Instant::now();
        library.record(
            &mut open,
            &visit,
            &applied.changed,
            &applied.label,
            &stamp(number),
            &step,
        )?;
        times.push(started.elapsed());
    }
    let first = times.first().copied().unwrap_or_default();
    println!(
        "{engagements} engagements: first edit {first:.3?}, median {:.3?}",
        median(&mut times)
    );
    let started = Instant::now();
    library.compact(&mut open)?;
    println!(
        "{engagements} engagements: compact {EDITS} changes {:.1?}",
        started.elapsed()
    );
    Ok(())
}

fn sample(engagements: usize) -> Outcome<Visit> {
    let all: Map<String, Value> = (0..engagements)
        .map(|number| {
            let hour = 8 + number % 10;
            let value = json!({
                "title": {"en": format!("Working meeting {number}"), "ru": format!("Рабочая встреча {number}")},
                "kind": "talks",
                "when": {"kind": "at", "start": format!("2017-03-20T{hour:02}:15:00"), "end": format!("2017-03-20T{hour:02}:45:00"), "zone": "Asia/Tokyo"},
                "assemble": 10, "status": "confirmed", "press": "closed", "illustrative": true,
                "participants": {format!("m-{}", number % 40): {}, format!("m-{}", (number + 7) % 40): {}},
            });
            (format!("e-{number:05}"), value)
        })
        .collect();
    let members: Map<String, Value> = (0..40)
        .map(|number| (format!("m-{number}"), json!({"side": "guest", "role": "member"})))
        .collect();
    let visit = json!({"id": "measured", "facts": {"title": {"en": "Measured"}, "languages": ["en"]}, "members": members, "engagements": all});
    Ok(Visit::from_value(visit)?)
}

/// The time that the disk takes to append `bytes` and to say that they are safe.
fn sync_of(file: &Path, bytes: usize) -> Outcome<Duration> {
    let mut raw = FileOptions::new().create_new(true).append(true).open(file)?;
    let mut times = Vec::with_capacity(EDITS);
    for _ in 0..EDITS {
        let started = Instant::now();
        raw.write_all(&vec![7; bytes])?;
        raw.sync_data()?;
        times.push(started.elapsed());
    }
    Ok(median(&mut times))
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn options(session: u8) -> OpenOptions {
    OpenOptions {
        session: SessionId([session; 16]),
    }
}
