//! Makes the golden documents of the sample visit anew, after a change of them that was meant:
//! `cargo run -p desk --example make_golden_sample`. Look at what changed before you commit it. The tests only compare.

#[path = "../tests/it/golden_files.rs"]
mod golden_files;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(golden_files::folder())?;
    for (name, bytes) in golden_files::made()? {
        let path = golden_files::folder().join(name);
        std::fs::write(&path, bytes)?;
        println!("{}", path.display());
    }
    Ok(())
}
