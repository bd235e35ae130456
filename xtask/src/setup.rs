//! Installs what is missing, after saying what.

mod debian;
mod node;
mod python;

use anyhow::Result;

pub(crate) use debian::{BENCH, BUILD, DIST, HEADLESS, METADATA, TEST, TRIAL, packages};
pub(crate) use node::modules;
pub(crate) use python::{Readers, environment};

/// Installs all that any verb but `bench` needs.
///
/// # Errors
/// When something cannot be installed.
pub(crate) fn everything() -> Result<()> {
    packages(&[BUILD, HEADLESS, TEST, METADATA])?;
    modules()?;
    environment(Readers::Tests)?;
    Ok(())
}
