//! `cargo xtask run`: from a fresh machine to the application with the sample visit.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{build, display, place, setup, sh};

/// Installs, builds and opens; without a display, takes a picture and writes the sample's programme.
///
/// # Errors
/// When one of these fails.
pub(crate) fn run(release: bool) -> Result<()> {
    let seen = display::present();
    setup::packages(if seen {
        &[setup::BUILD]
    } else {
        &[setup::BUILD, setup::HEADLESS]
    })?;
    setup::modules()?;
    build::interface()?;
    build::application(release)?;
    let mut application = sh::command(place::built(build::APPLICATION, release));
    application.arg("--sample");
    if seen {
        return sh::run(&mut application);
    }
    eprintln!("There is no display here, so the application opens on one of its own and a picture is taken.");
    let out = place::out();
    fs::create_dir_all(&out)?;
    let window = out.join("window.png");
    display::picture_of(&mut application, &window)?;
    let (pdf, ics) = (out.join("programme.pdf"), out.join("programme.ics"));
    // From the very library that the window showed: it is free again, the application has ended.
    let sample = sample_visit(release)?;
    for (format, file) in [("pdf", &pdf), ("ics", &ics)] {
        let mut export = build::companion(release);
        export
            .args(["export", &sample, "--format", format, "--out"])
            .arg(file);
        sh::run(&mut export)?;
    }
    println!("The window:              {}", place::shown(&window));
    println!("The programme, printed:  {}", place::shown(&pdf));
    println!("The programme, calendar: {}", place::shown(&ics));
    Ok(())
}

/// Returns the id of the sample visit, as its file has it.
fn sample_visit(_release: bool) -> Result<String> {
    let file = place::sample();
    let text =
        fs::read_to_string(&file).with_context(|| format!("{} cannot be read", place::shown(&file)))?;
    let visit: serde_json::Value = serde_json::from_str(&text)?;
    let id = visit.get("id").and_then(serde_json::Value::as_str);
    Ok(id
        .with_context(|| format!("{} has no id", place::shown(&file)))?
        .to_owned())
}
