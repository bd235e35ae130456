//! Journeys in the real window: the built application, its own webview, its own files.

mod shell;
mod window;
