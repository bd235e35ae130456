//! The interface's packages.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{paths, sh};

/// Installs the interface's packages, if the lock file is another than the one that they were installed from.
///
/// # Errors
/// When npm is missing or fails.
pub(crate) fn modules() -> Result<()> {
    let lock = paths::ui().join("package-lock.json");
    let installed = paths::ui().join("node_modules/.installed-from.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", paths::shown(&lock)))?;
    if fs::read(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    sh::run(&mut sh::npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, wanted)?;
    Ok(())
}
