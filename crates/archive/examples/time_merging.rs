//! How long it takes to merge what another copy has changed: `time_merging VISIT FOLDER CHANGES`.
//!
//! Puts the visit file into two new libraries in FOLDER, changes one engagement after another in the one, CHANGES times, and merges
//! these changes into the other. Prints `merge N ms` for the other copy's whole history, `changes N ms` for the changes alone,
//! `open N ms` for the opening of a visit with so many changes after its snapshot, and `memory N MiB`, what an open visit takes.
//! The times are those of the processor, so that nothing counts but this.

use std::{fs, path::Path, process::Command, time::Duration};

use archive::{Access, DocumentId, Edited, Library, OpenOptions, OpenVisit, SessionId, Stamp, UndoStep};
use visit::{Action, Document as _, Edit, EntityKey, Kind, Label, Visit, VisitId};

/// What a process is told that only opens a visit.
const ALONE: &str = "--open";

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder, id] = words.as_slice()
        && word == ALONE
    {
        return open_alone(Path::new(folder), &VisitId(id.clone()));
    }
    let [file, folder, changes] = words.as_slice() else {
        return Err("usage: time_merging VISIT FOLDER CHANGES".into());
    };
    let (folder, changes) = (Path::new(folder), changes.parse::<usize>()?);
    let mut visit = Visit::from_json(&fs::read_to_string(file)?)?;
    let (mut one, _) = Library::open(&folder.join("one"), &options(1))?;
    let mut open = one.create(&visit, DocumentId([1; 16]), &stamp(0), &label())?;
    let before = open.to_bytes();
    let mut adopted = Vec::new();
    for session in 2..=3 {
        let (mut other, _) = Library::open(&folder.join(session.to_string()), &options(session))?;
        let open = other.adopt::<Visit>(&before, &stamp(0))?;
        adopted.push((other, open));
    }
    let base = open.heads();
    let engagements: Vec<String> = visit.engagements.keys().map(|id| id.0.clone()).collect();
    for (number, engagement) in (0..changes).zip(engagements.iter().cycle()) {
        edit(&mut one, &mut open, &mut visit, engagement, number)?;
    }
    let sent = [
        ("merge", open.to_bytes()),
        ("changes", open.changes_after(&base)?),
    ];
    for ((other, into), (name, bytes)) in adopted.iter_mut().zip(sent) {
        let started = processor()?;
        other.merge_changes(into, &bytes, &stamp(1))?;
        let took = processor()? - started;
        if into.read()? != visit {
            return Err("what was merged is not what was sent".into());
        }
        println!("{name} {:.3} ms", milliseconds(took));
    }
    drop((open, one));
    // In a process that has had no other memory.
    let opened = Command::new(std::env::current_exe()?)
        .args([
            ALONE.as_ref(),
            folder.join("one").as_os_str(),
            visit.id.as_str().as_ref(),
        ])
        .status()?;
    opened
        .success()
        .then_some(())
        .ok_or_else(|| "the visit did not open".into())
}

/// Opens a visit in a process of its own.
fn open_alone(folder: &Path, id: &VisitId) -> Outcome<()> {
    let (library, _) = Library::open(folder, &options(9))?;
    let (resting, started) = (resident()?, processor()?);
    let open = library.open_visit(id)?;
    println!("open {:.3} ms", milliseconds(processor()? - started));
    println!("memory {} MiB", resident()?.saturating_sub(resting) >> 10);
    drop(open);
    Ok(())
}

fn edit(
    library: &mut Library,
    open: &mut OpenVisit,
    visit: &mut Visit,
    engagement: &str,
    number: usize,
) -> Outcome<()> {
    let fields = format!(r#"{{"remarks": {{"en": "Remark {number}"}}}}"#);
    let applied = visit.apply(&Edit::Set {
        key: EntityKey::new(Kind::Engagement, engagement),
        patch: serde_json::from_str(&fields)?,
    })?;
    let edited = Edited::new(&applied.changed, &applied.label);
    let step = UndoStep::Edit(applied.undo);
    library.record(open, visit, &edited, &stamp(i64::try_from(number)?), &step)?;
    Ok(())
}

/// How long this thread has had a processor.
fn processor() -> Outcome<Duration> {
    let times = fs::read_to_string("/proc/thread-self/schedstat")?;
    let time = times
        .split(' ')
        .next()
        .ok_or("the system does not say how long this ran")?;
    Ok(Duration::from_nanos(time.parse()?))
}

/// How much memory the process takes, in KiB.
fn resident() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let size = line.ok_or("the system does not say how much memory there is")?;
    Ok(size.trim().trim_end_matches(" kB").parse()?)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn stamp(time: i64) -> Stamp {
    Stamp {
        author: archive::Author::new("protocol", "Protocol officer"),
        time,
    }
}

fn label() -> Label {
    Label {
        action: Action::Create,
        kind: Kind::Facts.into(),
        subject: "Measured".to_owned(),
    }
}

fn options(session: u8) -> OpenOptions {
    OpenOptions {
        session: SessionId([session; 16]),
        access: Access::Create,
    }
}
