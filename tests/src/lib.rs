//! Where the journeys find what they work with.

use std::path::{Path, PathBuf};

/// Returns the repository's root.
#[must_use]
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Returns the path of a data file of the journeys.
#[must_use]
pub fn data(name: &str) -> PathBuf {
    repository().join("tests/data").join(name)
}
