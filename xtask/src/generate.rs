//! What is generated from the Rust types and committed: TypeScript types and the JSON Schema.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{build, paths, sh};

/// The TypeScript types, which nobody edits.
fn types() -> PathBuf {
    paths::ui().join("src/generated")
}

/// The published JSON Schema of a visit's file.
fn schema() -> PathBuf {
    paths::root().join("docs/visit.schema.json")
}

/// Writes both anew.
///
/// # Errors
/// When a generator fails.
pub(crate) fn write() -> Result<()> {
    // The selection of every build: any other one would compile the heavy crates a second time.
    sh::run(sh::cargo().arg("build").args(build::WHOLE).args([
        "--example",
        "types",
        "--example",
        "shell-types",
        "--example",
        "schema",
    ]))?;
    let types = types();
    if types.exists() {
        // A type that is gone would otherwise stay behind.
        fs::remove_dir_all(&types)?;
    }
    write_types(&types)?;
    fs::write(schema(), generated_schema()?)?;
    Ok(())
}

/// Compares both with what the built generators would write.
///
/// # Errors
/// When something is out of date.
pub(crate) fn check() -> Result<()> {
    let fresh = paths::target().join("generated");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    write_types(&fresh)?;
    let mut stale = differences(&files(&types())?, &files(&fresh)?);
    if fs::read_to_string(schema()).ok() != Some(generated_schema()?) {
        stale.push(paths::shown(&schema()));
    }
    if !stale.is_empty() {
        bail!(
            "these files are not what the Rust types say (cargo xtask generate writes them anew): {}",
            stale.join(", ")
        );
    }
    Ok(())
}

fn write_types(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    // The desk's own, then those of the window's menu and of files from outside.
    for generator in ["types", "shell-types"] {
        sh::run(sh::command(paths::built_example(generator, false)).arg(folder))?;
    }
    Ok(())
}

fn generated_schema() -> Result<String> {
    sh::output(&mut sh::command(paths::built_example("schema", false)))
}

/// Returns the files below a folder with what is in them, by their path inside it.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in
            fs::read_dir(&inner).with_context(|| format!("{} cannot be read", paths::shown(&inner)))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

/// Returns the paths that are only on one side, or not the same on both.
fn differences(one: &BTreeMap<PathBuf, Vec<u8>>, two: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let mut paths: Vec<&PathBuf> = one
        .keys()
        .chain(two.keys())
        .filter(|path| one.get(*path) != two.get(*path))
        .collect();
    paths.sort();
    paths.dedup();
    paths.iter().map(|path| path.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_left_over_and_changed_files_are_all_told_once() {
        let side = |files: &[(&str, &str)]| -> BTreeMap<PathBuf, Vec<u8>> {
            files
                .iter()
                .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()))
                .collect()
        };
        let committed = side(&[("Same.ts", "s"), ("Changed.ts", "old"), ("LeftOver.ts", "l")]);
        let fresh = side(&[("Same.ts", "s"), ("Changed.ts", "new"), ("Missing.ts", "m")]);
        assert_eq!(
            differences(&committed, &fresh),
            ["Changed.ts", "LeftOver.ts", "Missing.ts"]
        );
    }
}
