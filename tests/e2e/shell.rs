//! What the shell promises whatever the screen shows: its walls, its one instance, its light and dark.

use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

use crate::window::{Home, Window, application};

/// Asks the shell for a command the way the screen does, and answers with what came back or with the refusal.
const ASK: &str = "
    const [command, request, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, request).then(
      (answer) => done({ answer: answer ?? null }), (refusal) => done({ refusal: JSON.stringify(refusal) }));";

async fn ask(window: &Window, command: &str, request: Value) -> Result<Value> {
    window.script_later(ASK, vec![json!(command), request]).await
}

#[tokio::test]
async fn the_screen_reaches_nothing_but_our_own_commands() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home, &[]).await?;

    for command in [
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:opener|open_url",
        "plugin:window|set_title",
    ] {
        let answer = ask(&window, command, json!({})).await?;
        assert!(
            answer["refusal"]
                .as_str()
                .is_some_and(|why| why.contains("not allowed")),
            "{command}: {answer}"
        );
    }
    // The page's policy: no script, picture or connection from anywhere else.
    let inline = "
        const done = arguments[0];
        const script = document.createElement('script');
        script.textContent = 'window.inlineScriptRan = true';
        document.body.append(script);
        const refusals = [];
        const elsewhere = fetch('https://example.org/').catch(() => refusals.push('fetch'));
        elsewhere.then(() => done({ ran: window.inlineScriptRan === true, refusals }));";
    let answer = window.script_later(inline, vec![]).await?;
    assert_eq!(answer, json!({ "ran": false, "refusals": ["fetch"] }));

    window.quit().await
}

#[tokio::test]
async fn a_second_start_hands_its_files_over_and_ends() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home, &[]).await?;

    let second = Command::new(application()?)
        .envs(home.environment())
        .current_dir(home.path())
        .args(["no-such.ics", "--sample"])
        .output()?;
    assert!(second.status.success(), "{second:?}");
    // The screen takes the file at once and says that it cannot be read.
    window.wait_for_text("no-such.ics").await?;

    window.quit().await
}

#[tokio::test]
async fn the_stylesheet_follows_the_chosen_appearance() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home, &[]).await?;

    for (appearance, dark) in [("dark", true), ("light", false)] {
        let answer = ask(&window, "set_appearance", json!({ "appearance": appearance })).await?;
        assert_eq!(answer, json!({ "answer": null }));
        window
            .wait_until(
                &format!("the page is {appearance}"),
                &format!("return matchMedia('(prefers-color-scheme: dark)').matches === {dark}"),
            )
            .await?;
    }

    window.quit().await
}
