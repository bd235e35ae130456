//! Where things are.

use std::path::{Path, PathBuf};

/// Returns the root of the repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Returns the folder of the interface.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// Returns the folder for what people asked for: pictures and documents.
pub(crate) fn out() -> PathBuf {
    root().join("out")
}

/// Returns the folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(folder)
}

/// Returns where cargo puts a built program, of the debug or of the release build.
pub(crate) fn built(program: &str, release: bool) -> PathBuf {
    target()
        .join(if release { "release" } else { "debug" })
        .join(program)
}

/// Returns where cargo puts a built example.
pub(crate) fn built_example(example: &str, release: bool) -> PathBuf {
    built("examples", release).join(example)
}

/// Returns the sample visit.
pub(crate) fn sample() -> PathBuf {
    root().join("tests/data/tokyo-2017.visit.json")
}

/// Returns a path as a person standing at the root would write it.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
