//! Journeys in the real window: the built application, its own webview, its own files.

mod damage;
mod journey;
mod layout;
mod library;
mod nouns;
mod readers;
mod shell;
mod window;
