//! What software centres show of the application.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::{paths, sh};

/// The file, in AppStream's format.
const FILE: &str = "packaging/org.chancery.Chancery.metainfo.xml";

/// Checks that AppStream accepts the metadata and that they speak of this version.
///
/// # Errors
/// When they are not as they should be.
pub(crate) fn check() -> Result<()> {
    let text =
        fs::read_to_string(paths::root().join(FILE)).with_context(|| format!("{FILE} cannot be read"))?;
    // All crates of the workspace have one version.
    newest_is(env!("CARGO_PKG_VERSION"), &text)?;
    if !sh::has("appstreamcli") {
        println!("appstreamcli is not here, so {FILE} was not judged by it.");
        return Ok(());
    }
    sh::run(sh::command("appstreamcli").args(["validate", "--no-net", FILE]))
}

/// Checks that the first release in the metadata, which is the newest, is this version.
fn newest_is(version: &str, text: &str) -> Result<()> {
    let stated = text
        .split("<release version=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    if stated != Some(version) {
        bail!(
            "{FILE} says that the newest release is {}, and the crates are {version}: add the release",
            stated.unwrap_or("none")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_without_its_entry_is_noticed() {
        let text = r#"<release version="0.2.0"/><release version="0.1.0"/>"#;
        newest_is("0.2.0", text).unwrap();
        assert!(
            newest_is("0.1.0", text)
                .unwrap_err()
                .to_string()
                .contains("0.2.0")
        );
        assert!(newest_is("0.1.0", "").is_err());
    }
}
