//! Writes the initial document of every history: `cargo run -p archive --example initial_document > crates/archive/src/initial.automerge`.
//!
//! It was run once. The bytes never change, for every copy of every visit begins with them.

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::io::stdout().write_all(&archive::build_initial_document()?)?)
}
