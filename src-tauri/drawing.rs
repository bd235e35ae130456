//! How the window is drawn.

use tauri::{Runtime, WebviewWindow};

/// Has the window drawn by the processor alone.
///
/// WebKitGTK otherwise draws layers with OpenGL as soon as something scrolls. Where there is no graphics card, as on the virtual
/// machines of many offices, Mesa draws these with the processor after all, which costs a quarter of a second at the start
/// and 110 MiB (docs/decisions/screen.md). The screen has nothing that moves, so that layers win nothing.
///
/// # Errors
/// When the window has gone.
#[cfg(target_os = "linux")]
pub(crate) fn by_the_processor<R: Runtime>(main: &WebviewWindow<R>) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    main.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Elsewhere the platform knows best.
#[cfg(not(target_os = "linux"))]
pub(crate) fn by_the_processor<R: Runtime>(_main: &WebviewWindow<R>) -> tauri::Result<()> {
    Ok(())
}
