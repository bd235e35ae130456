//! Files that are given to the application from outside: on its command line, by a second start, or dropped on the
//! window.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter as _, Manager as _, Runtime};
use ts_rs::TS;

/// The event that carries a [`FilesGiven`] to the screen.
const FILES_EVENT: &str = "files";

/// What is happening with files from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilesGiven {
    /// Files are held over the window.
    Over,
    /// The files that were held over the window were taken away again.
    Left,
    /// Files wait to be taken with the command `take_files`.
    Waiting,
}

/// Files that the screen has not taken yet.
///
/// They wait here rather than travel with the event, so that those which come before the screen listens are not lost.
#[derive(Debug, Default)]
pub(crate) struct WaitingFiles(Mutex<Vec<PathBuf>>);

impl WaitingFiles {
    /// Adds `files` behind those that wait already.
    pub(crate) fn add(&self, files: Vec<PathBuf>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(files);
    }

    /// Returns the files in the order in which they came, and forgets them.
    pub(crate) fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Keeps `files` for the screen and tells it so.
pub(crate) fn offer<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>) {
    if !files.is_empty() {
        app.state::<WaitingFiles>().add(files);
        tell(app, FilesGiven::Waiting);
    }
}

/// Follows files that are dragged over the window.
pub(crate) fn dragged<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => tell(app, FilesGiven::Over),
        DragDropEvent::Drop { paths, .. } => {
            tell(app, FilesGiven::Left);
            offer(app, paths.clone());
        }
        DragDropEvent::Leave => tell(app, FilesGiven::Left),
        _ => {}
    }
}

fn tell<R: Runtime>(app: &AppHandle<R>, what: FilesGiven) {
    if let Err(error) = app.emit(FILES_EVENT, what) {
        eprintln!("The screen could not be told of the files: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_once_and_in_their_order() {
        let waiting = WaitingFiles::default();
        waiting.add(vec!["a.ics".into()]);
        waiting.add(vec!["b.json".into(), "c.ics".into()]);
        assert_eq!(waiting.take(), ["a.ics", "b.json", "c.ics"].map(PathBuf::from));
        assert!(waiting.take().is_empty());
    }
}
