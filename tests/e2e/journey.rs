//! The journey of the foundation: one visit, from the finger to the disk to the PDF.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use fantoccini::elements::Element;

use crate::readers;
use crate::window::{Home, Keys, Point, Window};

/// How the two talks begin in the sample, in their spoken names.
const SEPARATE_TALKS: &str = "Talks of Sergey Lavrov and Fumio Kishida";
const TWO_PLUS_TWO: &str = "Two Plus Two consultations, second round";

#[tokio::test]
async fn a_visit_goes_from_the_finger_to_the_disk_to_the_pdf() -> Result<()> {
    let home = Home::new()?;
    std::fs::create_dir_all(home.saved())?;

    let window = Window::open(&home, &[]).await?;
    open_the_sample(&window).await?;
    move_by_keyboard(&window).await?;
    move_by_pointer(&window).await?;
    undo(&window).await?;
    rename_in_the_inspector(&window).await?;
    look_at_it_in_the_dark(&window).await?;
    window.kill().await?;

    // Whoever had the power cut finds everything that was acknowledged.
    let window = Window::open(&home, &[]).await?;
    window.containing("button", "Programme").await?.click().await?;
    block(&window, "10:35 to 12:05", SEPARATE_TALKS).await?;
    block(&window, "14:00 to 16:30", "Two Plus Two in Tokyo").await?;
    let document = export(&window, "Export programme as PDF…", "pdf", &home).await?;
    let calendar = export(&window, "Export programme as iCalendar…", "ics", &home).await?;
    window.picture("6-exported").await?;
    window.quit().await?;

    read_the_document(&document)?;
    read_the_calendar(&calendar)
}

async fn open_the_sample(window: &Window) -> Result<()> {
    window.named("button", "Open the sample").await?;
    look(window, "1-empty-library").await?;
    window.named("button", "Open the sample").await?.click().await?;
    window.named("heading", "Political calendar").await?;
    look(window, "2-overview").await?;

    window.containing("button", "Programme").await?.click().await?;
    block(window, "10:30 to 12:00", SEPARATE_TALKS).await?;
    look(window, "3-programme").await
}

async fn move_by_keyboard(window: &Window) -> Result<()> {
    focus(window, &block(window, "10:30 to 12:00", SEPARATE_TALKS).await?).await?;
    // Given back first: nothing may have changed.
    window.press(&["m"]).await?;
    window.press(&[Keys::DOWN]).await?;
    window.press(&[Keys::ESCAPE]).await?;
    block(window, "10:30 to 12:00", SEPARATE_TALKS).await?;

    window.press(&["m"]).await?;
    window.press(&[Keys::DOWN]).await?;
    window.press(&[Keys::ENTER]).await?;
    block(window, "10:35 to 12:05", SEPARATE_TALKS).await?;
    look(window, "4-moved").await
}

async fn move_by_pointer(window: &Window) -> Result<()> {
    let talks = block(window, "14:00 to 16:30", TWO_PLUS_TWO).await?;
    let (_, _, _, height) = talks.rectangle().await?;
    let from = window.middle(&talks).await?;
    // The block's own height is two and a half hours.
    let to = Point {
        y: from.y + height / 5.0,
        ..from
    };
    window.drag(from, to).await?;
    block(window, "14:30 to 17:00", TWO_PLUS_TWO).await.map(drop)
}

async fn undo(window: &Window) -> Result<()> {
    let undo = window.containing("button", "Undo").await?;
    let words = window.name_of(&undo).await?;
    assert!(
        words.contains(TWO_PLUS_TWO),
        "undo says what it takes back: {words:?}"
    );
    undo.click().await?;
    block(window, "14:00 to 16:30", TWO_PLUS_TWO).await?;
    // Only the last one.
    block(window, "10:35 to 12:05", SEPARATE_TALKS).await.map(drop)
}

async fn rename_in_the_inspector(window: &Window) -> Result<()> {
    focus(window, &block(window, "14:00 to 16:30", TWO_PLUS_TWO).await?).await?;
    // Enter opens the inspector with the title selected.
    window.press(&[Keys::ENTER]).await?;
    window
        .wait_until(
            "the title has the focus",
            "return document.activeElement?.value?.startsWith('Two Plus') ?? false",
        )
        .await?;
    window.press(&[Keys::CONTROL, "a"]).await?;
    window.type_text("Two Plus Two in Tokyo").await?;
    window.press(&[Keys::ENTER]).await?;
    block(window, "14:00 to 16:30", "Two Plus Two in Tokyo").await?;
    window.wait_for_text("Saved").await?;
    look(window, "5-inspector").await
}

async fn look_at_it_in_the_dark(window: &Window) -> Result<()> {
    appearance(window, "dark").await?;
    look(window, "5-inspector-dark").await?;
    window.named("button", "Overview").await?.click().await?;
    window.named("heading", "Political calendar").await?;
    look(window, "2-overview-dark").await?;
    window.named("button", "Visits").await?.click().await?;
    look(window, "7-visits-dark").await?;
    appearance(window, "light").await?;
    look(window, "7-visits").await
}

/// Chooses light or dark where a person does.
async fn appearance(window: &Window, choice: &str) -> Result<()> {
    let script = format!("document.querySelector('input[type=radio][value={choice}]').click(); return true");
    window.script(&script, vec![]).await?;
    let dark = choice == "dark";
    let followed = format!("return matchMedia('(prefers-color-scheme: dark)').matches === {dark}");
    window
        .wait_until(&format!("the window is {choice}"), &followed)
        .await
}

/// Keeps a picture of a state and fails where it has a barrier.
async fn look(window: &Window, state: &str) -> Result<()> {
    window.picture(state).await?;
    window.has_no_barriers(state).await
}

/// Waits for the engagement at `times` whose spoken name starts with them and its title.
async fn block(window: &Window, times: &str, title: &str) -> Result<Element> {
    window.starting("button", &format!("{times}, {title}")).await
}

async fn focus(window: &Window, element: &Element) -> Result<()> {
    let element = serde_json::to_value(element)?;
    window
        .script("arguments[0].focus(); return true", vec![element])
        .await
        .map(drop)
}

/// Exports from the top bar and returns the file that was written.
async fn export(window: &Window, choice: &str, extension: &str, home: &Home) -> Result<PathBuf> {
    window.named("button", "Export").await?.click().await?;
    window.starting("menuitem", choice).await?.click().await?;
    let write = window.named("button", "Choose a file…").await?;
    look(window, &format!("6-export-{extension}")).await?;
    write.click().await?;
    window.wait_for_text(&format!(".{extension}")).await?;
    let mut files = std::fs::read_dir(home.saved())?.filter_map(|entry| Some(entry.ok()?.path()));
    files
        .find(|path| path.extension().is_some_and(|found| found == extension))
        .with_context(|| format!("no .{extension} was written"))
}

fn read_the_document(document: &std::path::Path) -> Result<()> {
    let words = readers::words(document)?;
    for expected in [
        "Visit of Sergey Lavrov to Japan",
        "10:35",
        "Two Plus Two in Tokyo",
    ] {
        assert!(
            words.contains(expected),
            "the document lacks {expected:?}:\n{words}"
        );
    }
    assert!(
        !words.contains(TWO_PLUS_TWO),
        "the document has the old title:\n{words}"
    );
    Ok(())
}

fn read_the_calendar(calendar: &std::path::Path) -> Result<()> {
    let events = readers::events(calendar)?;
    let named = |words: &str| events.iter().find(|event| event.summary.contains(words));

    let talks = named(SEPARATE_TALKS).context("the talks are missing")?;
    assert_eq!(
        (talks.start.as_str(), talks.end.as_deref()),
        ("2017-03-20T01:35:00Z", Some("2017-03-20T03:05:00Z"))
    );
    // That they are confirmed is only put in as an example, which no calendar may pass on as a fact.
    assert_eq!(talks.status, "TENTATIVE");

    let two_plus_two = named("Two Plus Two in Tokyo").context("the consultations are missing")?;
    assert_eq!(two_plus_two.start, "2017-03-20T05:00:00Z");

    // An engagement without an hour is never given one.
    let press = named("Press statements").context("the press statements are missing")?;
    assert_eq!(press.start.len(), "2017-03-20".len(), "{press:?}");
    Ok(())
}
