//! `cargo xtask check`: all that must be right besides the tests.

mod arrows;
mod circles;
mod deny;
mod graph;
pub(crate) mod metadata;
mod zones;

use anyhow::Result;

use crate::steps::Steps;
use crate::{build, generate, setup, sh};

/// Installs what is missing and takes the checks of these names, or all, also after one has failed.
///
/// # Errors
/// When a check fails.
pub(crate) fn check(only: &[&str]) -> Result<()> {
    let mut steps = Steps::only(only);
    let python = steps.must("what is missing", || {
        setup::packages(&[setup::BUILD, setup::TEST, setup::METADATA])?;
        setup::modules()?;
        setup::environment(setup::Readers::Tests)
    })?;
    let graph = steps.must("crates", graph::Graph::read)?;
    steps.also("format", || format(&graph));
    steps.also("arrows", || arrows::check(&graph));
    steps.also("circles of files", || circles::check(&graph));
    steps.also("zone data", || zones::check(&graph, &python));
    steps.also("licences", deny::check);
    steps.also("metadata of the packages", metadata::check);
    // Before the Rust checks, which read what it builds.
    steps.must("interface: build", build::interface)?;
    steps.also("interface: types", || {
        sh::run(&mut sh::npm(&["run", "--silent", "check"]))
    });
    steps.also("interface: lints and format", || {
        sh::run(&mut sh::npm(&["run", "--silent", "lint"]))
    });
    steps.also("lints", || {
        sh::run(
            sh::cargo()
                .args(["clippy", "--all-targets"])
                .args(build::WHOLE)
                .args(["--", "-D", "warnings"]),
        )
    });
    steps.also("documentation", || {
        let mut doc = sh::cargo();
        doc.args(["doc", "--no-deps"])
            .args(build::WHOLE)
            .env("RUSTDOCFLAGS", "-D warnings");
        sh::run(&mut doc)
    });
    steps.also("generated files", || {
        build::everything()?;
        generate::check()
    });
    steps.finish()
}

/// Checks the format of our own crates. `cargo fmt --all` would look at the vendored one too.
fn format(graph: &graph::Graph) -> Result<()> {
    let mut cargo = sh::cargo();
    cargo.args(["fmt", "--check"]);
    for name in graph.members() {
        cargo.args(["--package", name]);
    }
    sh::run(&mut cargo)
}
