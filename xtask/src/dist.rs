//! `cargo xtask dist`: the packages that are given to people.

use anyhow::Result;

use crate::{place, setup, sh};

/// Builds the Debian and the RPM package with the Tauri CLI, which is one of the interface's npm packages.
///
/// # Errors
/// When something is missing or does not build.
pub(crate) fn dist() -> Result<()> {
    setup::packages(&[setup::BUILD])?;
    setup::modules()?;
    let tauri = place::ui().join("node_modules/.bin/tauri");
    // The configuration stands at the root, where the command-line tool looks for it. It builds the interface itself.
    sh::run(sh::command(tauri).args(["build", "--bundles", "deb,rpm"]))?;
    println!(
        "The packages are in {}",
        place::shown(&place::built("bundle", true))
    );
    Ok(())
}
