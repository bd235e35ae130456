//! The documents of the sample visit, compared with those that somebody has looked at. They are made anew with
//! `cargo run -p desk --example make_golden_sample`, never by a test.

use std::fs;

use crate::golden_files::{folder, made};

#[test]
fn the_sample_gives_the_documents_that_were_looked_at() {
    let made = made().expect("the documents");
    let different: Vec<&str> = made
        .iter()
        .filter(|(name, bytes)| fs::read(folder().join(name)).ok().as_ref() != Some(bytes))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(
        different.is_empty(),
        "other than the golden files: {}",
        different.join(", ")
    );
    let kept = fs::read_dir(folder()).expect("the golden files").count();
    assert_eq!(kept, made.len(), "a golden file is no longer made");
}
