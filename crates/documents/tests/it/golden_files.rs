//! What is compared with the files in `tests/golden`: the text of the PDF as another program reads it, and its pages as
//! pictures.

use std::path::{Path, PathBuf};
use std::process::Command;

use documents::{PictureOptions, Unwatched, page_pictures, programme_pdf};
use visit::programme::Programme;

/// The languages in which the reference case is kept.
pub(crate) const LANGUAGES: [&str; 3] = ["en", "ru", "ja"];

/// Where the golden files are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The golden files of a programme as they would be now, by name.
pub(crate) fn made(lang: &str, programme: &Programme) -> Vec<(String, Vec<u8>)> {
    let rendered = programme_pdf(programme, &Unwatched).expect("a PDF");
    let options = PictureOptions {
        pixels_per_inch: 72,
        ..PictureOptions::default()
    };
    let pictures = page_pictures(programme, options, &Unwatched).expect("pictures");
    let mut files = vec![(
        format!("reference-{lang}.txt"),
        text_of(&rendered.pdf).into_bytes(),
    )];
    for (index, png) in pictures.pngs.into_iter().enumerate() {
        files.push((format!("reference-{lang}-{}.png", index + 1), png));
    }
    files
}

/// The text of a PDF as poppler reads it.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("programme.pdf");
    std::fs::write(&path, pdf).expect("a file");
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output();
    let output = output.expect(
        "this test reads a PDF with pdftotext, which cannot be started: run `cargo xtask test`, which installs it",
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}
