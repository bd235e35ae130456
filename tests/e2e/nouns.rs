//! What announcements say beyond a time and a place, as the window shows it: in three languages, light and dark.

use std::fs;

use anyhow::Result;
use serde_json::{Value, json};

use crate::window::{Home, Window};

/// A visit with every noun of an announcement.
const ANNOUNCED: &str = include_str!("../data/announced.visit.json");

#[tokio::test]
async fn what_is_announced_is_shown_in_the_words_in_which_it_was_said() -> Result<()> {
    shown("en", "after the talks", "senior officials").await?;
    shown("ru", "после переговоров", "старшие должностные лица").await?;
    shown("ja", "会談終了後", "政府高官").await
}

/// Opens the visit with its texts in one language, and looks at the overview, the inspector and the list.
async fn shown(language: &str, lunch: &str, officials: &str) -> Result<()> {
    let home = Home::new()?;
    let mut visit: Value = serde_json::from_str(ANNOUNCED)?;
    keep(&mut visit, language);
    visit["facts"]["languages"] = json!([language]);
    let file = home.path().join("announced.visit.json");
    fs::write(&file, visit.to_string())?;
    let window = Window::open(&home, &[&file.display().to_string()]).await?;

    window.named("heading", "Legs of the visit").await?;
    open_all(&window).await?;
    look(&window, &format!("19-overview-{language}")).await?;
    let legs = "
        const headings = [...document.querySelectorAll('h2')];
        headings.find((one) => one.textContent === 'Legs of the visit').scrollIntoView();
        return true";
    window.script(legs, vec![]).await?;
    look(&window, &format!("19-legs-{language}")).await?;

    window.containing("button", "Programme").await?.click().await?;
    window.wait_for_text(lunch).await?;
    let inspect = "
        const talks = document.querySelector('[data-engagement=talks]');
        talks.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
        return true";
    window.script(inspect, vec![]).await?;
    window.named("heading", "Engagement").await?;
    open_all(&window).await?;
    let held = format!(
        "return [...document.querySelectorAll('[data-testid=inspector] input')].some((one) => one.value === {})",
        json!(officials)
    );
    window.wait_until("the group has its name", &held).await?;
    look(&window, &format!("19-inspector-{language}")).await?;
    let down = "document.querySelector('[data-testid=inspector]').scrollTop = 660; return true";
    window.script(down, vec![]).await?;
    look(&window, &format!("19-inspector-lower-{language}")).await?;

    let list = "document.querySelector('input[type=radio][value=list]').click(); return true";
    window.script(list, vec![]).await?;
    window.wait_for_text(lunch).await?;
    look(&window, &format!("19-list-{language}")).await?;
    window.quit().await
}

/// Leaves every text in one language.
fn keep(value: &mut Value, language: &str) {
    let Value::Object(fields) = value else { return };
    if fields.contains_key(language) {
        fields.retain(|name, _| name == language);
    }
    fields.values_mut().for_each(|field| keep(field, language));
}

/// Opens whatever can be folded.
async fn open_all(window: &Window) -> Result<()> {
    let script = "for (const one of document.querySelectorAll('details')) one.open = true; return true";
    window.script(script, vec![]).await.map(drop)
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
