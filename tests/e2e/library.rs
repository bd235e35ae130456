//! What the window says when it starts: with a library that cannot be opened, and with files in hand.

use std::fs;

use anyhow::Result;

use crate::window::{Home, Window};

#[tokio::test]
async fn a_library_that_cannot_be_opened_is_named_and_left_alone() -> Result<()> {
    let home = Home::new()?;
    fs::create_dir_all(home.library())?;
    let file = home.library().join("library.chancery");
    let damaged = "This is not what a library looks like. ".repeat(200);
    fs::write(&file, &damaged)?;

    let window = Window::open(&home, &[]).await?;
    window.named("button", "Try again").await?;
    window.wait_for_text(&file.display().to_string()).await?;
    window.picture("8-trouble").await?;
    window.has_no_barriers("trouble").await?;
    assert_eq!(fs::read_to_string(&file)?, damaged);

    // Once it is out of the way, trying again is enough.
    fs::remove_file(&file)?;
    window.named("button", "Try again").await?.click().await?;
    window.named("button", "Open the sample").await?;
    window.quit().await
}

#[tokio::test]
async fn the_sample_opens_and_a_calendar_from_the_command_line_is_brought_in() -> Result<()> {
    let home = Home::new()?;
    let calendar = home.path().join("embassy.ics");
    fs::write(&calendar, EMBASSY)?;
    let calendar = calendar.display().to_string();

    let window = Window::open(&home, &["--sample", &calendar]).await?;
    window.named("dialog", "Import embassy.ics").await?;
    window.picture("9-import").await?;
    window.has_no_barriers("import").await?;
    window.containing("button", "Import into").await?.click().await?;
    window.wait_for_text("Reception at the embassy").await?;
    window.has_no_barriers("imported").await?;
    window.quit().await
}

/// One event of another program, inside the sample's days.
const EMBASSY: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Embassy//Calendar//EN\r
BEGIN:VEVENT\r
UID:reception@embassy.example\r
DTSTAMP:20170301T090000Z\r
DTSTART:20170320T090000Z\r
DTEND:20170320T110000Z\r
SUMMARY:Reception at the embassy\r
END:VEVENT\r
END:VCALENDAR\r
";
