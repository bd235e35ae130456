//! The choices of the menu that the shell carries out itself.

use std::sync::Mutex;

use tauri::{Manager as _, Runtime, WebviewWindow};
use tauri_plugin_opener::OpenerExt as _;

use super::WindowCommand;
use crate::library::TheLibrary;

/// The steps of enlargement, in per cent.
const STEPS: [u32; 9] = [50, 67, 80, 90, 100, 110, 125, 150, 200];

/// How much the window's content is enlarged.
#[derive(Debug, Default)]
pub(crate) struct Zoom(Mutex<Option<u32>>);

impl Zoom {
    /// Returns the enlargement after `command`, in per cent, and keeps it.
    fn after(&self, command: WindowCommand) -> u32 {
        let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = kept.unwrap_or(100);
        let next = match command {
            WindowCommand::ZoomIn => STEPS.into_iter().find(|step| *step > now).unwrap_or(now),
            WindowCommand::ZoomOut => STEPS.into_iter().rev().find(|step| *step < now).unwrap_or(now),
            _ => 100,
        };
        *kept = Some(next);
        next
    }
}

/// Carries `command` out in `main`.
///
/// # Errors
/// When the webview is gone.
pub(super) fn carry_out<R: Runtime>(main: &WebviewWindow<R>, command: WindowCommand) -> tauri::Result<()> {
    match command {
        WindowCommand::ShowLibrary => {
            let folder = main.state::<TheLibrary>().folder().display().to_string();
            main.opener()
                .open_path(folder, None::<&str>)
                .map_err(|error| tauri::Error::Anyhow(error.into()))
        }
        // Closing the window rather than ending the process lets the window state be kept.
        WindowCommand::Quit => main.close(),
        WindowCommand::Cut => edit(main, "Cut"),
        WindowCommand::Copy => edit(main, "Copy"),
        WindowCommand::Paste => edit(main, "Paste"),
        WindowCommand::SelectAll => edit(main, "SelectAll"),
        WindowCommand::ZoomIn | WindowCommand::ZoomOut | WindowCommand::ZoomReset => {
            let per_cent = main.state::<Zoom>().after(command);
            main.set_zoom(f64::from(per_cent) / 100.0)
        }
    }
}

/// Does to the selected text what the platform's editing command `name` does.
#[cfg(target_os = "linux")]
fn edit<R: Runtime>(main: &WebviewWindow<R>, name: &'static str) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;
    main.with_webview(move |webview| webview.inner().execute_editing_command(name))
}

/// Elsewhere the desktop's own lines edit, and never arrive here.
#[cfg(not(target_os = "linux"))]
fn edit<R: Runtime>(_main: &WebviewWindow<R>, _name: &'static str) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_goes_step_by_step_and_stops_at_the_ends() {
        let zoom = Zoom::default();
        assert_eq!(zoom.after(WindowCommand::ZoomIn), 110);
        assert_eq!(zoom.after(WindowCommand::ZoomOut), 100);
        for _ in 0..20 {
            zoom.after(WindowCommand::ZoomIn);
        }
        assert_eq!(zoom.after(WindowCommand::ZoomIn), 200);
        assert_eq!(zoom.after(WindowCommand::ZoomReset), 100);
    }
}
