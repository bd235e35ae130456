//! How long the programme of a visit takes as PDF: `time_programme VISIT ROUNDS`.
//!
//! Prints the median of ROUNDS, `programme N ms`, from the visit in memory to the finished bytes, which must be the same every
//! time; and how many `pages` and `bytes` they are.

use std::time::Instant;

use documents::{Rendered, Unwatched, programme_pdf};
use visit::{
    Visit,
    audience::{CopyOptions, delegation_programme},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, rounds] = words.as_slice() else {
        return Err("usage: time_programme VISIT ROUNDS".into());
    };
    let visit = Visit::from_json(&std::fs::read_to_string(file)?)?;
    let options = CopyOptions {
        languages: Vec::new(),
        as_of: "2017-03-17T08:00:00Z".parse()?,
    };
    let mut times = Vec::new();
    let mut before: Option<Rendered> = None;
    for _ in 0..rounds.parse::<usize>()? {
        let started = Instant::now();
        let rendered = programme_pdf(&delegation_programme(&visit, &options), &Unwatched)?;
        times.push(started.elapsed());
        if before.as_ref().is_some_and(|before| *before != rendered) {
            return Err("the same programme gave other bytes".into());
        }
        before = Some(rendered);
    }
    times.sort_unstable();
    let (Some(median), Some(rendered)) = (times.get(times.len() / 2), before) else {
        return Err("there are no rounds".into());
    };
    println!("programme {:.3} ms", median.as_secs_f64() * 1e3);
    println!("pages {}\nbytes {}", rendered.pages, rendered.pdf.len());
    Ok(())
}
