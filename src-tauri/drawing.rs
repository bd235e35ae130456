//! How the window is drawn.

use tauri::{Runtime, WebviewWindow};

/// Has the window drawn by the processor where there is no graphics card.
///
/// WebKitGTK draws layers with OpenGL as soon as something scrolls. Without a card, as on the virtual machines of many
/// offices, Mesa computes that on the processor after all, which costs a quarter of a second at the start and 110 MiB
/// (docs/decisions/screen.md).
///
/// # Errors
/// When the window has gone.
#[cfg(target_os = "linux")]
pub(crate) fn as_the_machine_can<R: Runtime>(main: &WebviewWindow<R>) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    if linux::has_graphics_card(std::path::Path::new("/dev/dri")) {
        return Ok(());
    }
    main.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Elsewhere the platform knows best.
#[cfg(not(target_os = "linux"))]
pub(crate) fn as_the_machine_can<R: Runtime>(_main: &WebviewWindow<R>) -> tauri::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::Path;

    /// Returns whether `devices`, the folder of the kernel's Direct Rendering Manager, has a node to render with.
    pub(super) fn has_graphics_card(devices: &Path) -> bool {
        let Ok(devices) = devices.read_dir() else {
            return false;
        };
        devices
            .flatten()
            .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_screen_alone_is_no_graphics_card() {
            let devices = tempfile::tempdir().unwrap();
            assert!(!has_graphics_card(devices.path()));
            std::fs::write(devices.path().join("card0"), "").unwrap();
            assert!(!has_graphics_card(devices.path()));
            std::fs::write(devices.path().join("renderD128"), "").unwrap();
            assert!(has_graphics_card(devices.path()));
        }

        #[test]
        fn a_machine_without_the_folder_has_none() {
            assert!(!has_graphics_card(Path::new("/nowhere/dri")));
        }
    }
}
