//! The look and the text of the reference case, compared with the files in `tests/golden`. Those are made anew with
//! `cargo run -p documents --example make_golden_documents`, never by a test.

use crate::golden_files::{LANGUAGES, folder, made};
use crate::samples;

#[test]
fn text_and_pages_are_those_that_were_looked_at() {
    let mut different = Vec::new();
    let mut names = Vec::new();
    for lang in LANGUAGES {
        for (name, bytes) in made(lang, &samples::reference(lang)) {
            let golden = std::fs::read(folder().join(&name)).unwrap_or_default();
            if golden != bytes {
                let path = std::env::temp_dir().join(format!("chancery-{name}"));
                std::fs::write(&path, bytes).expect("a file");
                different.push(format!("{name} (now: {})", path.display()));
            }
            names.push(name);
        }
    }
    for entry in std::fs::read_dir(folder()).expect("the golden files") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        if !names.contains(&name) {
            different.push(format!("{name} (no longer made)"));
        }
    }
    assert!(
        different.is_empty(),
        "other than the golden files: {}",
        different.join(", ")
    );
}
