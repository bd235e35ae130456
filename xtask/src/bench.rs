//! bench
use anyhow::Result;
pub(crate) const WINDOWS: &str = "time-windows-inside";
pub(crate) fn bench() -> Result<()> {
    crate::setup::packages(&[crate::setup::BENCH])?;
    crate::setup::environment(crate::setup::Readers::Bench)?;
    Ok(())
}
pub(crate) fn windows(_: &std::path::Path, _: &[&str]) -> Result<()> {
    Ok(())
}
