//! `cargo xtask run`: from a fresh machine to the application with the sample visit.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{build, display, paths, setup, sh};

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
    // The library is in the platform's data folder; a sample that is there already stays as it is.
    sh::run(build::companion(release).arg("sample"))?;
    let mut application = sh::command(paths::built(build::APPLICATION, release));
    if seen {
        return sh::run(&mut application);
    }
    eprintln!("There is no display here, so the application opens on one of its own and a picture is taken.");
    let out = paths::out();
    fs::create_dir_all(&out)?;
    let sample = sample_visit()?;
    let (pdf, ics) = (out.join("programme.pdf"), out.join("programme.ics"));
    for (format, file) in [("pdf", &pdf), ("ics", &ics)] {
        sh::run(
            build::companion(release)
                .args(["export", &sample, "--format", format, "--out"])
                .arg(file),
        )?;
    }
    let window = out.join("window.png");
    display::picture_of(&mut application, &window)?;
    println!("The window:              {}", paths::shown(&window));
    println!("The programme, printed:  {}", paths::shown(&pdf));
    println!("The programme, calendar: {}", paths::shown(&ics));
    Ok(())
}

/// Returns the id of the sample visit, as its file has it.
fn sample_visit() -> Result<String> {
    let file = paths::sample();
    let text =
        fs::read_to_string(&file).with_context(|| format!("{} cannot be read", paths::shown(&file)))?;
    let visit: serde_json::Value = serde_json::from_str(&text)?;
    let id = visit.get("id").and_then(serde_json::Value::as_str);
    Ok(id
        .with_context(|| format!("{} has no id", paths::shown(&file)))?
        .to_owned())
}
