//! How long programmes take: `cargo run --release -p documents --example time_programme [-- ENGAGEMENTS ...]`.
//! Each size is made three times; the fastest counts, and all three must be the same bytes.

#![allow(
    clippy::expect_used,
    reason = "what it shares with the tests may stop at a wrong file, as a test may"
)]

#[path = "../tests/it/samples/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod samples;

use std::time::Instant;

use documents::{Unwatched, programme_pdf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked: Vec<usize> = std::env::args()
        .skip(1)
        .map(|size| size.parse())
        .collect::<Result<_, _>>()?;
    let sizes = if asked.is_empty() { vec![30, 300] } else { asked };
    println!(
        "{:>12} {:>7} {:>11} {:>10}",
        "engagements", "pages", "bytes", "ms"
    );
    for size in sizes {
        let programme = samples::scale(size);
        let mut fastest = f64::INFINITY;
        let mut before = None;
        for _ in 0..3 {
            let start = Instant::now();
            let rendered = programme_pdf(&programme, &Unwatched)?;
            fastest = fastest.min(start.elapsed().as_secs_f64() * 1000.0);
            if before.as_ref().is_some_and(|before| *before != rendered) {
                return Err("the same programme gave other bytes".into());
            }
            before = Some(rendered);
        }
        if let Some(rendered) = before {
            println!(
                "{size:>12} {:>7} {:>11} {fastest:>10.1}",
                rendered.pages,
                rendered.pdf.len()
            );
        }
    }
    Ok(())
}
