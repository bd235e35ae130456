//! How the window is drawn.

/// Has the window drawn by the processor where there is no graphics card. To be called before anything else is running.
///
/// WebKitGTK draws layers with OpenGL as soon as something scrolls, and both of its processes load OpenGL at their start to
/// pass pictures on. Without a card, as on the virtual machines of many offices, Mesa computes all of that on the
/// processor after all (docs/decisions/screen.md has the price). WebKitGTK takes this wish from its environment only; whoever has
/// set the variables keeps their own choice.
#[cfg(target_os = "linux")]
pub(crate) fn as_the_machine_can() {
    if linux::has_graphics_card(std::path::Path::new("/dev/dri")) {
        return;
    }
    for variable in [
        "WEBKIT_DISABLE_COMPOSITING_MODE",
        "WEBKIT_DISABLE_DMABUF_RENDERER",
    ] {
        if let Err(error) = glib::setenv(variable, "1", false) {
            eprintln!("The window starts more slowly than it could: {variable}: {error}");
        }
    }
}

/// Elsewhere the platform knows best.
#[cfg(not(target_os = "linux"))]
pub(crate) fn as_the_machine_can() {}

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
