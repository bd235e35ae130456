//! What the window offers where the library is damaged, or lacks what was saved in it.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::window::{Home, Keys, Window, companion};

const FILE: &str = "library.chancery";
const TITLE: &str = "Visit of Sergey Lavrov to Japan";

/// Runs the command-line companion over the library of `home`.
fn run(home: &Home, words: &[&OsStr]) -> Result<()> {
    let mut command = Command::new(companion()?);
    let done = command.envs(home.environment()).args(words).output()?;
    ensure!(done.status.success(), "{done:?}");
    Ok(())
}

/// A home whose library holds the sample and, after it, a second visit, in one file without a journal: whether the window left one when
/// it ended is chance.
fn home_with_two_visits() -> Result<Home> {
    let home = Home::new()?;
    fs::create_dir_all(home.saved())?;
    run(&home, &["sample".as_ref()])?;
    let second = home.path().join("second.visit.json");
    let words = ["export", "tokyo-2017", "--format", "json", "--out"].map(OsStr::new);
    run(&home, &[&words[..], &[second.as_os_str()]].concat())?;
    fs::write(
        &second,
        fs::read_to_string(&second)?.replace("tokyo-2017", "tokyo-2018"),
    )?;
    run(&home, &["import".as_ref(), second.as_os_str()])?;
    let copy = home.path().join("copy.chancery");
    run(&home, &["backup".as_ref(), copy.as_os_str()])?;
    fs::remove_dir_all(home.library())?;
    fs::create_dir(home.library())?;
    fs::rename(copy, home.library().join(FILE))?;
    Ok(home)
}

#[tokio::test]
async fn what_can_be_read_of_a_damaged_library_is_saved_from_the_window() -> Result<()> {
    let home = home_with_two_visits()?;
    let file = home.library().join(FILE);
    let mut bytes = fs::read(&file)?;
    // As a disk does that fails at its end, where the second visit is.
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
    window.press(&[Keys::ESCAPE]).await?;
    look_without_changing(&window).await?;
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

/// Opens the visit that can still be read: it shows what there is, and takes no words.
async fn look_without_changing(window: &Window) -> Result<()> {
    let open = "document.querySelector('[data-visit=tokyo-2017] .title').click(); return true";
    window.script(open, vec![]).await?;
    window.named("heading", "Political calendar").await?;
    window
        .wait_until(
            "every field can only be read",
            "const fields = [...document.querySelectorAll('[data-testid=facts] :is(input, select, textarea)')];
             return fields.length > 10 && fields.every((one) => one.disabled || one.readOnly);",
        )
        .await?;
    window.picture("11-only-read").await?;
    window.has_no_barriers("only-read").await?;
    window.containing("button", "Programme").await?.click().await?;
    window.starting("button", "10:30 to 12:00").await?.click().await?;
    window.named("textbox", "Title").await?;
    window.press(&["n"]).await?;
    window.picture("11-only-read-programme").await?;
    window.has_no_barriers("only-read-programme").await
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
    window
        .wait_for_text("The library lacks changes that were saved in it")
        .await?;
    window.picture("12-behind").await?;
    window.has_no_barriers("behind").await?;
    accept.click().await?;
    window.named("dialog", "Use the library as it is?").await?;
    window.wait_for_text("No visit is left without them").await?;
    window.picture("13-accept").await?;
    window.has_no_barriers("accept").await?;
    window
        .named("button", "Go on without them")
        .await?
        .click()
        .await?;
    window.named("button", "Open the sample").await?.click().await?;
    window.wait_for_text(TITLE).await?;
    window.quit().await
}

fn only_folder(home: &Home) -> Result<PathBuf> {
    let mut found = fs::read_dir(home.saved())?.filter_map(|entry| Some(entry.ok()?.path()));
    found.next().context("nothing was saved")
}
