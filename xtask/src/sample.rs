//! `cargo xtask sample`: a visit of any size.

use anyhow::Result;

use crate::sh;

/// Hands the options to the generator, which stands beside the model that it must obey.
///
/// # Errors
/// When the generator fails.
pub(crate) fn sample(options: &[&str]) -> Result<()> {
    sh::run(
        sh::cargo()
            .args(["run", "--quiet", "--package", "visit", "--example", "scale", "--"])
            .args(options),
    )
}
