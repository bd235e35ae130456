//! What the sample visit gives, as it is compared with the files in `tests/golden`: the calendar to the byte, the text of
//! the PDF as another program reads it, and its pages as pictures.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use documents::{PictureOptions, Unwatched, page_pictures, programme_pdf};
use visit::{
    Lang, Visit,
    audience::{CopyOptions, delegation_programme},
};

/// Where the golden files are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

/// A golden file: its name, and what it holds.
pub(crate) type Golden = (String, Vec<u8>);

/// The golden files as they would be now.
pub(crate) fn made() -> Result<Vec<Golden>, Box<dyn std::error::Error>> {
    let sample = std::fs::read_to_string(folder().join("../data/tokyo-2017.visit.json"))?;
    let sample = Visit::from_json(&sample)?;
    let as_of = "2017-03-17T08:00:00Z".parse()?;
    let mut files = Vec::new();
    for lang in ["en", "ru", "ja"] {
        let programme = delegation_programme(
            &sample,
            &CopyOptions {
                languages: vec![Lang::from(lang)],
                as_of,
            },
        );
        files.push((
            format!("tokyo-2017-{lang}.ics"),
            ical::write(&programme)?.into_bytes(),
        ));
        let rendered = programme_pdf(&programme, &Unwatched)?;
        files.push((format!("tokyo-2017-{lang}.txt"), text_of(&rendered.pdf)?));
        let options = PictureOptions {
            pixels_per_inch: 72,
            ..PictureOptions::default()
        };
        let pictures = page_pictures(&programme, options, &Unwatched)?;
        for (index, png) in pictures.pngs.into_iter().enumerate() {
            files.push((format!("tokyo-2017-{lang}-{}.png", index + 1), png));
        }
    }
    Ok(files)
}

/// The text of a PDF as poppler reads it (`pdftotext` of the Debian package poppler-utils).
fn text_of(pdf: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("programme.pdf");
    std::fs::write(&path, pdf)?;
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output()
        .map_err(|error| {
            format!(
                "this test reads a PDF with pdftotext, which cannot be started ({error}): run `cargo xtask test`, \
                 which installs it"
            )
        })?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(output.stdout)
}
