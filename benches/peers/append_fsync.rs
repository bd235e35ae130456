//! The floor under every durable edit: appends bytes to a file and waits until the disk has them.
//!
//!     append_fsync FOLDER BYTES ROUNDS
//!
//! Prints the median of ROUNDS: "append_fsync N ms". A program of one file, built with `rustc -O`.

use std::fs::{File, remove_file};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, bytes, rounds] = words.as_slice() else { return Err("usage: append_fsync FOLDER BYTES ROUNDS".into()) };
    let name = Path::new(folder).join("append_fsync.tmp");
    let bytes = vec![0x5a_u8; bytes.parse()?];
    let mut file = File::create(&name)?;
    let mut took = Vec::new();
    for _ in 0..rounds.parse()? {
        let started = Instant::now();
        file.write_all(&bytes)?;
        file.sync_all()?;
        took.push(started.elapsed());
    }
    remove_file(&name)?;
    took.sort();
    let median = took.get(took.len() / 2).ok_or("there are no rounds")?;
    println!("append_fsync {:.4} ms", median.as_secs_f64() * 1e3);
    Ok(())
}
