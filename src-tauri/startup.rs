//! What the screen shows first, asked for early.

use tauri::Runtime;
use tauri::plugin::{Builder, TauriPlugin};

/// Asks for `startup` as soon as there is a page.
///
/// The page's own script takes as long to arrive as the answer does; so it finds the answer instead of waiting for it
/// (ui/src/backend/tauri.ts).
const ASK: &str = "window.chanceryStartup = window.__TAURI_INTERNALS__.invoke('startup')";

/// Returns the plugin that asks.
pub(crate) fn asked_early<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("startup").js_init_script(ASK.to_owned()).build()
}
