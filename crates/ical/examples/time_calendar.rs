//! How long reading and writing a calendar take: `time_calendar FILE ROUNDS`.
//!
//! Prints the median of ROUNDS in milliseconds, in the words of `benches/peers/ical.c`, and how many events were written.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../tests/it/support.rs"]
mod support;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, rounds] = words.as_slice() else {
        return Err("usage: time_calendar FILE ROUNDS".into());
    };
    let rounds: usize = rounds.parse()?;
    let input = std::fs::read(file)?;
    let language = visit::Lang::from("en");
    // Making the visit and its programme is not the calendar's work.
    let programme = support::programme_of(&support::visit_of(&ical::read(&input, &language)?));

    let (mut read, mut written) = (Vec::new(), Vec::new());
    let mut events = 0;
    for _ in 0..rounds {
        let started = Instant::now();
        black_box(ical::read(black_box(&input), &language)?);
        read.push(started.elapsed());
        let started = Instant::now();
        let text = ical::write(black_box(&programme))?;
        written.push(started.elapsed());
        events = text.matches("BEGIN:VEVENT\r\n").count();
    }
    println!("read {:.3} ms", median(&mut read)?);
    println!("write {:.3} ms", median(&mut written)?);
    println!("events {events}");
    Ok(())
}

/// Returns the middle one of some times in milliseconds.
fn median(times: &mut [Duration]) -> Result<f64, Box<dyn Error>> {
    times.sort();
    let middle = times.get(times.len() / 2).ok_or("there are no rounds")?;
    Ok(middle.as_secs_f64() * 1e3)
}
