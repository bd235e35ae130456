//! Checks and embeds the configuration, the capabilities and the permissions of the desktop application.

use std::error::Error;

/// Which parts of the operating system the screen may reach.
const CAPABILITIES: &str = "src-tauri/capabilities/**/*";
/// Which of our own commands make up each permission. They are written by hand, next to the commands.
const PERMISSIONS: &str = "src-tauri/permissions/**/*.toml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern(PERMISSIONS);
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern(CAPABILITIES)
        .app_manifest(manifest);
    tauri_build::try_build(attributes)?;
    Ok(())
}
