//! What the window offers where the library lacks what was saved in it.

use std::fs;

use anyhow::Result;

use crate::window::{Home, Window};

const FILE: &str = "library.chancery";
const TITLE: &str = "Visit of Sergey Lavrov to Japan";

#[tokio::test]
async fn a_library_that_lacks_saved_changes_is_not_used_before_its_user_says_so() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home, &["--sample"]).await?;
    window.wait_for_text(TITLE).await?;
    window.kill().await?;
    fs::remove_file(home.library().join(format!("{FILE}-wal")))?;

    let window = Window::open(&home, &[]).await?;
    let accept = window.named("button", "Use it as it is").await?;
    window.wait_for_text("The library lacks its last changes").await?;
    window.picture("12-behind").await?;
    window.has_no_barriers("behind").await?;
    accept.click().await?;
    window.named("button", "Open the sample").await?.click().await?;
    window.wait_for_text(TITLE).await?;
    window.quit().await
}
