//! What only the real window can show: where things stand, and whether they have room.

use std::fs;

use anyhow::Result;
use serde_json::json;

use crate::window::{Home, Window};

/// Whether the words of every element that `selector` finds stand in one line each; false where there is none.
async fn in_one_line(window: &Window, selector: &str) -> Result<bool> {
    let script = "
        const found = [...document.querySelectorAll(arguments[0])].filter((one) => one.textContent.trim() !== '');
        const lines = (one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
        };
        return found.length > 0 && found.every((one) => lines(one) === 1);";
    Ok(window.script(script, vec![json!(selector)]).await? == json!(true))
}

/// Looks at a state in light and in dark, and fails where it has a barrier.
async fn look(window: &Window, state: &str) -> Result<()> {
    for theme in ["dark", "light"] {
        let script = format!("document.documentElement.dataset.theme = '{theme}'; return true");
        window.script(&script, vec![]).await?;
        window.picture(&format!("{state}-{theme}")).await?;
        window.has_no_barriers(state).await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_an_import_says_of_its_file_has_room() -> Result<()> {
    let home = Home::new()?;
    let calendar = home.path().join("vienna.ics");
    fs::write(&calendar, VIENNA)?;

    let window = Window::open(&home, &[&calendar.display().to_string()]).await?;
    window.named("dialog", "What was imported").await?;
    look(&window, "14-import-report").await?;
    assert!(
        in_one_line(&window, "dialog th:first-child, dialog td:first-child").await?,
        "a line's number is broken"
    );

    window.named("dialog", "What was imported").await?;
    window
        .script(
            "document.querySelector('dialog footer button').click(); return true",
            vec![],
        )
        .await?;
    window.wait_for_text("Talks in Vienna").await?;
    look(&window, "15-imported").await?;
    window.quit().await
}

#[tokio::test]
async fn lists_keep_their_corners_and_columns_begin_at_one_height() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home, &["--sample"]).await?;
    window.wait_for_text("Political calendar").await?;

    window.named("button", "Visits").await?.click().await?;
    window
        .named("searchbox", "Find by title, country or date")
        .await?;
    // The row under the pointer has a ground of its own, which is seen in the picture.
    let last = window.starting("button", "Actions for").await?;
    window.point_at(window.middle(&last).await?).await?;
    window.picture("17-row-under-pointer").await?;
    let corners = "
        const list = document.querySelector('[data-testid=room-visits] section ul');
        const round = (one) => parseFloat(getComputedStyle(one).borderBottomLeftRadius);
        return round(list) > 0 && round(list.lastElementChild) >= round(list) - 1;";
    let corners = window.script(corners, vec![]).await?;
    assert_eq!(
        corners,
        json!(true),
        "the last visit stands out of the list's corners"
    );

    window
        .script("document.activeElement.blur(); return true", vec![])
        .await?;
    window.press(&["\u{e031}"]).await?;
    window.named("dialog", "Keyboard shortcuts").await?;
    look(&window, "16-shortcuts").await?;
    let tops = "
        const sections = [...document.querySelectorAll('dialog section')].map((one) => one.getBoundingClientRect());
        const first = (left) => Math.min(...sections.filter((one) => one.left === left).map(({ top }) => top));
        return [...new Set(sections.map(({ left }) => left))].map(first);";
    let tops = window.script(tops, vec![]).await?;
    let tops: Vec<f64> = serde_json::from_value(tops)?;
    assert!(
        tops.len() == 2 && (tops[0] - tops[1]).abs() < 1.0,
        "the columns begin at {tops:?}"
    );
    window.quit().await
}

#[tokio::test]
async fn a_journey_that_ends_on_another_day_says_so_in_the_list() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home, &["--sample"]).await?;
    window.wait_for_text("Political calendar").await?;
    look(&window, "18-overview").await?;
    window.containing("button", "Programme").await?.click().await?;
    let list = "document.querySelector('input[type=radio][value=list]').click(); return true";
    window.script(list, vec![]).await?;
    let says = "
        const list = document.querySelector('[data-testid=programme-list]');
        const journey = list && [...list.querySelectorAll('tbody')].find((day) => day.textContent.includes('19 March'));
        return journey !== undefined && journey !== null && journey.textContent.includes('Mon\u{a0}02:00');";
    window
        .wait_until("the journey's end, by the clock of home, with its own day", says)
        .await?;
    look(&window, "18-list").await?;
    window.quit().await
}

/// Two entries, one with what is left out, in the hours of a zone that nothing says is the host's.
const VIENNA: &str = "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Embassy//Calendar//EN\r
BEGIN:VEVENT\r
UID:talks@embassy.example\r
DTSTAMP:20170301T090000Z\r
DTSTART:20170320T093000Z\r
DTEND:20170320T110000Z\r
SUMMARY:Talks in Vienna\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:tour@embassy.example\r
DTSTAMP:20170301T090000Z\r
DTSTART:20170320T120000Z\r
DTEND:20170320T130000Z\r
RRULE:FREQ=SOMETIMES\r
SUMMARY:Tour \u{202e}fdp.exe\r
END:VEVENT\r
BEGIN:VJOURNAL\r
UID:notes@embassy.example\r
DTSTAMP:20170301T090000Z\r
SUMMARY:Notes\r
END:VJOURNAL\r
END:VCALENDAR\r
";
