//! Makes the golden files of the programme anew, after a change of its look that was meant:
//! `cargo run -p documents --example make_golden_documents`. Look at what changed before you commit it. The tests only compare.

#![allow(
    clippy::expect_used,
    reason = "what it shares with the tests may stop at a wrong file, as a test may"
)]

#[path = "../tests/it/golden_files.rs"]
mod golden_files;
#[path = "../tests/it/samples/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(golden_files::folder())?;
    for lang in golden_files::LANGUAGES {
        for (name, bytes) in golden_files::made(lang, &samples::reference(lang)) {
            let path = golden_files::folder().join(name);
            std::fs::write(&path, bytes)?;
            println!("{}", path.display());
        }
    }
    Ok(())
}
