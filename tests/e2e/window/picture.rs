//! Pictures of the window.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::Window;

/// Answers after two animation frames; a picture taken earlier shows the window as it was.
///
/// The driver takes its picture when the window is drawn next. Where the processor draws, a window at rest never is; so
/// for a second its edge has a line that nobody can see.
const DRAWN_ANEW: &str = "
    const done = arguments[0];
    const { style } = document.documentElement;
    let times = 0;
    const drawing = setInterval(() => {
      style.outline = times % 2 ? '' : '1px solid transparent';
      times += 1;
      if (times === 20) clearInterval(drawing);
    }, 50);
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";

impl Window {
    /// Takes a picture of the window and keeps it as `out/e2e/NAME.png`.
    pub(crate) async fn picture(&self, name: &str) -> Result<PathBuf> {
        self.script_later(DRAWN_ANEW, vec![]).await?;
        let picture = self.client.screenshot().await?;
        let folder = journeys::repository().join("out/e2e");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, picture)?;
        Ok(path)
    }
}
