//! What the window offers where the library is damaged, or lacks what was saved in it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::window::{Home, Window};

const FILE: &str = "library.chancery";
const TITLE: &str = "Visit of Sergey Lavrov to Japan";

/// A home whose library holds the sample, and that nobody has open.
async fn home_with_the_sample() -> Result<Home> {
    let home = Home::new()?;
    fs::create_dir_all(home.saved())?;
    let window = Window::open(&home, &["--sample"]).await?;
    window.wait_for_text(TITLE).await?;
    window.quit().await?;
    Ok(home)
}

#[tokio::test]
async fn what_can_be_read_of_a_damaged_library_is_saved_from_the_window() -> Result<()> {
    let home = home_with_the_sample().await?;
    let file = home.library().join(FILE);
    let mut bytes = fs::read(&file)?;
    // As a disk does that fails at its end.
    bytes.truncate(bytes.len() - 4096);
    fs::write(&file, &bytes)?;

    let window = Window::open(&home, &[]).await?;
    let save = window.named("button", "Save what can be read…").await?;
    window.picture("10-damaged").await?;
    window.has_no_barriers("damaged").await?;
    save.click().await?;
    window.named("dialog", "What was saved").await?;
    window.picture("11-rescued").await?;
    window.has_no_barriers("rescued").await?;
    window.quit().await?;
    assert!(fs::read(&file)? == bytes, "the damaged library was written");

    // As the dialog says: the new folder in the place of the damaged one.
    let rescued = only_folder(&home)?;
    fs::remove_dir_all(home.library())?;
    fs::rename(rescued, home.library())?;
    let window = Window::open(&home, &[]).await?;
    window.wait_for_text(TITLE).await?;
    window.quit().await
}

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

fn only_folder(home: &Home) -> Result<PathBuf> {
    let mut found = fs::read_dir(home.saved())?.filter_map(|entry| Some(entry.ok()?.path()));
    found.next().context("nothing was saved")
}
